import type { Field, MemberRef, Option } from '#web/kernel/api';
import { inLanguage } from '#web/kernel/i18n';
import { useMe } from '#web/kernel/session';
import { CheckField, ManySelectField, SelectField } from '#web/kernel/ui';
import { fieldLabel } from '../model/model.ts';
import { useMembers } from '../model/use-model.ts';
import type { EditorProps } from './edit.tsx';

/** Yes or no. */
export function CheckEditor({ field, value, onChange }: EditorProps) {
  return (
    <CheckField
      label={fieldLabel(field)}
      help={field.help ? inLanguage(field.help) : undefined}
      checked={Boolean(value)}
      onChange={onChange}
    />
  );
}

/** The choices one can make now, and those that were made already. */
const offered = (field: Field, value: unknown): Option[] =>
  (field.options ?? []).filter((option) => !option.archived || [value].flat().includes(option.value));

/** One or several of the field's options. */
export function ChoiceEditor({ field, value, onChange, error, autoFocus }: EditorProps) {
  const shared = {
    label: fieldLabel(field),
    help: field.help ? inLanguage(field.help) : undefined,
    error,
    required: field.required,
    choices: offered(field, value).map((option) => ({ value: option.value, label: inLanguage(option.label) })),
    ...(autoFocus ? { autoFocus: true } : {}),
  };
  if (field.type === 'multi_select')
    return <ManySelectField {...shared} value={(value as string[] | null) ?? []} onChange={onChange} />;
  return (
    <SelectField {...shared} value={(value as string | null) ?? null} onChange={onChange} clearable={!field.required} />
  );
}

/** One member of the workspace, oneself first. */
export function MemberEditor({ field, value, onChange, error, autoFocus }: EditorProps) {
  const me = useMe();
  const members = useMembers().toSorted((a, b) => Number(b.id === me.member.id) - Number(a.id === me.member.id));
  const known = members.length > 0 ? members : [me.member];
  return (
    <SelectField
      label={fieldLabel(field)}
      error={error}
      required={field.required}
      choices={known.map((member) => ({ value: member.id, label: member.name }))}
      value={(value as MemberRef | null)?.id ?? null}
      onChange={(id) => onChange(known.find((member) => member.id === id) ?? null)}
      clearable={!field.required}
      {...(autoFocus ? { autoFocus: true } : {})}
    />
  );
}
