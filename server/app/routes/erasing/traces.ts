import { sql, type Sql } from '#kernel/database';
import type { Catalog, FieldModel, ObjectModel } from '#kernel/objects';
import type { Context } from '#kernel/workspace';

/** Records of one object that point at somebody who is to be forgotten. */
export interface Pointing {
  object: ObjectModel;
  fields: FieldModel[];
  /** Those that are about nobody else, and of them those that are in no trash. */
  alone: string[];
  aloneLive: string[];
  /** Those that are about others as well, or about something else: in the trash or without leave to have
   * nobody, and elsewhere with what is left of their relations. */
  shared: string[];
  sharedLive: { id: string; values: Record<string, string[] | null> }[];
}

/** The person and all records that became part of it. */
export async function everyPart(ctx: Context, id: string): Promise<string[]> {
  const table = ctx.db.table('person');
  const rows = await ctx.db.many<{ id: string }>(sql`with recursive down as (
      select id from ${table} where id = ${id}::uuid
      union select p.id from down join ${table} p on p.merged_into_id = down.id)
    select id from down order by id`);
  return rows.map((row) => row.id);
}

/** What points at these people, in lists and in the trash, also by objects and fields that are hidden on screens. */
export async function findPointing(ctx: Context, people: string[]): Promise<Pointing[]> {
  const found: Pointing[] = [];
  for (const { whole: object } of (ctx.workspace.model as Catalog).objects.values()) {
    const fields = [...object.fields.values()].filter(
      ({ type, to, writtenBy, summary }) => type === 'relation' && to === 'person' && !writtenBy && !summary,
    );
    if (fields.length > 0) found.push(await readPointing(ctx, { object, fields }, people));
  }
  return found.filter(({ alone, shared, sharedLive }) => alone.length + shared.length + sharedLive.length > 0);
}

interface Row {
  id: string;
  live: boolean;
  alone: boolean;
  [column: string]: unknown;
}

const demands = (object: ObjectModel, key: string): boolean => object.required.some((field) => field.key === key);

/** What is left of relations to these people. */
function without(row: Row, fields: FieldModel[], people: string[]): Record<string, string[] | null> {
  const pointing = fields.filter(({ column }) => [row[column]].flat().some((id) => people.includes(id as string)));
  return Object.fromEntries(
    pointing.map(({ key, column, many }) => [
      key,
      many ? (row[column] as string[]).filter((id) => !people.includes(id)) : null,
    ]),
  );
}

async function readPointing(
  ctx: Context,
  { object, fields }: Pick<Pointing, 'object' | 'fields'>,
  people: string[],
): Promise<Pointing> {
  const { kind = 'record', entry } = object.definition;
  // A deal is about a sale, and another person about themselves.
  const alone =
    kind === 'link'
      ? sql`true`
      : kind === 'entry' || entry
        ? both(fields.map((field) => nobodyElse(field, people)))
        : sql`false`;
  const columns = sql.join(fields.map((field) => sql.id(field.column)));
  const rows = await ctx.db.many<Row>(sql`
    select id, deleted_at is null as live, ${alone} as alone, ${columns} from ${ctx.db.table(object.table)}
    where (${sql.join(
      fields.map((field) => pointsAt(field, people)),
      sql` or `,
    )}) and id <> all (${people}::uuid[])
    order by id for update`);
  const ids = (some: Row[]) => some.map((row) => row.id);
  const shared = rows.filter((row) => !row.alone);
  const writable = (row: Row) =>
    row.live &&
    Object.entries(without(row, fields, people)).every(([key, left]) => left !== null || !demands(object, key));
  return {
    object,
    fields,
    alone: ids(rows.filter((row) => row.alone)),
    aloneLive: ids(rows.filter((row) => row.alone && row.live)),
    shared: ids(shared.filter((row) => !writable(row))),
    sharedLive: shared.filter(writable).map((row) => ({ id: row.id, values: without(row, fields, people) })),
  };
}

const both = (parts: Sql[]): Sql => sql`(${sql.join(parts, sql` and `)})`;

function pointsAt({ column, many }: FieldModel, people: string[]): Sql {
  return many ? sql`${sql.id(column)} && ${people}::uuid[]` : sql`${sql.id(column)} = any (${people}::uuid[])`;
}

function nobodyElse({ column, many }: FieldModel, people: string[]): Sql {
  return many
    ? sql`coalesce(${sql.id(column)} <@ ${people}::uuid[], true)`
    : sql`(${sql.id(column)} is null or ${sql.id(column)} = any (${people}::uuid[]))`;
}
