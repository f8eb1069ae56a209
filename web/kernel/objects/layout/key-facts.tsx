import type { Field, ObjectType, RecordRow } from '#web/kernel/api';
import { i18n } from '#web/kernel/i18n';
import { FieldValue } from '../fields/show.tsx';
import { isEmpty } from '../fields/values.ts';
import { fieldLabel, memberName } from '../model/model.ts';
import { keyFacts } from './telling-facts.ts';

/** The facts in the head of a record. */
export function KeyFacts({ object, record }: { object: ObjectType; record: RecordRow }) {
  return (
    <dl className="k-key-facts">
      {keyFacts(object, record).map((field) => (
        <KeyFact key={field.key} field={field} record={record} />
      ))}
    </dl>
  );
}

function KeyFact({ field, record }: { field: Field; record: RecordRow }) {
  const value = record[field.key];
  const by = field.key === 'last_contact_at' ? memberName(record.last_contact_by) : '';
  return (
    <div>
      <dt>{fieldLabel(field)}</dt>
      <dd>
        {isEmpty(value) && field.type !== 'checkbox' ? (
          <span className="k-muted">—</span>
        ) : (
          <FieldValue dense field={field} value={value} />
        )}
        {by ? <span className="k-muted">{i18n.t('by {name}', { name: by })}</span> : null}
      </dd>
    </div>
  );
}
