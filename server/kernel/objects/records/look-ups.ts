import { failIf, type Issue } from '#shared/failure';
import { pictureTypes } from '#shared/picture-type';
import { sql, type Sql } from '#kernel/database';
import type { Context } from '#kernel/workspace';
import { catalogOf, getObject, type FieldModel, type ObjectModel } from '../catalog.ts';
import type { Values } from '../define-object.ts';
import { scopeFor, scopeSql } from '../query/scope.ts';
import { unknownWorth } from '../rates/worth.ts';
import { uniqueColumn } from '../schema/plan-tables.ts';
import type { Input } from './parse.ts';
import type { WriteSet } from './write-set.ts';

/** A record that is about to be written and what it held until now, which is no matter of this write. */
export interface Pointing extends Input {
  object: ObjectModel;
  before?: Values;
}

/** What the database says of all that a write names. */
export interface LookUps {
  /** Records that the actor may see, by `object:id`; true where they are not in the trash. */
  seen: Map<string, boolean>;
  /** Types of the files that the actor may read, by id. */
  files: Map<string, string>;
  /** Which living record holds a value that only one may have, by `uniqueKeys`. */
  holders: Map<string, string>;
}

interface Found {
  what: 'record' | 'file' | 'holder';
  name: string;
  id: string;
  living: boolean;
  value: string | null;
}

/** Looks up in one statement what records point at, their files and, where asked, who holds their unique values. */
export async function lookUp(
  { ctx, trusted }: WriteSet,
  records: Pointing[],
  { unique = false }: { unique?: boolean } = {},
): Promise<LookUps> {
  const looked: LookUps = { seen: new Map(), files: new Map(), holders: new Map() };
  if (trusted) return looked;
  const parts = [
    ...recordParts(ctx, records),
    ...fileParts(ctx, records),
    ...(unique ? holderParts(ctx, records) : []),
  ];
  if (parts.length === 0) return looked;
  for (const one of await ctx.db.many<Found>(sql`${sql.join(parts, sql` union all `)}`)) {
    if (one.what === 'record') looked.seen.set(`${one.name}:${one.id}`, one.living);
    if (one.what === 'file') looked.files.set(one.id, one.value!);
    if (one.what === 'holder') looked.holders.set(`${one.name}:${one.value}`, one.id);
  }
  return looked;
}

/** Refuses ids of records and files that are not there for the actor, and pictures that are none: one statement for
 * all records of a write. */
export async function checkPointed(set: WriteSet, records: Pointing[]): Promise<void> {
  const looked = await lookUp(set, records);
  failIf(records.flatMap((record) => pointedIssues(set, record, looked)));
}

/** What a record names that is not there for the actor. Records that the same write makes count as there: give them
 * to the look-ups as seen. */
export function pointedIssues({ ctx, trusted }: WriteSet, record: Pointing, looked: LookUps): Issue[] {
  if (trusted) return [];
  const gone = newlyHeld(ctx, record).filter((one) => looked.seen.get(seenAs(one)) !== true);
  const missing = gone.map(({ field, id }) => ({
    pointer: `${record.pointer ?? ''}/${field.key}`,
    code: 'relation.not_found',
    message: `"${field.words.en}": there is no such record (${id}).`,
  }));
  return [...missing, ...filesIn(record).flatMap((one) => fileIssue(record, one, looked.files) ?? [])];
}

/** What the unique indexes hold of a record, as the look-ups name it: field and key. */
export function uniqueKeys(object: ObjectModel, values: Values): { field: FieldModel; key: string }[] {
  return uniqueValues(object, values).map(({ field, value }) => ({
    field,
    key: `${object.key}.${field.key}:${value}`,
  }));
}

function uniqueValues(object: ObjectModel, values: Values) {
  return [...object.whole.fields.values()].flatMap((field) => {
    const value = field.unique ? (values[field.key] ?? null) : null;
    return value === null
      ? []
      : [{ field, value: String(field.kind.toRow(value, field, unknownWorth)[uniqueColumn(field)]) }];
  });
}

interface Held {
  field: FieldModel;
  target: string;
  id: string;
  /** What belongs to a record is added by whoever may change that. */
  verb?: 'update';
}

const seenAs = ({ target, id, verb }: Held): string => `${target}${verb ? '!' : ''}:${id}`;

