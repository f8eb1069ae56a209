import { useQuery } from '@tanstack/react-query';
import { lazy, Suspense, useState } from 'react';
import type { ObjectType, RecordRow } from '#web/kernel/api';
import { format, i18n, inLanguage } from '#web/kernel/i18n';
import { findField, useObject, type RecordSlotProps } from '#web/kernel/objects';
import { Button, Chip } from '#web/kernel/ui';
import { consentKey, readConsents } from '../consent-api.ts';
import './consent.css';

const RecordConsent = lazy(() => import('./record-consent.tsx'));

/** What a person agreed to and refused, since when and by whom it was recorded; all entries open below. */
export default function ConsentCard({ object, record }: RecordSlotProps) {
  const consents = useObject('consents');
  const people = object.api === 'people' && consents !== null;
  const [history, setHistory] = useState(false);
  const [open, setOpen] = useState<{ corrects: RecordRow | null } | null>(null);
  const { data } = useQuery({
    queryKey: consentKey(record.id),
    enabled: people,
    queryFn: () => readConsents(record.id),
  });
  if (!people || !consents || !data) return null;
  const may = consents.can.create && record.can?.update !== false && record.deleted_at == null;
  if (data.data.length === 0 && !may) return null;
  const label = i18n.t('Consent');
  return (
    <section className="k-card" aria-label={label}>
      <h2 className="k-heading">{label}</h2>
      <Entries object={consents} rows={data.states} />
      {data.data.length === 0 ? <p className="k-muted">{i18n.t('Nothing recorded.')}</p> : null}
      {history ? (
        <section className="k-consent-history" aria-label={i18n.t('All entries')}>
          <h3>{i18n.t('All entries')}</h3>
          <Entries object={consents} rows={data.data} onCorrect={may ? (corrects) => setOpen({ corrects }) : null} />
        </section>
      ) : null}
      <div className="k-row k-wrap">
        {may ? (
          <Button small look="quiet" onClick={() => setOpen({ corrects: null })}>
            {i18n.t('Record consent')}
          </Button>
        ) : null}
        {data.data.length > 0 ? (
          <Button small look="quiet" aria-expanded={history} onClick={() => setHistory(!history)}>
            {history ? i18n.t('Hide entries') : i18n.t('All entries')}
          </Button>
        ) : null}
      </div>
      <Suspense>
        {open ? (
          <RecordConsent object={consents} person={record.id} corrects={open.corrects} onClose={() => setOpen(null)} />
        ) : null}
      </Suspense>
    </section>
  );
}

type EntriesProps = { object: ObjectType; rows: RecordRow[]; onCorrect?: ((entry: RecordRow) => void) | null };

function Entries({ object, rows, onCorrect = null }: EntriesProps) {
  const text = (row: RecordRow, key: string): string => {
    const option = findField(object, key)?.options?.find((one) => one.value === row[key]);
    return option ? inLanguage(option.label) : typeof row[key] === 'string' ? row[key] : '';
  };
  return (
    <ul className="k-consents">
      {rows.map((row) => (
        <li key={row.id}>
          <span className="k-pair">
            <span>{[text(row, 'purpose'), text(row, 'channel')].filter(Boolean).join(' · ')}</span>
            <Chip tone={row.answer === 'yes' ? 'green' : 'red'}>{text(row, 'answer')}</Chip>
          </span>
          <span className="k-muted">{detailOf(row, text)}</span>
          {onCorrect ? (
            <button type="button" className="k-link" onClick={() => onCorrect(row)}>
              {i18n.t('Correct')}
            </button>
          ) : null}
        </li>
      ))}
    </ul>
  );
}

const nameOf = (value: unknown): string => (value as { name?: string | null } | null)?.name ?? '';

/** When, who recorded it, what was shown, and why an earlier entry was wrong. */
function detailOf(row: RecordRow, text: (row: RecordRow, key: string) => string): string {
  const day = row.happened_at ? format.calendarDay(format.dayOf(String(row.happened_at))) : '';
  const author = nameOf(row.author);
  const wrong = row.corrects ? `${i18n.t('corrects an entry')}: ${text(row, 'reason')}` : '';
  return [day, author, nameOf(row.wording), text(row, 'form'), wrong].filter(Boolean).join(' · ');
}
