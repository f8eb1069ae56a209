import type { ObjectType } from '#web/kernel/api';
import { i18n } from '#web/kernel/i18n';
import { fieldLabel } from '#web/kernel/objects';
import { Chip, SelectField } from '#web/kernel/ui';
import type { Column, Sample } from '../import-api.ts';
import { columnState, targetFields } from '../mapping.ts';

const SKIP = '';
const NEW = '+new';
/** Three examples show a pattern; more are noise. */
const EXAMPLES = 3;

type ColumnProps = {
  column: Column;
  object: ObjectType | null;
  onChange: (index: number, change: Partial<Column>) => void;
};

/** One column of a file: its name, the field it goes to, its values before and after. */
export function ColumnLine({ column, object, onChange }: ColumnProps) {
  const state = columnState(column);
  const fields = object ? targetFields(object) : [];
  const choices = [
    { value: SKIP, label: i18n.t('Leave out') },
    { value: NEW, label: i18n.t('New field “{name}”', { name: column.header }) },
    ...fields.map((field) => ({ value: field.key, label: fieldLabel(field) })),
  ];
  const known = column.field === null || choices.some((choice) => choice.value === column.field);
  if (!known && column.field) choices.push({ value: column.field, label: column.field });
  const pick = (value: string | null): void => {
    if (value === NEW) onChange(column.index, { field: null, new_field: { label: column.header, type: 'text' } });
    else onChange(column.index, { field: value || null, new_field: null });
  };
  return (
    <div role="row" className="k-column" data-state={state}>
      <span role="cell" className="k-column-name">
        <strong>{column.header || i18n.t('Column {number}', { number: column.index + 1 })}</strong>
        {state === 'problem' ? <Chip tone="red">{i18n.t('Some values do not fit')}</Chip> : null}
        {state === 'unsure' ? <Chip tone="amber">{i18n.t('Please check')}</Chip> : null}
      </span>
      <span role="cell">
        <SelectField
          hideLabel
          label={i18n.t('Field for {name}', { name: column.header })}
          choices={choices}
          value={column.new_field ? NEW : (column.field ?? SKIP)}
          onChange={pick}
        />
      </span>
      <ul role="cell" className="k-samples">
        {column.samples.slice(0, EXAMPLES).map((sample, at) => (
          <SampleLine key={at} sample={sample} />
        ))}
      </ul>
    </div>
  );
}

function SampleLine({ sample }: { sample: Sample }) {
  const same = sample.after === null || sample.after === sample.before;
  return (
    <li role="presentation">
      <span className={same ? undefined : 'k-muted'}>{sample.before || '—'}</span>
      {same ? null : <span> → {sample.after}</span>}
      {sample.problem ? <span className="k-error"> {sample.problem}</span> : null}
    </li>
  );
}
