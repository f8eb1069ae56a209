import { sql, type Sql } from '#kernel/database';
import { systemColumns } from '../build-fields.ts';
import type { Catalog, FieldModel, ObjectModel } from '../catalog.ts';
import { creatorFields, givenAwaySql } from '../query/given-away.ts';
import type { Column } from '../fields/field-type.ts';
import { titleTie } from '../query/sort.ts';

/** What a schema has now, as the catalogues of PostgreSQL tell it. */
export interface Present {
  columns: Map<string, Set<string>>;
  indexes: Set<string>;
}

/** One step towards the catalogue: a statement that goes alone in its query. */
export interface Step {
  /** What it does, for the log. */
  what: string;
  statement: Sql;
  /** Cannot run inside a transaction. */
  concurrent?: boolean;
  /** Takes away what an earlier try left half-made under the same name; it serves nobody. */
  remains?: Sql;
}

const always: Record<string, string> = {
  version: ' not null default 1',
  created_at: ' not null default now()',
  updated_at: ' not null default now()',
};

/** The steps from what is there to what the catalogue says. Nothing is ever dropped here. */
export function planTables(catalog: Catalog, present: Present, table: (name: string) => Sql, online: boolean): Step[] {
  return [...catalog.objects.values()].flatMap((object) => [
    ...planColumns(object, present, table),
    ...planIndexes(object, online).flatMap((index) => planIndex(index, { present, table, online })),
  ]);
}

/** The columns of an object beside the engine's own. */
function columnsOf(object: ObjectModel): Column[] {
  return [...object.fields.values()].filter((field) => !field.system).flatMap((field) => field.kind.columns(field));
}

function planColumns(object: ObjectModel, present: Present, table: (name: string) => Sql): Step[] {
  const there = present.columns.get(object.table);
  const wanted = columnsOf(object);
  if (!there) {
    const own = Object.entries(systemColumns).map(([name, type]) => [name, type + (always[name] ?? '')] as const);
    const columns = [...own, ...wanted.map((column) => [column.name, column.type] as const)];
    const lines = columns.map(([name, type]) => sql`${sql.id(name)} ${sql.raw(type)}`);
    const key = sql.id(`${object.table}_key`);
    const statement = sql`create table ${table(object.table)} (${sql.join(lines)}, constraint ${key} primary key (id))`;
    return [{ what: `create ${object.table}`, statement }];
  }
  return wanted
    .filter((column) => !there.has(column.name))
    .map((column) => ({
      what: `add ${object.table}.${column.name}`,
      statement: sql`alter table ${table(object.table)} add column ${sql.id(column.name)} ${sql.raw(column.type)}`,
    }));
}

/** One index of a table, as the engine wants it. */
export interface IndexPlan {
  name: string;
  table: string;
  parts: string[];
  using: 'btree' | 'gin';
  unique?: boolean;
  /** Which of the living records it holds; all where nothing is said. */
  where?: Sql;
  /** It holds the records that became part of others instead of those that live. */
  merged?: boolean;
}

/** Every index the engine wants for an object: one per indexed field, ending in the tie-break and the id. */
function planIndexes(object: ObjectModel, online: boolean): IndexPlan[] {
  // What became part of a record, for taking it apart again.
  const merged = { name: `${object.table}_merged`, parts: ['merged_into_id'], merged: true };
  const plans: IndexPlan[] = [{ ...merged, table: object.table, using: 'btree' }];
  const title = object.title.kind.sort?.column(object.title);
  if (title)
    plans.push({
      name: `${object.table}_by_${object.title.key}`,
      table: object.table,
      parts: [title, 'id'],
      using: 'btree',
    });
  for (const field of object.fields.values()) {
    // A field of one's own in a table in use: its job builds the index, and knows what to do about doubled values.
    if (field.unique && !(online && field.custom)) plans.push(uniquePlan(object, field));
    if (field.index && field !== object.title) plans.push(...fieldPlans(object, field));
  }
  if (creatorFields(object).length > 0) {
    const where = sql.join(givenAwaySql(object), sql` and `);
    const name = `${object.table}_by_creator`;
    plans.push({ name, table: object.table, parts: ['created_by_id', 'id'], using: 'btree', where });
  }
  for (const parts of object.definition.indexes ?? []) {
    const columns = parts.map((key) => {
      const field = object.fields.get(key);
      return field ? (field.kind.sort?.column(field) ?? field.column) : key;
    });
    plans.push({
      name: `${object.table}_by_${parts.join('_')}`,
      table: object.table,
      parts: [...columns, 'id'],
      using: 'btree',
    });
  }
  return plans;
}

