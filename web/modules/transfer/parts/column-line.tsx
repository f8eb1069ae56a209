import { tellRefusal } from '#web/kernel/api';
import { format, i18n } from '#web/kernel/i18n';
import { useObjects } from '#web/kernel/objects';
import { Chip, SelectField } from '#web/kernel/ui';
import type { Column, Sample } from '../import-api.ts';
import { columnState } from '../mapping.ts';
import { targetName, targetsOf } from '../target-names.ts';

const SKIP = '';
/** No target of an import is called so. */
const CREATE = '+';
/** Only records take fields of the firm's own; entries of a history do not. */
const WITH_FIELDS = new Set(['person', 'company', 'deal']);
/** Three examples show a pattern; more are noise. */
const EXAMPLES = 3;

type ColumnProps = {
  column: Column;
  object: string | null;
  onChoice: (choice: { field: string | null; create: boolean }) => void;
};

/** One column of a file: its name, the field it goes to, its values before and after. */
export function ColumnLine({ column, object, onChoice }: ColumnProps) {
  const state = columnState(column);
  const objects = useObjects();
  const offer = WITH_FIELDS.has(object ?? '') ? (column.new_field ?? null) : null;
  const choices = [
    { value: SKIP, label: i18n.t('Leave out') },
    ...(offer ? [{ value: CREATE, label: i18n.t('New field: {name}', { name: offer.label }) }] : []),
    ...targetsOf(object, objects),
  ];
  const known = column.field === null || choices.some((choice) => choice.value === column.field);
  if (!known && column.field) choices.push({ value: column.field, label: targetName(column.field) });
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
          value={column.field ?? (column.create ? CREATE : SKIP)}
          onChange={(value) => onChoice({ field: value === CREATE ? null : value || null, create: value === CREATE })}
        />
      </span>
      <div role="cell">
        <ul className="k-samples">
          {column.samples.slice(0, EXAMPLES).map((sample, at) => (
            <SampleLine key={at} sample={sample} />
          ))}
        </ul>
      </div>
    </div>
  );
}

function SampleLine({ sample }: { sample: Sample }) {
  const same = !sample.after || sample.after === sample.before;
  return (
    <li>
      <span className={same ? undefined : 'k-muted'}>{sample.before || '—'}</span>
      {same ? null : <span> → {readable(sample.after ?? '')}</span>}
      {sample.problem ? <span className="k-error"> {tellRefusal(sample.problem)}</span> : null}
    </li>
  );
}

/** A day, a sum or a yes as people of the reader's language write it; anything else as it is. */
function readable(text: string): string {
  if (/^\d{4}-\d{2}-\d{2}$/.test(text)) return format.calendarDay(text, { year: true });
  const [, amount, currency] = /^(-?\d+(?:\.\d+)?) ([A-Z]{3})$/.exec(text) ?? [];
  if (amount && currency) return format.money({ amount, currency });
  return text === 'true' ? i18n.t('Yes') : text === 'false' ? i18n.t('No') : text;
}
