import { useQuery } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { countErasing, erasePerson, queries, type EraseMode } from '#web/kernel/api';
import { i18n } from '#web/kernel/i18n';
import { recordName, usePaths, type RecordSlotProps } from '#web/kernel/objects';
import { Button, Dialog, ProblemNote, SkeletonLines, TextField, toast } from '#web/kernel/ui';
import { CertificateLines } from './certificate-lines.tsx';
import './personal-data.css';

type WindowProps = RecordSlotProps & { onClose: () => void };

/** All that is kept about somebody as one file, and forgetting them. */
export default function PersonalData({ object, record, onClose }: WindowProps) {
  const name = recordName(object, record);
  const navigate = useNavigate();
  const paths = usePaths();
  const [mode, setMode] = useState<EraseMode | null>(null);
  // Nothing on the page of somebody who is gone can be asked again.
  const leave = (): void => {
    onClose();
    toast({ text: i18n.t('Done. This certificate stays; nothing in it is about anybody.') });
    void navigate({ to: paths.page('settings/erasures') }).then(() => queries.invalidateQueries());
  };
  return (
    <Dialog wide title={i18n.t('Personal data of {name}', { name })} onClose={onClose}>
      <div className="k-stack">
        <section className="k-personal-part">
          <h3>{i18n.t('What is kept about them')}</h3>
          <p className="k-muted">
            {i18n.t('The record, what points at it, its history, files, mails and audit lines, in one file.')}
          </p>
          <a
            className="k-button k-button-plain k-self-start"
            href={`/api/v1/people/${record.id}/personal_data`}
            download={`${name}.json`}
          >
            {i18n.t('Download all of it')}
          </a>
        </section>
        <section className="k-personal-part">
          <h3>{i18n.t('Forget them')}</h3>
          <Modes mode={mode} onPick={setMode} />
          {mode ? <Forget key={mode} id={record.id} name={name} mode={mode} onDone={leave} /> : null}
        </section>
      </div>
    </Dialog>
  );
}

function Modes({ mode, onPick }: { mode: EraseMode | null; onPick: (mode: EraseMode) => void }) {
  const modes = [
    {
      key: 'erase' as const,
      label: i18n.t('Erase'),
      about: i18n.t('The person goes, with all entries that are about nobody else.'),
    },
    {
      key: 'anonymise' as const,
      label: i18n.t('Make anonymous'),
      about: i18n.t('A record without a name stays, so that sums and numbers stay as they are.'),
    },
  ];
  return (
    <div className="k-stack" role="radiogroup" aria-label={i18n.t('Forget them')}>
      {modes.map(({ key, label, about }) => (
        <label key={key} className="k-check k-personal-mode">
          <input type="radio" name="forget" checked={mode === key} onChange={() => onPick(key)} />
          <span>
            <strong>{label}</strong>
            <span className="k-muted">{about}</span>
          </span>
        </label>
      ))}
    </div>
  );
}

type ForgetProps = { id: string; name: string; mode: EraseMode; onDone: () => void };

function Forget({ id, name, mode, onDone }: ForgetProps) {
  const [typed, setTyped] = useState('');
  const [busy, setBusy] = useState(false);
  const [refused, setRefused] = useState<Error | null>(null);
  // Counted anew whenever it is looked at: people work on meanwhile.
  const counted = useQuery({
    queryKey: ['erasing', id, mode],
    queryFn: () => countErasing(id, mode),
    gcTime: 0,
    retry: false,
  });
  const forget = async (): Promise<void> => {
    setBusy(true);
    try {
      await erasePerson(id, mode, name);
      onDone();
    } catch (problem) {
      setRefused(problem as Error);
    } finally {
      setBusy(false);
    }
  };
  if (counted.isPending) return <SkeletonLines />;
  return (
    <form
      className="k-stack"
      onSubmit={(event) => {
        event.preventDefault();
        void forget();
      }}
    >
      <ProblemNote problem={refused ?? counted.error} />
      {counted.data ? <CertificateLines certificate={counted.data} /> : null}
      <p>{i18n.t('This cannot be undone. Backups made before still hold them: let those run out.')}</p>
      <TextField label={i18n.t('Write “{name}” to confirm', { name })} value={typed} onChange={setTyped} />
      <div className="k-dialog-foot">
        <Button look="danger" type="submit" busy={busy} disabled={typed.trim() !== name || !counted.data}>
          {mode === 'erase' ? i18n.t('Erase for good') : i18n.t('Make anonymous for good')}
        </Button>
      </div>
    </form>
  );
}
