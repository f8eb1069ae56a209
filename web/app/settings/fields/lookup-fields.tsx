import type { Field, ObjectType } from '#web/kernel/api';
import { i18n } from '#web/kernel/i18n';
import { fieldLabel, useObjects } from '#web/kernel/objects';
import { SelectField } from '#web/kernel/ui';

/** A look-up while it is being described. */
export type LookupDraft = { through: string | null; field: string | null };

/** The relations of an object that lead to one record: something can be looked up there. */
export const leadingFrom = (object: ObjectType): Field[] =>
  object.fields.filter((field) => field.type === 'relation' && !field.many && !field.archived && field.to !== null);

const never = ['files', 'image'];

type LookupProps = { object: ObjectType; draft: LookupDraft; onChange: (draft: LookupDraft) => void };

/** By which relation, and what of the record there. */
export function LookupFields({ object, draft, onChange }: LookupProps) {
  const objects = useObjects();
  const leading = leadingFrom(object);
  const to = leading.find((field) => field.key === draft.through)?.to;
  const fields = objects.find((one) => one.api === to)?.fields ?? [];
  const fitting = fields.filter(
    (field) => !field.archived && !never.includes(field.type) && (!field.read_only || field.group === 'system'),
  );
  return (
    <>
      <SelectField
        label={i18n.t('By the relation')}
        choices={leading.map((field) => ({ value: field.key, label: fieldLabel(field) }))}
        value={draft.through}
        onChange={(through) => onChange({ through, field: null })}
      />
      <SelectField
        label={i18n.t('Of which field')}
        choices={fitting.map((field) => ({ value: field.key, label: fieldLabel(field) }))}
        value={draft.field}
        onChange={(field) => onChange({ ...draft, field })}
      />
    </>
  );
}
