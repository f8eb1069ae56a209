import type { Issue } from '#shared/failure';
import { catalogOf, type CustomField, type FieldModel, type ObjectModel } from '../catalog.ts';
import { fieldIssues, type FieldSetting } from '../customize/change-field.ts';
import { definitionOf, type CustomObject } from '../customize/custom-object.ts';
import { readMarks } from '../customize/field-marks.ts';
import { readFormula, readLookup } from '../customize/read-derived.ts';
import { readRollup } from '../customize/read-rollup.ts';
import type { FieldDefinition } from '../define-object.ts';
import { fieldTypes } from '../fields/all.ts';
import { toldAnyway } from './dated-part.ts';
import { differs, inKeyOrder, same, type FieldPart } from './model-file.ts';
import type { Drafting } from './plan-model.ts';
import { ownPart } from './read-model.ts';

/** A field of a file, and where it belongs. */
interface Given {
  object: string;
  /** The object as it is; none where it is new. */
  model: ObjectModel | undefined;
  key: string;
  part: FieldPart;
  at: string;
  /** Its records are the entries of a dated relation. */
  dated?: boolean;
}

/** A field that is worked out: it is looked at when all that it may speak of is there. */
export type Worked = Given;

const named = /^c_[a-z0-9_]{1,38}$/;
const none = { en: '-', el: '-' };
const asNew: CustomObject = {
  key: 'c_x',
  definition: { api: 'c_xs', label: none, plural: none, icon: 'box', title: none },
};
const between = { from: 'c_x', to: 'c_x', key: 'c_x', reverse: 'c_y', label: none, reverse_label: none, labels: [] };
const asNewDated: CustomObject = { ...asNew, definition: { ...asNew.definition, dated: between } };
const workedTypes = new Set(['rollup', 'formula', 'lookup']);
const chosen = new Set(['select', 'multi_select']);

/** Plans one field of a file: added, brought back, changed, or as it is. */
export function planField(draft: Drafting, given: Given): void {
  const field = given.model?.fields.get(given.key);
  const { part, key, at, object, model } = given;
  if (!model && key in definitionOf(given.dated ? asNewDated : asNew).fields)
    return void draft.settings.push({ object, key, setting: part });
  if (field && !field.custom) return planStandard(draft, given, field);
  requireFitting(draft, given);
  if (field) return planOwn(draft, given, field);
  const tell = teller(draft, at);
  if (!named.test(key))
    return tell('', 'field.not_found', `There is no field "${key}"; names of new ones begin with c_.`);
  if (!part.label) return tell('/label', 'field.no_label', 'Give the field a name.');
  added(draft, given);
  // It may ask fields that the file brings, and is laid over when all are there.
  if (part.show_if) draft.settings.push({ object, key, setting: { show_if: part.show_if } });
  if (workedTypes.has(part.type ?? '')) return void draft.worked.push(given);
  const definition = typedDefinition(draft, given);
  if (definition) draft.fields.push({ object, key, definition, words: part.label });
}

const typed = ['required', 'unique', 'default', 'many', 'to', 'options'];
const alone: Record<string, string[]> = { rollup: ['rollup'], formula: ['formula'], lookup: ['lookup'] };

/** Nothing that a file says is passed over in silence. */
function requireFitting(draft: Drafting, { part, at }: Given): void {
  const fitting = new Set(['type', 'label', 'help', 'sensitive', 'show_if', ...(alone[part.type ?? ''] ?? typed)]);
  for (const name of Object.keys(part))
    if (!fitting.has(name) && part[name as 'label'] !== undefined)
      teller(draft, at)(
        `/${name}`,
        'field.does_not_fit',
        `This does not fit a field of the type "${part.type ?? ''}".`,
      );
}

const teller = (draft: Drafting, at: string) => (where: string, code: string, message: string) =>
  void draft.issues.push({ pointer: at + where, code, message });

function added(draft: Drafting, { part, at }: Given): void {
  draft.differences.push(
    differs({ change: 'add', what: 'field', path: at, name: part.label!, before: null, after: part }),
  );
}

