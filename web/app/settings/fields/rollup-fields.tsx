import { useState } from 'react';
import type { Field, Filter, NewRollup, ObjectType } from '#web/kernel/api';
import { i18n } from '#web/kernel/i18n';
import { fieldLabel, FilterBar, objectLabel, useObjects } from '#web/kernel/objects';
import { SelectField } from '#web/kernel/ui';

/** A rollup while it is being described; the filter as the filter bar keeps it. */
export type RollupDraft = Omit<NewRollup, 'where'> & { where: Filter | null };

const added = ['number', 'percent', 'duration', 'money'];
const compared = [...added, 'rating', 'date', 'datetime'];

/** The relations of other objects that point at this one: over their records something can be worked out. */
export function pointingAt(object: ObjectType, objects: ObjectType[]): { other: ObjectType; field: Field }[] {
  return objects.flatMap((other) =>
    other.kind === 'system'
      ? []
      : other.fields
          .filter((field) => field.type === 'relation' && field.to === object.api && !field.read_only)
          .map((field) => ({ other, field })),
  );
}

const fitting = (other: ObjectType, fn: RollupDraft['fn']): Field[] =>
  other.fields.filter(
    (field) => (fn === 'sum' ? added : compared).includes(field.type) && !field.archived && field.group !== 'system',
  );

/** The first field that fits stands there at once, to be seen and changed. */
function firstTaken(other: ObjectType, fn: RollupDraft['fn']): { take?: string } {
  const [first] = fn === 'count' ? [] : fitting(other, fn);
  return first ? { take: first.key } : {};
}

type RollupProps = { object: ObjectType; draft: RollupDraft; onChange: (draft: RollupDraft) => void };

/** Over which records, what of them, and which of them count. */
export function RollupFields({ object, draft, onChange }: RollupProps) {
  const objects = useObjects();
  const [adding, setAdding] = useState(false);
  const pointing = pointingAt(object, objects);
  const chosen = pointing.find(({ other, field }) => other.api === draft.of && field.key === draft.by);
  const takes = chosen ? fitting(chosen.other, draft.fn) : [];
  return (
    <>
      <SelectField
        label={i18n.t('Over the records of')}
        choices={pointing.map(({ other, field }) => ({
          value: `${other.api} ${field.key}`,
          label: `${objectLabel(other, true)} · ${fieldLabel(field)}`,
        }))}
        value={chosen ? `${draft.of} ${draft.by}` : null}
        onChange={(value) => {
          const [of = '', by = ''] = (value ?? '').split(' ');
          const other = objects.find((one) => one.api === of);
          onChange({ of, by, fn: draft.fn, where: null, ...(other ? firstTaken(other, draft.fn) : {}) });
        }}
      />
      <SelectField
        label={i18n.t('What is worked out')}
        choices={[
          { value: 'count', label: i18n.t('How many there are') },
          { value: 'sum', label: i18n.t('The sum of a field') },
          { value: 'min', label: i18n.t('The smallest or first') },
          { value: 'max', label: i18n.t('The largest or last') },
        ]}
        value={draft.fn}
        onChange={(fn) => {
          const { take: _, ...rest } = draft;
          const next = (fn ?? 'count') as RollupDraft['fn'];
          onChange({ ...rest, fn: next, ...(chosen ? firstTaken(chosen.other, next) : {}) });
        }}
      />
      {draft.fn === 'count' ? null : (
        <SelectField
          label={i18n.t('Of which field')}
          choices={takes.map((field) => ({ value: field.key, label: fieldLabel(field) }))}
          value={draft.take ?? null}
          onChange={(take) => take && onChange({ ...draft, take })}
        />
      )}
      {chosen ? (
        <div>
          <span className="k-label">{i18n.t('Only those where')}</span>
          <FilterBar
            object={chosen.other}
            filter={draft.where}
            onChange={(where) => onChange({ ...draft, where })}
            adding={adding}
            onAdding={setAdding}
          />
        </div>
      ) : null}
    </>
  );
}
