import { failIf, type Issue } from '#shared/failure';
import type { Context } from '#kernel/workspace';
import type { FieldModel, ObjectModel } from '../catalog.ts';
import type { Option, Words } from '../define-object.ts';
import { followedBy } from './add-field.ts';
import { keepFieldChanges } from './field-history.ts';
import { layFields, writeOrder } from './field-settings.ts';
import { findDoubled, requireSingle } from '../unique/doubled-values.ts';
import type { Shadow } from '../retype/shadows.ts';
import { queueIndexes } from '../views/index-view.ts';
import { readMarks, type FieldMarks } from './field-marks.ts';
import { readFormula } from './read-derived.ts';
import { readWords, type GivenWords } from './words.ts';

/** What administrators changed about a field, laid over its definition; the column and its values stay as they are. */
export interface FieldSetting extends FieldMarks {
  label?: Words;
  help?: Words | null;
  options?: Option[];
  archived?: boolean;
  formula?: string;
  type?: string;
  /** Where its values are since a change of type gave it another column, and where they were. */
  column?: string;
  shadows?: Shadow[];
  position?: number;
}

/** A row of the table of settings: one field of one object. */
export interface SettingRow {
  object: string;
  key: string;
  setting: FieldSetting;
}

export interface FieldPatch extends FieldMarks {
  label?: GivenWords | undefined;
  help?: GivenWords | null | undefined;
  options?:
    | {
        value?: string | undefined;
        label: GivenWords;
        colour?: string | null | undefined;
        archived?: boolean | undefined;
        /** What a label of a dated relation is called from the other side. */
        reverse?: GivenWords | undefined;
      }[]
    | undefined;
  archived?: boolean | undefined;
  /** Another formula with a result of the same type. */
  formula?: string | undefined;
}

/** Renames a field, changes its help and choices, hides it or brings it back. No value of any record is touched but
 * those that another formula works out. Values that are doubled refuse that the field be unique. Answers with the
 * change set, which takes it back, and the job by which the unique index follows. */
export async function changeField(
  ctx: Context,
  object: ObjectModel,
  field: FieldModel,
  patch: FieldPatch,
): Promise<{ changeSet: string; jobId: string | null }> {
  const marks = readMarks(ctx, object, { field, marks: patch });
  failIf([
    ...fieldIssues(object, field, patch),
    ...formulaIssues(ctx, object, { field, formula: patch.formula }),
    ...(Array.isArray(marks) ? marks : []),
  ]);
  if (patch.unique) requireSingle(await findDoubled(ctx, object, field));
  const setting: FieldSetting = {
    ...(patch.label === undefined ? {} : { label: readWords(patch.label, field.words) }),
    ...(patch.help === undefined ? {} : { help: patch.help === null ? null : readWords(patch.help, field.help) }),
    ...(patch.options === undefined ? {} : { options: optionsOf(field, patch.options) }),
    ...(patch.archived === undefined ? {} : { archived: patch.archived }),
    ...(patch.formula === undefined ? {} : { formula: patch.formula }),
    ...(marks as FieldMarks),
  };
  if (patch.formula !== undefined) {
    const fields = followedBy(ctx, object, { ...field, summary: { kind: 'formula', formula: patch.formula } });
    await queueIndexes(ctx, object, fields);
  }
  const change = await layFields(ctx, object, { key: field.key, setting: { ...setting } });
  const verb = patch.archived === undefined ? 'Change' : patch.archived ? 'Hide' : 'Bring back';
  const changeSet = await keepFieldChanges(ctx, { label: `${verb} field: ${field.words.en}`, changes: [change] });
  return { changeSet, jobId: change.jobId };
}

/** Puts the fields of an object in this order; those not named follow in the order they had. Answers with the change
 * set, which takes it back. */
export async function orderFields(ctx: Context, object: ObjectModel, given: string[]): Promise<string> {
  // Dated relations stand behind all others, whatever is said.
  const keys = given.filter((key) => !object.dated.has(key));
  failIf(
    keys.flatMap((key, at) =>
      object.fields.has(key)
        ? []
        : [{ pointer: `/field_order/${at}`, code: 'field.not_found', message: `There is no field "${key}".` }],
    ),
  );
  const change = await writeOrder(ctx, object, keys);
  return keepFieldChanges(ctx, { label: `Order fields: ${object.definition.label[1]}`, changes: [change] });
}

/** Another formula is looked over as a new one is; the column stays, and so does the type. */
export function formulaIssues(
  ctx: Context,
  object: ObjectModel,
  { field, formula }: { field: FieldModel; formula: string | undefined },
): Issue[] {
  if (formula === undefined) return [];
  const told = (code: string, message: string) => [{ pointer: '/formula', code, message }];
  if (field.summary?.kind !== 'formula') return told('field.no_formula', 'Only a formula field has a formula.');
  const read = readFormula(ctx, { formula, key: field.key }, { object, pointer: '' });
  if (Array.isArray(read)) return read;
  return read.type === field.type
    ? []
    : told('formula.other_type', `The result was ${field.type} and would be ${read.type}; make a new field for it.`);
}

/** What of a change the page and the API refuse, whatever else is in it. */
export function fieldIssues(object: ObjectModel, field: FieldModel, patch: FieldPatch): Issue[] {
  const needed = field === object.title || (field.required && !field.custom) || field.system;
  const chosen = field.type === 'select' || field.type === 'multi_select';
  const told = (pointer: string, code: string, message: string) => [{ pointer, code, message }];
  return [
    ...(patch.archived && needed
      ? told('/archived', 'field.is_needed', `"${field.words.en}" is needed; records could not be kept without it.`)
      : []),
    ...(patch.options && !chosen ? told('/options', 'field.no_options', 'Only a field of choices has options.') : []),
    ...(patch.options && field.optionsFrom
      ? told('/options', 'field.is_standard', 'The choices of this field are made of those of other fields.')
      : []),
    ...(patch.options && chosen && !field.custom && !field.optionsOpen && addsOrArchives(field, patch.options)
      ? told(
          '/options',
          'field.is_standard',
          'The choices of this field mean something to Kith: rename or colour them.',
        )
      : []),
    ...(patch.options && new Set(patch.options.map(valueOf)).size < patch.options.length
      ? told('/options', 'field.same_options', 'Two choices are the same. Give each its own name.')
      : []),
  ];
}

type GivenOption = NonNullable<FieldPatch['options']>[number];

const valueOf = (option: GivenOption): string => option.value ?? readWords(option.label).en;

const addsOrArchives = (field: FieldModel, options: GivenOption[]): boolean =>
  options.some((one) => one.archived || !field.options?.some((known) => known.value === valueOf(one)));

/** The choices as they are kept. A choice that is no longer named is kept aside: records that have it still show it. */
export function optionsOf(field: FieldModel, given: GivenOption[]): Option[] {
  const known = new Map((field.options ?? []).map((option) => [option.value, option]));
  const next = given.map((one): Option => {
    const value = valueOf(one);
    const colour = one.colour === undefined ? known.get(value)?.colour : (one.colour ?? undefined);
    const reverse =
      one.reverse === undefined ? known.get(value)?.reverse : readWords(one.reverse, known.get(value)?.reverse);
    return {
      value,
      label: readWords(one.label, known.get(value)?.label),
      ...(reverse ? { reverse } : {}),
      ...(colour ? { colour } : {}),
      ...(one.archived ? { archived: true } : {}),
    };
  });
  const missing = [...known.values()].filter((option) => !next.some((one) => one.value === option.value));
  return [...next, ...missing.map((option) => (field.custom ? { ...option, archived: true } : option))];
}