function typedDefinition(draft: Drafting, { part, at, model }: Given): FieldDefinition | null {
  const tell = teller(draft, at);
  const { type = '', label, options, help, to, many, required, unique, sensitive } = part;
  const kind = fieldTypes.get(type);
  if (!kind) {
    tell('/type', 'field.no_type', `There is no field type "${type}".`);
    return null;
  }
  if (chosen.has(type) && !options?.length)
    tell('/options', 'field.no_options', 'Give the values one can choose from.');
  if (options && new Set(options.map((one) => one.value)).size < options.length)
    tell('/options', 'field.same_options', 'Two choices are the same. Give each its own name.');
  return {
    type,
    label: label!.en,
    group: 'other',
    ...(required && type !== 'autonumber' ? { required } : {}),
    ...(unique ? { unique } : {}),
    ...(type === 'autonumber' ? { readOnly: true } : {}),
    ...(sensitive ? { sensitive } : {}),
    ...(chosen.has(type) ? { options: options ?? [] } : {}),
    // Which object that is, is known when all objects are.
    ...(type === 'relation' ? { to: keyOf(draft, to) ?? tell('/to', 'field.no_target', noTarget) ?? '' } : {}),
    ...(many ? { many } : {}),
    ...(help ? { help } : {}),
    ...(part.default === undefined ? {} : { defaultsTo: part.default }),
    ...(kind.refers && !model ? { index: true } : {}),
  } as FieldDefinition;
}

const noTarget = 'Say which object the relation leads to.';

/** The key of an object by its plural name, also of one that the file brings. */
function keyOf(draft: Drafting, api: string | undefined): string | undefined {
  const made = draft.coming.get(api ?? '');
  return made ?? [...catalogOf(draft.ctx).objects.values()].find((object) => object.api === api)?.key;
}

const laidOverStandard = new Set([
  'label',
  'help',
  'options',
  'sensitive',
  'archived',
  'required',
  'default',
  'show_if',
]);

function planStandard(draft: Drafting, { model, key, part, at, object }: Given, field: FieldModel): void {
  const tell = teller(draft, at);
  const names = Object.keys(part).filter((name) => part[name as 'label'] !== undefined);
  for (const name of names)
    if (!laidOverStandard.has(name)) tell(`/${name}`, 'field.is_standard', 'This is so of a field of Kith itself.');
  const laid = draft.laid.find((row) => row.object === object && row.key === key)?.setting as
    | Record<string, unknown>
    | undefined;
  const more = field.options?.filter((one) => !part.options?.some((given) => given.value === one.value)) ?? [];
  const wanted: Record<string, unknown> = part.options ? { ...part, options: [...part.options, ...more] } : part;
  const now = { ...(model ? toldAnyway(model, field) : {}), ...laid } as Record<string, unknown>;
  const changed = names.filter((name) => laidOverStandard.has(name) && !same(wanted[name], now[name] ?? null));
  if (changed.length === 0) return;
  const setting = Object.fromEntries(changed.map((name) => [name, wanted[name]]));
  check(draft, { model: model!, field, setting, at });
  draft.settings.push({ object, key, setting });
  const before = Object.fromEntries(changed.map((name) => [name, now[name] ?? null]));
  draft.differences.push(
    differs({ change: 'change', what: 'field', path: at, name: field.words, before, after: setting }),
  );
}

const fixed = ['type', 'to', 'many', 'rollup', 'lookup'] as const;
const open = ['label', 'help', 'required', 'unique', 'sensitive', 'default', 'show_if', 'formula'] as const;

