import { useQuery } from '@tanstack/react-query';
import { keys, listRecords, type RecordRow } from '#web/kernel/api';
import { format, i18n } from '#web/kernel/i18n';
import { useObject, type RecordSlotProps } from '#web/kernel/objects';
import { Chip } from '#web/kernel/ui';
import './quote-card.css';

const MOST = 20;

/** How far a quote is: sent, first read, what the customer asked or answered, and what is kept of that. */
export default function QuoteCard({ object, record }: RecordSlotProps) {
  const isQuote = object.api === 'quotes';
  const answers = useObject('quote_answers');
  const query = { filter: { field: 'quote', is: record.id }, sort: '-happened_at', limit: MOST };
  const { data } = useQuery({
    // Each answer that counts is another version of the quote.
    queryKey: [...keys.list('quote_answers', query), record.version],
    enabled: isQuote && answers !== null,
    queryFn: () => listRecords('quote_answers', query),
    placeholderData: (before) => before,
  });
  if (!isQuote || record.sent_at == null) return null;
  const label = i18n.t('The customer and this quote');
  const rows = data?.data ?? [];
  return (
    <section className="k-card k-quote-card" aria-label={label}>
      <h2 className="k-heading">{label}</h2>
      <ul>
        {rows.map((row) => (
          <Answer key={row.id} row={row} />
        ))}
        <li>
          {typeof record.seen_at === 'string'
            ? i18n.t('First read {when}', { when: format.relativeTime(record.seen_at) })
            : i18n.t('Not read yet')}
        </li>
        <li>{i18n.t('Sent {when}', { when: format.dayAndTime(String(record.sent_at)) })}</li>
      </ul>
    </section>
  );
}

function Answer({ row }: { row: RecordRow }) {
  const name = typeof row.name === 'string' ? row.name : i18n.t('the customer');
  const hash = typeof row.document_hash === 'string' ? row.document_hash : null;
  return (
    <li>
      <span>
        <Verb row={row} /> {name}
      </span>
      <span className="k-muted">{format.dayAndTime(String(row.happened_at))}</span>
      {typeof row.text === 'string' && row.text ? <blockquote>{row.text}</blockquote> : null}
      {row.answer === 'asked' ? null : (
        <details>
          <summary>{i18n.t('What is kept as evidence')}</summary>
          <dl>
            {row.ip_address ? <Kept label={i18n.t('From the address')} value={String(row.ip_address)} /> : null}
            {row.agent ? <Kept label={i18n.t('With')} value={String(row.agent)} /> : null}
            {hash ? <Kept label={i18n.t('SHA-256 of the document')} value={hash} /> : null}
          </dl>
        </details>
      )}
    </li>
  );
}

function Verb({ row }: { row: RecordRow }) {
  if (row.answer === 'accepted') return <Chip tone="green">{i18n.t('Accepted by')}</Chip>;
  if (row.answer === 'declined') return <Chip tone="red">{i18n.t('Declined by')}</Chip>;
  return <Chip tone="blue">{i18n.t('Asked by')}</Chip>;
}

function Kept({ label, value }: { label: string; value: string }) {
  return (
    <div>
      <dt className="k-muted">{label}</dt>
      <dd>{value}</dd>
    </div>
  );
}
