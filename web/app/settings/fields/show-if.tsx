import { useState } from 'react';
import type { Field, Filter, ObjectType } from '#web/kernel/api';
import { i18n } from '#web/kernel/i18n';
import { FilterBar } from '#web/kernel/objects';

/** What a page can answer by itself. */
const asked = ['is', 'is_not', 'in'];
// What these hold is chosen by name; only whether there is something can be asked while one types.
const named = ['member', 'relation', 'person_name', 'emails', 'phones', 'urls', 'address', 'money'];

type ShowProps = {
  object: ObjectType;
  /** The field that is shown or not, where it is one: it is not asked itself. */
  field?: Field;
  condition: Filter | null;
  onChange: (condition: Filter | null) => void;
  required?: boolean;
};

/** When a field, or a part of a record page, is shown: what has to be so of the fields. */
export function ShowIf({ object, field, condition, onChange, required = false }: ShowProps) {
  const [adding, setAdding] = useState(false);
  const fields = object.fields
    .filter((one) => one.key !== field?.key && !one.archived && one.group !== 'system')
    .map((one) => ({
      ...one,
      operators: named.includes(one.type) ? ['empty'] : one.operators.filter((word) => asked.includes(word)),
    }));
  return (
    <div>
      <span className="k-label">{i18n.t('Only shown where')}</span>
      <FilterBar
        object={{ ...object, fields }}
        filter={condition}
        onChange={onChange}
        adding={adding}
        onAdding={setAdding}
      />
      {condition && required ? <p className="k-help">{i18n.t('A required field is shown always.')}</p> : null}
    </div>
  );
}
