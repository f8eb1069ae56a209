import { fail, failIf, type Issue } from '#shared/failure';
import { checkFormula, fieldsOf } from '#shared/formula/check';
import { fold } from '#shared/fold';
import { sql, type Pools, type Sql } from '#kernel/database';
import { inControl, type Context, type Workspace } from '#kernel/workspace';
import { catalogOf, type CustomField, type ObjectModel } from '../catalog.ts';
import type { FieldDefinition, Option, Words } from '../define-object.ts';
import { columnSuffix, fieldTypes, kindOf } from '../fields/all.ts';
import { scopeOf } from '../formula/typed.ts';
import { alterTables } from '../schema/apply.ts';
import { cannotBeUnique } from '../unique/doubled-values.ts';
import { queueUnique } from '../unique/queue-unique.ts';
import { queueIndexes } from '../views/index-view.ts';
import { keepFieldChanges } from './field-history.ts';
import { readFormula, readLookup } from './read-derived.ts';
import { readRollup, type NewRollup } from './read-rollup.ts';
import { queueWorkOut } from './work-out.ts';

export interface NewField {
  label: string;
  type: string;
  options?: string[] | undefined;
  to?: string | undefined;
  many?: boolean | undefined;
  required?: boolean | undefined;
  unique?: boolean | undefined;
  help?: string | undefined;
  /** What a field of the type `rollup` works out. */
  rollup?: NewRollup | undefined;
  /** What a field of the type `formula` works out. */
  formula?: string | undefined;
  /** For the type `dated_relation`: what the field of the other object is called, and each label from there. */
  reverse?: { label: string; options?: string[] | undefined } | undefined;
  /** For the type `lookup`: the relation, and the field of the record that it leads to. */
  through?: string | undefined;
  field?: string | undefined;
}

/** Fields of one object: PostgreSQL allows 1,600 columns for the life of a table; forms end far earlier. */
export const mostFields = 300;

const chosen = new Set(['select', 'multi_select']);

/** `c_` and the label folded to ASCII: a later standard field never collides with it. */
export function customKey(label: string): string {
  return `c_${fold(label)
    .replaceAll(/[^a-z0-9]+/g, '_')
    .replace(/^_+|_+$/g, '')
    .slice(0, 37)}`.replace(/_+$/, '');
}

/** Adds a field of an administrator's own: a real column with its type, at once and without a long lock. Its change set
 * hides it again. */
export async function addField(
  services: { pools: Pools },
  ctx: Context,
  { object, field }: { object: ObjectModel; field: NewField },
): Promise<CustomField & { changeSet: string }> {
  const custom = readField(ctx, field, { object: object.key, pointer: '' });
  if (!('key' in custom)) return failIf(custom) as never;
  if (object.fields.has(custom.key) || object.dated.has(custom.key))
    fail('field.exists', { detail: `${object.definition.label[1]} have a field "${field.label}" already.` });
  if (object.fields.size >= mostFields) fail('model.too_many_fields');
  await store(services.pools, ctx.workspace, custom);
  const { key, words } = custom;
  // The records that point at one are asked for on its page: by an index, which is built beside the work of others.
  const followed = [...(kindOf(custom.definition)!.refers ? [key] : []), ...followedBy(ctx, object, custom.definition)];
  await queueIndexes(ctx, object, followed);
  if (custom.definition.summary || custom.definition.type === 'autonumber')
    await queueWorkOut(ctx, { object: object.key, field: key });
  if (custom.definition.unique) await queueUnique(ctx, object, key);
  const added = { object: object.key, key, verb: 'create' as const, before: {}, after: { label: words } };
  const changeSet = await keepFieldChanges(ctx, { label: `Add field: ${field.label}`, changes: [added] });
  return { ...custom, changeSet };
}