/** The indexes that make one field fast to filter and sort by. */
export function fieldPlans(object: ObjectModel, field: FieldModel): IndexPlan[] {
  const title = titleTie(object);
  return field.kind
    .columns(field)
    .filter((column) => column.index)
    .map((column) => {
      const gin = column.index === 'gin';
      const tie = !gin && title && column.name !== title && (field.kind.sort?.tieByTitle ?? true) ? [title] : [];
      const parts = gin ? [column.name] : [column.name, ...tie, 'id'];
      return { name: `${object.table}_by_${column.name}`, table: object.table, parts, using: column.index! };
    });
}

/** The index by which only one living record has a value; a text counts as equal by what it is ordered by. */
export function uniquePlan(object: ObjectModel, field: FieldModel): IndexPlan {
  const column = uniqueColumn(field);
  return {
    name: `${object.table}_${field.key}_unique`,
    table: object.table,
    parts: [column],
    using: 'btree',
    unique: true,
  };
}

/** The column in which values of a field count as equal. */
export function uniqueColumn(field: FieldModel): string {
  return field.kind.sort?.column(field) ?? field.column;
}

/** The field a violated unique index belongs to, or null. */
export function uniqueFieldOf(object: ObjectModel, constraint: string): FieldModel | null {
  const fields = [...object.whole.fields.values()];
  return fields.find((field) => indexName(uniquePlan(object, field).name) === constraint) ?? null;
}

/** The statement that builds one index beside the work of others, and its name. */
export function indexStatement(schema: string, plan: IndexPlan): { name: string; statement: Sql } {
  const table = (name: string) => sql`${sql.id(schema, name)}`;
  const [step] = planIndex(plan, { present: { columns: new Map(), indexes: new Set() }, table, online: true });
  return { name: indexName(plan.name), statement: step!.statement };
}

function planIndex(
  plan: IndexPlan,
  { present, table, online }: { present: Present; table: (name: string) => Sql; online: boolean },
): Step[] {
  const name = indexName(plan.name);
  if (present.indexes.has(name)) return [];
  const parts = sql.join(plan.parts.map((part) => sql.id(part)));
  const how = sql`${sql.raw(plan.unique ? 'unique index' : 'index')} ${sql.raw(online ? 'concurrently' : '')}`;
  // Records in the trash are in no list, so they are in no index either.
  const rows = plan.merged ? sql`merged_into_id is not null` : sql`deleted_at is null`;
  const statement = sql`create ${how} ${sql.id(name)} on ${table(plan.table)} using ${sql.raw(plan.using)} (${parts})
    where ${rows}${plan.where ? sql` and ${plan.where}` : sql``}`;
  const remains = sql`drop index concurrently if exists ${table(name)}`;
  return [{ what: `index ${name}`, statement, concurrent: online, ...(online ? { remains } : {}) }];
}

/** Names of PostgreSQL end at 63 bytes; a longer one keeps its start and a checksum. */
function indexName(name: string): string {
  if (name.length <= 60) return name;
  let hash = 5381;
  for (const sign of name) hash = (hash * 33 + sign.charCodeAt(0)) >>> 0;
  return `${name.slice(0, 50)}_${hash.toString(36)}`;
}
