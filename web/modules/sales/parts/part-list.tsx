import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { lazy, Suspense, useState } from 'react';
import { changeRecord, createRecord, keys, listRecords, queries, trashRecord, type RecordRow } from '#web/kernel/api';
import { i18n } from '#web/kernel/i18n';
import { loadFieldsDialog, saved, useObject, usePaths, type RecordSlotProps } from '#web/kernel/objects';
import { Button } from '#web/kernel/ui';
import './moves.css';

const FieldsDialog = lazy(loadFieldsDialog);
const MOST = 100; // more people have no part in one deal

type Props = RecordSlotProps & {
  /** The object of the parts, by its plural name. */
  api: string;
  title: string;
  add: string;
  /** The field that points at the record of the page. */
  by: string;
  /** What a line leads to: the other side, by field and plural name. */
  to: { field: string; api: string | null };
  fields: string[];
  required: string[];
  tell: (part: RecordRow) => string;
};

type Pointed = { id: string; name?: string | null } | null;

/** The parts of a record that lead to others, a line each: added, changed and removed in a window. */
export function PartList({ record, api, title, add, by, to, fields, required, tell }: Props) {
  const object = useObject(api);
  const [open, setOpen] = useState<{ part: RecordRow | null } | null>(null);
  const query = { filter: { field: by, is: record.id }, sort: 'created_at', limit: MOST };
  const { data } = useQuery({
    queryKey: keys.list(api, query),
    enabled: object !== null,
    queryFn: () => listRecords(api, query),
  });
  if (!object || !data) return null;
  const may = object.can.create && record.can?.update !== false && record.deleted_at == null;
  if (data.data.length === 0 && !may) return null;
  const part = open?.part ?? null;
  const done = async (text: string, changeSet: string | null): Promise<void> => {
    await queries.invalidateQueries({ queryKey: keys.list(api) });
    saved(text, changeSet);
  };
  const save = async (values: Record<string, unknown>): Promise<void> => {
    const whole = Object.fromEntries(fields.map((key) => [key, values[key] ?? null]));
    const { changeSet } = await (part
      ? changeRecord(api, part, whole)
      : createRecord(api, { ...values, [by]: record.id }));
    await done(i18n.t('Saved.'), changeSet);
  };
  const remove = async (one: RecordRow): Promise<void> => {
    const { changeSet } = await trashRecord(api, one.id);
    await done(i18n.t('Removed.'), changeSet);
  };
  return (
    <section className="k-card" aria-label={title}>
      <h2 className="k-heading">{title}</h2>
      <ul className="k-moves">
        {data.data.map((one) => (
          <Line
            key={one.id}
            {...{ to, may }}
            part={one}
            text={tell(one)}
            onEdit={() => setOpen({ part: one })}
            onRemove={() => void remove(one)}
          />
        ))}
      </ul>
      {may ? (
        <Button small look="quiet" onClick={() => setOpen({ part: null })}>
          {add}
        </Button>
      ) : null}
      <Suspense>
        {open ? (
          <FieldsDialog
            title={part ? title : add}
            object={object}
            {...{ fields, required }}
            values={part ? Object.fromEntries(fields.map((key) => [key, part[key]])) : {}}
            submit={i18n.t('Save')}
            onClose={() => setOpen(null)}
            onSubmit={save}
          />
        ) : null}
      </Suspense>
    </section>
  );
}

type LineProps = {
  part: RecordRow;
  to: Props['to'];
  may: boolean;
  text: string;
  onEdit: () => void;
  onRemove: () => void;
};

function Line({ part, to, may, text, onEdit, onRemove }: LineProps) {
  const paths = usePaths();
  const other = part[to.field] as Pointed;
  const name = other?.name ?? i18n.t('No name');
  return (
    <li>
      {other && to.api ? (
        <Link to={paths.record(to.api, other.id)} className="k-link">
          {name}
        </Link>
      ) : (
        <span>{name}</span>
      )}
      <span className="k-muted">{text}</span>
      {may ? (
        <span className="k-row">
          <Button small look="quiet" aria-label={i18n.t('Edit {name}', { name })} onClick={onEdit}>
            {i18n.t('Edit')}
          </Button>
          <Button small look="quiet" aria-label={i18n.t('Remove {name}', { name })} onClick={onRemove}>
            {i18n.t('Remove')}
          </Button>
        </span>
      ) : null}
    </li>
  );
}