/** Reads what an administrator said about a field, or tells what is wrong with it. */
export function readField(
  ctx: Context,
  field: NewField,
  { object, pointer }: { object: string; pointer: string },
): CustomField | Issue[] {
  const key = customKey(field.label);
  const kind = fieldTypes.get(field.type);
  const target = field.to === undefined ? undefined : catalogOf(ctx).byApi.get(field.to);
  const told = (at: string, code: string, message: string) => [{ pointer: pointer + at, code, message }];
  const worked = readWorked(ctx, field, { object, pointer });
  const issues = [
    ...(Array.isArray(worked) ? worked : []),
    ...(key === 'c' ? told('/label', 'field.no_label', 'Give the field a name.') : []),
    ...(worked || kind ? [] : told('/type', 'field.no_type', `There is no field type "${field.type}".`)),
    ...(chosen.has(field.type) && !field.options?.length
      ? told('/options', 'field.no_options', 'Give the values one can choose from.')
      : []),
    ...(field.unique ? cannotBeUnique(field).map((issue) => ({ ...issue, pointer: pointer + issue.pointer })) : []),
    ...(field.type === 'relation' && !target
      ? told('/to', 'field.no_target', 'Say which object the relation leads to.')
      : []),
  ];
  if (issues.length > 0) return issues;
  const definition = toDefinition(field, target);
  const more = worked && !Array.isArray(worked) ? { ...worked, required: false, readOnly: true } : {};
  return { object, key, definition: { ...definition, ...more }, words: wordsOf(field.label) };
}

/** The definition of what is worked out and not typed; null where the field is typed. */
function readWorked(
  ctx: Context,
  field: NewField,
  { object, pointer }: { object: string; pointer: string },
): Partial<FieldDefinition> | Issue[] | null {
  const place = { object: catalogOf(ctx).objects.get(object), pointer };
  switch (field.type) {
    case 'rollup':
      return readRollup(ctx, object, { rollup: field.rollup, pointer });
    case 'lookup':
      return readLookup(ctx, field, place);
    case 'formula': {
      const read = readFormula(ctx, { formula: field.formula }, place);
      if (Array.isArray(read)) return read;
      return { type: read.type, summary: read.summary! };
    }
    default:
      return null;
  }
}

/** The relations by which the records are found that have to follow a change of another. */
export function followedBy(ctx: Context, object: ObjectModel, { summary }: FieldDefinition): string[] {
  if (summary?.kind === 'lookup') return [summary.through];
  if (summary?.kind !== 'formula') return [];
  const paths = fieldsOf(checkFormula(summary.formula, scopeOf(catalogOf(ctx), object)));
  return [...new Set(paths.filter((path) => path.length > 1).map(([through]) => through!))];
}

function toDefinition(field: NewField, target: ObjectModel | undefined): FieldDefinition {
  return {
    type: field.type,
    label: field.label,
    group: 'other',
    ...(field.required && field.type !== 'autonumber' ? { required: true } : {}),
    ...(field.unique ? { unique: true } : {}),
    // Kith counts: nobody types it.
    ...(field.type === 'autonumber' ? { readOnly: true } : {}),
    ...(field.options ? { options: field.options.map(toOption) } : {}),
    ...(target ? { to: target.key } : {}),
    ...(field.many ? { many: true } : {}),
    ...(field.help ? { help: wordsOf(field.help) } : {}),
  };
}

function toOption(label: string): Option {
  return { value: label, label: wordsOf(label) };
}

function wordsOf(text: string): Words {
  return { en: text, el: text };
}

function modelOf(custom: CustomField) {
  return { ...custom.definition, key: custom.key, column: custom.key + columnSuffix(custom.definition) } as never;
}

async function store(pools: Pools, workspace: Workspace, custom: CustomField): Promise<void> {
  await alterTables(pools, workspace, (table) => [...columnsSql(table, custom), insertField(table, custom)]);
  await raiseModel(pools, workspace);
}

/** The columns of a field of one's own, as far as they are not there. */
export function columnsSql(table: (name: string) => Sql, custom: CustomField): Sql[] {
  return kindOf(custom.definition)!
    .columns(modelOf(custom))
    .map(
      (column) => sql`alter table ${table(custom.object)} add column if not exists ${sql.id(column.name)}
        ${sql.raw(column.type)}`,
    );
}

/** Keeps the definition of a field of one's own. Its moment is that of the statement, not of the transaction: fields of
 * one object that are made together stay in their order. */
export function insertField(table: (name: string) => Sql, { object, key, definition, words }: CustomField): Sql {
  return sql`insert into ${table('custom_field')} (object, key, definition, words, created_at)
    values (${object}, ${key}, ${JSON.stringify(definition)}::jsonb, ${JSON.stringify(words)}::jsonb,
      clock_timestamp())`;
}

/** Every process reads the model anew when the number beside the session rises. */
export function raiseModel(pools: Pools, workspace: Workspace): Promise<unknown> {
  return inControl(pools, (db) =>
    db.run(sql`update ${db.table('workspace')} set model_version = model_version + 1 where id = ${workspace.id}`),
  );
}
