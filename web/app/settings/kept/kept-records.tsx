import { useQuery } from '@tanstack/react-query';
import { lazy, Suspense, useState, type ComponentType, type ReactNode } from 'react';
import { changeRecord, createRecord, keys, listRecords, queries, trashRecord, type RecordRow } from '#web/kernel/api';
import { i18n } from '#web/kernel/i18n';
import { loadFieldsDialog, saved, useObject } from '#web/kernel/objects';
import { Button, Chip, ProblemNote, SkeletonLines } from '#web/kernel/ui';
import { useTask } from '../use-task.ts';

const FieldsDialog = lazy(loadFieldsDialog);
const MOST = 200; // more than anybody arranges

type Props = {
  /** The object whose records are kept here, by its plural name. */
  api: string;
  title: string;
  about: string;
  add: string;
  fields: string[];
  required: string[];
  /** What a new one begins with. */
  first: Record<string, unknown>;
  /** The line below the name. */
  tell: (record: RecordRow) => string;
  /** Further buttons of a line. */
  More?: ComponentType<{ record: RecordRow }>;
};

/** The records of one kind that administrators keep: a line each, made and changed in a window. */
export function KeptRecords({ api, title, about, add, fields, required, first, tell, More }: Props) {
  const object = useObject(api);
  const sort = object?.fields.some((field) => field.key === 'position') ? 'position' : 'name';
  const all = useQuery({
    queryKey: [...keys.settings('kept'), api],
    enabled: object !== null,
    queryFn: () => listRecords(api, { limit: MOST, sort }),
  });
  const [open, setOpen] = useState<{ record: RecordRow | null } | null>(null);
  if (!object) return null;
  const record = open?.record ?? null;
  const save = async (values: Record<string, unknown>): Promise<void> => {
    const whole = Object.fromEntries(fields.map((key) => [key, values[key] ?? null]));
    const { changeSet } = await (record ? changeRecord(api, record, whole) : createRecord(api, values));
    await queries.invalidateQueries();
    saved(i18n.t('Saved.'), changeSet);
  };
  return (
    <section className="k-stack" aria-label={title}>
      <h2 className="k-heading">{title}</h2>
      <p className="k-muted">{about}</p>
      <ProblemNote problem={all.error} />
      {all.isPending ? <SkeletonLines /> : null}
      <ul className="k-lines-list">
        {(all.data?.data ?? []).map((one) => (
          <Line key={one.id} api={api} record={one} text={tell(one)} onEdit={() => setOpen({ record: one })}>
            {More ? <More record={one} /> : null}
          </Line>
        ))}
      </ul>
      <Button className="k-self-start" onClick={() => setOpen({ record: null })}>
        {add}
      </Button>
      <Suspense>
        {open ? (
          <FieldsDialog
            title={record ? String(record.name) : add}
            object={object}
            {...{ fields, required }}
            values={record ? Object.fromEntries(fields.map((key) => [key, record[key]])) : first}
            submit={i18n.t('Save')}
            onClose={() => setOpen(null)}
            onSubmit={save}
          />
        ) : null}
      </Suspense>
    </section>
  );
}

type LineProps = { api: string; record: RecordRow; text: string; onEdit: () => void; children: ReactNode };

function Line({ api, record, text, onEdit, children }: LineProps) {
  const { problem, busy, run } = useTask();
  return (
    <li className="k-setting-line">
      <div className="k-grow k-stack">
        <p>
          <strong>{String(record.name)}</strong> {record.active === false ? <Chip>{i18n.t('Disabled')}</Chip> : null}
        </p>
        {text ? <p className="k-muted k-lines">{text}</p> : null}
        <ProblemNote problem={problem} />
        <div className="k-row k-wrap">
          {children}
          <Button small onClick={onEdit}>
            {i18n.t('Edit')}
          </Button>
          <Button small busy={busy} onClick={() => void run(() => trashRecord(api, record.id), i18n.t('Removed.'))}>
            {i18n.t('Remove')}
          </Button>
        </div>
      </div>
    </li>
  );
}
