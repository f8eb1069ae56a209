import type { NewField, NewRollup, ObjectType } from '#web/kernel/api';
import { wireFilter } from '#web/kernel/objects';
import { guessType } from './guess-type.ts';
import type { LookupDraft } from './lookup-fields.tsx';
import type { RollupDraft } from './rollup-fields.tsx';
import { readLabels, readOptions, readSaid } from './said-field.ts';

/** A new field as somebody says it; null is what they left to its name. */
export type FieldDraft = {
  name: string;
  type: string | null;
  options: string | null;
  to: string | null;
  many: boolean | null;
  /** What a dated relation is called on the other side. */
  reverse: string;
  required: boolean;
  rollup: RollupDraft;
  formula: string | null;
  lookup: LookupDraft;
};

/** A field of which nothing is said yet. */
export const blankField: FieldDraft = {
  name: '',
  type: null,
  options: null,
  to: null,
  many: null,
  reverse: '',
  required: false,
  rollup: { of: '', by: '', fn: 'count', where: null },
  formula: null,
  lookup: { through: null, field: null },
};

/** A draft in which nothing is left open: what was not chosen follows from the name. */
export type SettledField = Omit<FieldDraft, 'name' | 'type' | 'options' | 'to' | 'many' | 'formula'> & {
  label: string;
  type: string;
  /** Whether the type was read from the name. */
  guessed: boolean;
  options: string;
  to: string;
  many: boolean;
  formula: string;
};

/** What the draft means, by what was chosen and else by its name. */
export function settleField(draft: FieldDraft, object: ObjectType, objects: ObjectType[]): SettledField {
  const said = readSaid(draft.name, object);
  const guess = guessType(said.label, objects);
  const several = guess?.type === 'multi_select' ? 'multi_select' : 'select';
  const heard = said.formula !== null ? 'formula' : said.options ? several : (guess?.type ?? null);
  return {
    ...draft,
    label: said.label,
    type: draft.type ?? heard ?? 'text',
    guessed: draft.type === null && heard !== null,
    options: draft.options ?? said.options?.join('\n') ?? '',
    to: draft.to ?? guess?.to ?? 'companies',
    many: draft.many ?? guess?.many ?? false,
    formula: draft.formula ?? said.formula ?? '',
  };
}

/** The field as the server is asked for it. */
export function toSend(settled: SettledField): NewField {
  const { label, type, required, options, to, many } = settled;
  const choices = type === 'select' || type === 'multi_select';
  return {
    label,
    type,
    required,
    ...(choices ? { options: readOptions(options) } : {}),
    ...(type === 'dated_relation' ? { to, required: false, ...readLabels(options, settled.reverse || label) } : {}),
    ...(type === 'relation' ? { to, ...(many ? { many } : {}) } : {}),
    ...workedOut(settled),
  };
}

/** What makes the value of a field that nobody types. */
function workedOut({ type, rollup, formula, lookup }: SettledField): Partial<NewField> {
  if (type === 'rollup') return { required: false, rollup: wireRollup(rollup) };
  if (type === 'formula') return { required: false, formula };
  if (type !== 'lookup') return {};
  return { required: false, through: lookup.through ?? '', field: lookup.field ?? '' };
}

function wireRollup({ where, ...rollup }: RollupDraft): NewRollup {
  const wired = wireFilter(where);
  return wired ? { ...rollup, where: wired } : rollup;
}
