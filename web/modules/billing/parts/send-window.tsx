import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { askWhole, getRecord, keys, Problem, queries, type RecordRef, type RecordRow } from '#web/kernel/api';
import { i18n } from '#web/kernel/i18n';
import { CheckField, Dialog, FormDialog, TextArea, TextField } from '#web/kernel/ui';
import { LinkToCopy } from './link-window.tsx';

type SendProps = { record: RecordRow; onClose: () => void };
type Offered = { address: string; of: string };

/** Sends a quote: by mail to those who are offered or typed, or by a link that somebody hands over. */
export default function SendWindow({ record, onClose }: SendProps) {
  const offered = useOffered(record);
  const [chosen, setChosen] = useState<Record<string, boolean>>({});
  const [other, setOther] = useState('');
  const [message, setMessage] = useState('');
  const [problem, setProblem] = useState<Problem | null>(null);
  const [busy, setBusy] = useState(false);
  const [sent, setSent] = useState<{ link: string; count: number } | null>(null);
  const isChosen = (address: string, at: number): boolean => chosen[address] ?? at === 0;
  const typed = other.split(/[\s,;]+/).filter(Boolean);
  const to = [
    ...new Set([...offered.filter((one, at) => isChosen(one.address, at)).map((one) => one.address), ...typed]),
  ];
  const send = async (): Promise<void> => {
    setBusy(true);
    setProblem(null);
    try {
      const body = { ...(to.length > 0 ? { to } : {}), ...(message.trim() ? { message: message.trim() } : {}) };
      const { data } = await askWhole('POST /api/v1/quotes/{id}/send', { params: { id: record.id }, body });
      setSent({ link: data.link, count: to.length });
      await queries.invalidateQueries();
    } catch (thrown) {
      if (!(thrown instanceof Problem)) throw thrown;
      setProblem(thrown);
    }
    setBusy(false);
  };
  if (sent) return <Sent {...sent} onClose={onClose} />;
  return (
    <FormDialog
      title={i18n.t('Send the quote')}
      onClose={onClose}
      problem={problem}
      busy={busy}
      submit={to.length > 0 ? i18n.t('Send by mail') : i18n.t('Send by link only')}
      onSubmit={send}
    >
      <p className="k-muted">
        {i18n.t(
          'The customer gets a page to read, ask, accept or decline. From then on only a new version changes it.',
        )}
      </p>
      {offered.map(({ address, of }, at) => (
        <CheckField
          key={address}
          label={address}
          help={of}
          checked={isChosen(address, at)}
          onChange={(on) => setChosen({ ...chosen, [address]: on })}
        />
      ))}
      <TextField
        label={offered.length > 0 ? i18n.t('Other addresses') : i18n.t('Addresses')}
        help={i18n.t('With a comma between several. Without any the quote goes by link only.')}
        value={other}
        onChange={setOther}
      />
      {to.length > 0 ? (
        <TextArea
          label={i18n.t('Message')}
          help={i18n.t('The link stands beneath it. Left empty, a few polite words are sent.')}
          rows={4}
          value={message}
          onChange={setMessage}
        />
      ) : null}
    </FormDialog>
  );
}

type SentProps = { link: string; count: number; onClose: () => void };

function Sent({ link, count, onClose }: SentProps) {
  return (
    <Dialog title={i18n.t('The quote is sent')} onClose={onClose}>
      <p>
        {count > 0
          ? i18n.t('The mail with the link goes to {count, plural, one {# address} other {# addresses}}.', { count })
          : i18n.t('Nobody got a mail. Give the link to the customer.')}
      </p>
      <LinkToCopy link={link} onDone={onClose} />
    </Dialog>
  );
}

/** The addresses of the person and the company that the quote is for. */
function useOffered(record: RecordRow): Offered[] {
  const person = useAddresses('people', record.person);
  const company = useAddresses('companies', record.company);
  return [...person, ...company].filter(
    (one, at, all) => all.findIndex(({ address }) => address === one.address) === at,
  );
}

function useAddresses(api: string, ref: unknown): Offered[] {
  const id = (ref as RecordRef | null | undefined)?.id;
  const { data } = useQuery({
    queryKey: keys.record(api, id ?? ''),
    enabled: id !== undefined,
    queryFn: () => getRecord(api, id ?? ''),
  });
  const emails = Array.isArray(data?.emails) ? (data.emails as { value?: unknown }[]) : [];
  return emails.flatMap(({ value }) =>
    typeof value === 'string' ? [{ address: value, of: (ref as RecordRef).name }] : [],
  );
}
