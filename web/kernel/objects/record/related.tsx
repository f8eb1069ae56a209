import { IconPlus } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { keys, listRecords, type Field, type ObjectType, type RecordRow } from '#web/kernel/api';
import { i18n } from '#web/kernel/i18n';
import { Avatar, Button } from '#web/kernel/ui';
import { valueText } from '../fields/values.ts';
import { openCreate } from '../forms/create-store.ts';
import { fieldLabel, findField, isEditable, objectLabel, pictureOf, recordName } from '../model/model.ts';
import { useLinkField } from '../model/slots.ts';
import { useObjects, usePaths } from '../model/use-model.ts';
import { PutOn, TakeOff } from './link-other-side.tsx';

/** A card shows this many and links to the rest. */
const MOST = 6;

/** Records of other objects that point at this one: the people of a company, its deals. */
export function RelatedRecords({ object, record }: { object: ObjectType; record: RecordRow }) {
  const objects = useObjects();
  const pointing = objects
    .filter((other) => other.kind === 'record' && other.can.read)
    .flatMap((other) => {
      const fields = other.fields.filter(
        (one) => one.type === 'relation' && one.to === object.api && one.filterable && !one.archived,
      );
      // Of a standard object the first says enough; each of one's own was made to be seen.
      return fields.filter((field, at) => at === 0 || field.custom).map((field) => ({ other, field }));
    });
  return (
    <>
      {pointing.map(({ other, field }) => (
        <RelatedCard
          key={`${other.api} ${field.key}`}
          object={object}
          record={record}
          other={other}
          field={field}
          name={
            pointing.filter((one) => one.other === other).length > 1 ? nameWith(other, field) : objectLabel(other, true)
          }
        />
      ))}
    </>
  );
}

const nameWith = (other: ObjectType, field: Field): string => `${objectLabel(other, true)} · ${fieldLabel(field)}`;

type CardProps = { object: ObjectType; record: RecordRow; other: ObjectType; field: Field; name: string };

function RelatedCard({ object, record, other, field, name }: CardProps) {
  const paths = usePaths();
  const query = { filter: { field: field.key, is: record.id }, limit: MOST, total: true };
  const { data } = useQuery({ queryKey: keys.list(other.api, query), queryFn: () => listRecords(other.api, query) });
  const rows = data?.data ?? [];
  const count = data?.total?.count ?? rows.length;
  const link = useLinkField(other, field);
  const mayAdd = other.can.create && (!field.read_only || link !== null);
  if (!data || (rows.length === 0 && (!mayAdd || other.api === object.api))) return null;
  const all = {
    filter: { field: field.key, is: { id: record.id, object: object.api, name: recordName(object, record) } },
  };
  const add = (): void =>
    openCreate(other.api, { [field.key]: { id: record.id, object: object.api, name: recordName(object, record) } });
  const mayLink = field.custom && isEditable(field) && other.can.update && record.deleted_at == null;
  const self = { id: record.id, object: object.api, name: recordName(object, record) };
  if (rows.length === 0 && !mayLink) return <AddLine label={objectLabel(other)} onAdd={add} />;
  return (
    <section className="k-card" aria-label={name}>
      <h2 className="k-heading">
        {name} {count > 0 ? <span className="k-count">{count}</span> : null}
      </h2>
      <ul className="k-card-list">
        {rows.map((row) => (
          <li key={row.id} className="k-row">
            <Link to={paths.record(other.api, row.id)} className="k-card-line">
              <Avatar name={recordName(other, row)} image={pictureOf(other, row)} square={other.api !== 'people'} />
              <span className="k-cut">{recordName(other, row)}</span>
              <span className="k-muted k-cut">{subtitle(other, row, field)}</span>
            </Link>
            {mayLink && !field.required ? <TakeOff other={other} row={row} field={field} from={self} /> : null}
          </li>
        ))}
      </ul>
      <div className="k-row">
        {count > rows.length ? (
          <Link to={paths.list(other.api)} search={all as never} className="k-link">
            {i18n.t('Show all {count}', { count })}
          </Link>
        ) : null}
        {mayAdd ? (
          <Button small look="quiet" onClick={add}>
            {i18n.t('Add')}
          </Button>
        ) : null}
        {mayLink ? <PutOn other={other} field={field} to={self} /> : null}
      </div>
    </section>
  );
}

function AddLine(props: { label: string; onAdd: () => void }) {
  return (
    <Button small look="quiet" className="k-add-line" icon={<IconPlus size={14} stroke={1.75} />} onClick={props.onAdd}>
      {i18n.t('Add: {what}', { what: props.label.toLocaleLowerCase() })}
    </Button>
  );
}

function subtitle(other: ObjectType, row: RecordRow, pointing: Field): string {
  const key = ['title', 'stage', 'amount', 'city', ...other.columns].find(
    (one) => one !== other.title && one !== pointing.key && findField(other, one) && row[one],
  );
  const field = key ? findField(other, key) : null;
  return field ? valueText(field, row[field.key]) : '';
}
