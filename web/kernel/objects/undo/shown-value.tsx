import type { ObjectType } from '#web/kernel/api';
import { format, i18n } from '#web/kernel/i18n';
import { FieldValue } from '../fields/show.tsx';
import { isEmpty } from '../fields/values.ts';
import { findField } from '../model/model.ts';

type ShownProps = {
  object: ObjectType | undefined;
  field: string | null;
  value: unknown;
  names: Record<string, string>;
  /** What is said where there is no field. */
  instead: string;
};

/** A value as the history keeps it, read by people: ids by their names. */
export function ShownValue({ object, field: key, value, names, instead }: ShownProps) {
  const field = object && key ? findField(object, key) : undefined;
  if (!field) return <span>{instead}</span>;
  if (isEmpty(value)) return <span className="k-muted">{i18n.t('empty')}</span>;
  if (field.type !== 'relation' && field.type !== 'member') return <FieldValue field={field} value={value} />;
  const told = [value].flat().map((id) => names[String(id)] ?? i18n.t('something you may not see'));
  return <span>{format.list(told)}</span>;
}
