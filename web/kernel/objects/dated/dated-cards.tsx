import { IconDots, IconPlus } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { lazy, Suspense, useState } from 'react';
import { keys, listRecords, type Field, type ObjectType, type RecordRow } from '#web/kernel/api';
import { format, i18n } from '#web/kernel/i18n';
import { Avatar, Button, IconButton, Menu } from '#web/kernel/ui';
import { optionLabel } from '../fields/values.ts';
import { fieldLabel } from '../model/model.ts';
import { useObject, usePaths } from '../model/use-model.ts';
import { changeEntry, removeEntry } from './save-entry.ts';
import type { DatedEntry } from './entry.ts';
import './dated.css';

const EntryWindow = lazy(() => import('./entry-window.tsx'));

/** So many entries a record answers with. */
const MOST = 100;

type CardProps = { object: ObjectType; record: RecordRow; field: Field };

/** The dated relations of a record: who it belongs to, as what, from when until when. */
export function DatedCards({ object, record }: Omit<CardProps, 'field'>) {
  const fields = object.fields.filter((field) => field.entries && !field.archived && field.key in record);
  return fields.map((field) => <DatedCard key={field.key} object={object} record={record} field={field} />);
}

function DatedCard({ object, record, field }: CardProps) {
  const link = useObject(field.entries?.object ?? '');
  const [open, setOpen] = useState<DatedEntry | 'new' | null>(null);
  const query = { filter: { field: 'id', is: record.id }, fields: [field.key], limit: 1 };
  // Kept with the entries and not with the record: whatever changes one of them asks anew.
  const { data } = useQuery({
    queryKey: keys.list(link?.api ?? '', { ...query, of: object.api }),
    enabled: link !== null,
    queryFn: () => listRecords(object.api, query),
    initialData: { data: [record], next_cursor: null },
  });
  if (!link) return null;
  const entries = (data.data[0]?.[field.key] ?? []) as DatedEntry[];
  // Entries are a part of the record that owns the field: from the other side each of them has its own answer.
  const mine = field.entries?.near !== 'from_record' || (object.can.update && record.can?.update !== false);
  const may = mine && record.deleted_at == null;
  if (entries.length === 0 && !(may && link.can.create)) return null;
  const now = entries.filter((entry) => entry.present).length;
  return (
    <section className="k-card" aria-label={fieldLabel(field)}>
      <h2 className="k-heading">
        {fieldLabel(field)} {now > 0 ? <span className="k-count">{now}</span> : null}
      </h2>
      <ul className="k-card-list">
        {entries.map((entry) => (
          <EntryLine
            key={entry.id}
            link={link}
            field={field}
            entry={entry}
            onEdit={may && link.can.update ? () => setOpen(entry) : undefined}
          />
        ))}
      </ul>
      {entries.length >= MOST ? (
        <p className="k-muted">{i18n.t('The first {count} are shown.', { count: MOST })}</p>
      ) : null}
      {may && link.can.create ? (
        <div className="k-row">
          <Button small look="quiet" icon={<IconPlus size={14} stroke={1.75} />} onClick={() => setOpen('new')}>
            {i18n.t('Add')}
          </Button>
        </div>
      ) : null}
      <Suspense>
        {open ? (
          <EntryWindow
            link={link}
            field={field}
            near={record.id}
            entry={open === 'new' ? null : open}
            onClose={() => setOpen(null)}
          />
        ) : null}
      </Suspense>
    </section>
  );
}

type LineProps = { link: ObjectType; field: Field; entry: DatedEntry; onEdit?: (() => void) | undefined };

function EntryLine({ link, field, entry, onEdit }: LineProps) {
  const paths = usePaths();
  const { record } = entry;
  const name = record.name ?? i18n.t('No name');
  const days = spanText(entry);
  const label = entry.label ? optionLabel(field, entry.label) : '';
  return (
    <li className="k-row k-entry" data-past={!entry.present || undefined}>
      <Link to={paths.record(record.object, record.id)} className="k-card-line">
        <Avatar name={name} square={record.object !== 'people'} />
        <span className="k-entry-words">
          <span className="k-cut">{name}</span>
          {label || days ? <span className="k-entry-more">{[label, days].filter(Boolean).join(' · ')}</span> : null}
        </span>
      </Link>
      {onEdit ? (
        <Menu
          end
          trigger={
            <IconButton
              small
              label={i18n.t('Change {name}', { name })}
              icon={<IconDots size={14} stroke={1.75} aria-hidden="true" />}
            />
          }
          entries={[
            { label: i18n.t('Edit'), run: onEdit },
            ...(entry.present
              ? [
                  {
                    label: i18n.t('End today'),
                    run: () => void changeEntry(link, { field, id: entry.id, values: { ended_on: format.today() } }),
                  },
                ]
              : []),
            ...(link.can.delete
              ? [
                  'line' as const,
                  { label: i18n.t('Remove'), run: () => void removeEntry(link, { field, id: entry.id }) },
                ]
              : []),
          ]}
        />
      ) : null}
    </li>
  );
}

/** From when until when, as far as it is known. */
function spanText({ from, until }: Pick<DatedEntry, 'from' | 'until'>): string {
  const [start, end] = [from, until].map((day) => (day ? format.calendarDay(day) : ''));
  if (start && end) return i18n.t('{from} to {until}', { from: start, until: end });
  if (start) return i18n.t('since {day}', { day: start });
  return end ? i18n.t('until {day}', { day: end }) : '';
}
