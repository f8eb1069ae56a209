import { useState } from 'react';
import type { FieldRight } from '#shared/rights';
import type { Field, Filter, ObjectType } from '#web/kernel/api';
import { i18n } from '#web/kernel/i18n';
import { fieldLabel, FilterBar, isFact, objectLabel } from '#web/kernel/objects';
import { SearchField } from '#web/kernel/ui';
import { QuickChoice } from './quick-choice.tsx';
import type { RightsProps } from './reach-table.tsx';
import { useNamedRule } from './rule-names.ts';
import { rowOf, setFields, setRule } from './rights-draft.ts';
import { fieldRightWords } from './rights-words.ts';

type PartProps = RightsProps & { object: ObjectType };

/** What a role may do with an object beyond its reaches: a rule, and rights to single fields. */
export function ObjectRightsPart(props: PartProps) {
  return (
    <div className="k-reach-parts">
      <RulePart {...props} />
      <FieldsPart {...props} />
    </div>
  );
}

function RulePart({ object, rights, onChange }: PartProps) {
  const [adding, setAdding] = useState(false);
  const { where } = rowOf(rights, object.key);
  const filter = useNamedRule(object, (where as Filter | undefined) ?? null);
  return (
    <section aria-label={i18n.t('Rule')}>
      <h2 className="k-group-name">{i18n.t('Rule')}</h2>
      <p className="k-muted">
        {i18n.t('Only {what} for which this holds; without a condition, all of them.', {
          what: objectLabel(object, true).toLocaleLowerCase(),
        })}
      </p>
      <FilterBar
        object={object}
        filter={filter}
        adding={adding}
        onAdding={setAdding}
        onChange={(next) => onChange(setRule(rights, object.key, next))}
      />
    </section>
  );
}

/** What a record is called is never hidden, and every record shows when it was made and by whom. A dated relation goes
 * by the rights to its entries. */
const choosable = (object: ObjectType): Field[] =>
  object.fields.filter((field) => isFact(field) && field.group !== 'system');

function rightChoices(object: ObjectType, field: Field): { value: FieldRight; label: string }[] {
  const rights: FieldRight[] = field.key === object.title ? ['write', 'read'] : ['write', 'read', 'hidden'];
  // What nobody types is seen or not.
  const offered = field.read_only ? rights.filter((right) => right !== 'read') : rights;
  return offered.map((value) => ({
    value,
    label: field.read_only && value === 'write' ? fieldRightWords('read') : fieldRightWords(value),
  }));
}

function FieldsPart({ object, rights, onChange }: PartProps) {
  const [text, setText] = useState('');
  const wanted = text.trim().toLocaleLowerCase();
  const fields = choosable(object).filter((field) => fieldLabel(field).toLocaleLowerCase().includes(wanted));
  const given = rowOf(rights, object.key).fields ?? {};
  const setAll = (right: FieldRight): void => {
    const names = fields.filter((field) => rightChoices(object, field).some((one) => one.value === right));
    onChange(
      setFields(
        rights,
        object.key,
        names.map((field) => field.key),
        right,
      ),
    );
  };
  return (
    <section aria-label={i18n.t('Fields')}>
      <h2 className="k-group-name">{i18n.t('Fields')}</h2>
      <div className="k-row k-wrap">
        <span className="k-grow">
          <SearchField label={i18n.t('Find a field')} value={text} onChange={setText} />
        </span>
        <label className="k-row">
          <span className="k-muted">{i18n.t('All of these')}</span>
          <QuickChoice
            label={i18n.t('Right to all of these fields')}
            value={null}
            choices={(['write', 'read', 'hidden'] as const).map((value) => ({ value, label: fieldRightWords(value) }))}
            onChange={(right) => setAll(right as FieldRight)}
          />
        </label>
      </div>
      <ul className="k-reach-fields">
        {fields.map((field) => (
          <li key={field.key}>
            <span className="k-cut k-grow">{fieldLabel(field)}</span>
            <QuickChoice
              label={i18n.t('Right to {field}', { field: fieldLabel(field) })}
              value={given[field.key] ?? 'write'}
              choices={rightChoices(object, field)}
              onChange={(right) => onChange(setFields(rights, object.key, [field.key], right as FieldRight))}
            />
          </li>
        ))}
      </ul>
      {fields.length === 0 ? <p className="k-muted">{i18n.t('Nothing fits')}</p> : null}
    </section>
  );
}