/** What a record points at by this write. A member may always name themselves. */
function newlyHeld(ctx: Context, { object, values, before }: Pointing): Held[] {
  return [...object.whole.fields.values()].flatMap((field) => {
    const target = field.type === 'member' ? 'member' : field.to;
    if (!target || field.system) return [];
    const held = [before?.[field.key] ?? []].flat();
    const own = target === 'member' ? ctx.actor.memberId : null;
    const given = new Set([values[field.key] ?? []].flat() as string[]);
    const verb = object.definition.under === field.key ? { verb: 'update' as const } : {};
    return [...given].filter((id) => id !== own && !held.includes(id)).map((id) => ({ field, target, id, ...verb }));
  });
}

/** What a record points at already, and whether its writer sees that must be known: it stays where they do not. */
function perhapsUnseen(ctx: Context, { object, values, before }: Pointing): Held[] {
  if (!before) return [];
  return Object.keys(values).flatMap((key) => {
    const field = object.whole.fields.get(key)!;
    const target = field.to;
    if (!target || scopeFor(ctx, getObject(ctx, target), 'read') === 'all') return [];
    return ([before[key] ?? []].flat() as string[]).map((id) => ({ field, target, id }));
  });
}

function recordParts(ctx: Context, records: Pointing[]): Sql[] {
  const wanted = new Map<string, Set<string>>();
  for (const record of records)
    for (const { target, id, verb } of [...newlyHeld(ctx, record), ...perhapsUnseen(ctx, record)]) {
      const name = verb ? `${target}!` : target;
      wanted.set(name, (wanted.get(name) ?? new Set()).add(id));
    }
  return [...wanted].map(([name, ids]) => {
    const target = getObject(ctx, name.replace('!', ''));
    const verb = name.endsWith('!') ? 'update' : 'read';
    return sql`select 'record' as what, ${name}::text as name, t.id, t.deleted_at is null as living, null::text as value
      from ${ctx.db.table(target.table)} t
      where t.id = any (${[...ids]}::uuid[]) and ${scopeSql(ctx, target, { verb, alias: 't' })}`;
  });
}

function filesIn({ object, values }: Pointing): { field: FieldModel; id: string }[] {
  const fields = [...object.whole.fields.values()].filter((field) => field.type === 'files' || field.type === 'image');
  return fields.flatMap((field) => ([values[field.key] ?? []].flat() as string[]).map((id) => ({ field, id })));
}

function fileParts(ctx: Context, records: Pointing[]): Sql[] {
  const ids = new Set(records.flatMap((record) => filesIn(record).map((one) => one.id)));
  if (ids.size === 0) return [];
  const on = [...catalogOf(ctx).objects.values()].map(
    (object) => sql`(f.object = ${object.key} and exists (select 1 from ${ctx.db.table(object.table)} t
      where t.id = f.record_id and ${scopeSql(ctx, object, { verb: 'read', alias: 't' })}))`,
  );
  return [
    sql`select 'file' as what, 'file' as name, f.id, true as living, f.type::text as value
      from ${ctx.db.table('file')} f
      where f.id = any (${[...ids]}::uuid[]) and f.deleted_at is null and (${sql.join(on, sql` or `)})`,
  ];
}

function fileIssue(
  { pointer = '' }: Pointing,
  { field, id }: { field: FieldModel; id: string },
  files: LookUps['files'],
): Issue | null {
  const type = files.get(id);
  const at = `${pointer}/${field.key}`;
  if (type === undefined)
    return { pointer: at, code: 'file.not_found', message: `"${field.words.en}": there is no such file (${id}).` };
  if (field.type === 'files' || pictureTypes.includes(type)) return null;
  return {
    pointer: at,
    code: 'file.no_picture',
    message: `"${field.words.en}" takes a picture: JPEG, PNG, GIF or WebP.`,
  };
}

function holderParts(ctx: Context, records: Pointing[]): Sql[] {
  const wanted = new Map<FieldModel, { object: ObjectModel; values: Set<string> }>();
  for (const { object, values } of records)
    for (const { field, value } of uniqueValues(object, values)) {
      const known = wanted.get(field) ?? { object, values: new Set() };
      wanted.set(field, { object, values: known.values.add(value) });
    }
  return [...wanted].map(([field, { object, values }]) => {
    const column = sql.id('t', uniqueColumn(field));
    const type = sql.raw(object.columnTypes.get(uniqueColumn(field))!);
    return sql`select 'holder' as what, ${`${object.key}.${field.key}`}::text as name, t.id, true as living,
        ${column}::text as value
      from ${ctx.db.table(object.table)} t
      where t.deleted_at is null and ${column} = any (${[...values]}::${type}[])`;
  });
}