/** A field of one's own that is there: what may change is compared; its type and what it leads to stay for good. */
function planOwn(draft: Drafting, { model, key, part, at, object }: Given, field: FieldModel): void {
  const tell = teller(draft, at);
  const now = ownPart(catalogOf(draft.ctx), { ...field, archived: false })!;
  const apart = fixed.filter((name) => !same(part[name] || null, now[name] || null));
  for (const name of apart)
    tell(`/${name}`, 'field.is_fixed', `A field "${key}" is here and differs in this, which a file does not change.`);
  if (!part.label) tell('/label', 'field.no_label', 'Give the field a name.');
  if (apart.length > 0 || !part.label) return;
  const empty = (value: unknown) => (value === false ? null : (value ?? null));
  const setting: Record<string, unknown> = {};
  for (const name of open)
    if (!same(empty(part[name]), empty(now[name])))
      setting[name] = part[name] ?? (typeof now[name] === 'boolean' ? false : null);
  // Choices that the file does not know stay: records may have them.
  const known = now.options ?? [];
  const more = known.filter((one) => !part.options?.some((given) => given.value === one.value));
  const options = [...(part.options ?? []), ...more];
  if (!same(options, known)) setting['options'] = options;
  if (field.archived) setting['archived'] = false;
  // What is hidden, itself or with its object, is as if it were not there.
  if (field.archived || model!.archived) added(draft, { model, key, part, at, object });
  if (Object.keys(setting).length === 0) return;
  check(draft, { model: model!, field, setting, at });
  draft.settings.push({ object, key, setting });
  if (field.archived || model!.archived) return;
  const names = Object.keys(setting) as (keyof FieldPart)[];
  const before = Object.fromEntries(names.map((name) => [name, now[name] ?? null]));
  draft.differences.push(
    differs({ change: 'change', what: 'field', path: at, name: field.words, before, after: setting }),
  );
}

interface Checking {
  model: ObjectModel;
  field: FieldModel;
  setting: Record<string, unknown>;
  at: string;
}

/** What an administrator would be refused on the page is refused in a file. */
function check(draft: Drafting, { model, field, setting, at }: Checking): void {
  const { required, sensitive, default: begins } = setting as FieldSetting;
  const marks = readMarks(draft.ctx, model, { field, marks: { required, sensitive, default: begins } });
  const told = [...fieldIssues(model, field, setting), ...(Array.isArray(marks) ? marks : [])];
  draft.issues.push(...told.map((issue) => ({ ...issue, pointer: at + issue.pointer })));
}

/** Plans what is worked out from other fields, whatever the order in which the file has them: each round adds what all
 * it speaks of is there for. What is left in the end is at fault. */
export function planWorked(draft: Drafting): void {
  for (let left = draft.worked; left.length > 0;) {
    const ahead = { ...draft.ctx, workspace: { ...draft.ctx.workspace, model: draft.build() } };
    const read = left.map((given) => ({ given, found: readWorked({ ...draft, ctx: ahead }, given) }));
    const ready = read.flatMap(({ found }) => (Array.isArray(found) ? [] : [found]));
    draft.fields.push(...ready);
    if (ready.length === 0) {
      draft.issues.push(...read.flatMap(({ found }) => (Array.isArray(found) ? found : [])));
      return;
    }
    left = read.flatMap(({ given, found }) => (Array.isArray(found) ? [given] : []));
  }
}

function readWorked({ ctx }: Drafting, { object: owner, key, part, at }: Given): CustomField | Issue[] {
  const object = catalogOf(ctx).objects.get(owner);
  const place = { object, pointer: at };
  const read = () => {
    if (part.type === 'formula') return readFormula(ctx, { formula: part.formula }, place);
    if (part.type === 'rollup') return readRollup(ctx, owner, { rollup: part.rollup as never, pointer: at });
    const found = readLookup(ctx, part.lookup ?? {}, place);
    const into = (issue: Issue) => ({ ...issue, pointer: `${at}/lookup${issue.pointer.slice(at.length)}` });
    return Array.isArray(found) ? found.map(into) : found;
  };
  const found = read();
  if (Array.isArray(found)) return found.map(({ pointer, code, message }) => ({ pointer, code, message }));
  const { typed: _, ...more } = found as typeof found & { typed?: unknown };
  const { label, help, sensitive } = part;
  const shared = { label: label!.en, group: 'other' as const, required: false, readOnly: true };
  const definition = inKeyOrder({
    ...shared,
    ...more,
    ...(help ? { help } : {}),
    ...(sensitive ? { sensitive } : {}),
  }) as FieldDefinition;
  return { object: owner, key, definition, words: label! };
}
