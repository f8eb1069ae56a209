import { fail } from '#shared/failure';
import { prepared, sql, type Sql } from '#kernel/database';
import type { Context } from '#kernel/workspace';
import { getObject, type FieldModel, type ObjectModel } from '../catalog.ts';
import { namedOnTimeline, presentTimeline, readTimelinePage } from '../changes/timeline.ts';
import { datedFields } from '../dated/dated-fields.ts';
import { withEntries } from '../dated/read-entries.ts';
import type { Row } from '../fields/field-type.ts';
import {
  columnNames,
  namesOf,
  pointedAt,
  presentRow,
  selectColumns,
  namedColumns,
  type RecordJson,
} from '../query/present.ts';
import { requireRight, scopeFor, scopeSql } from '../query/scope.ts';
import { seenTable } from '../query/seen-table.ts';
import { readableSql, requireLiving } from './read.ts';

interface Joined {
  field: FieldModel;
  object: ObjectModel;
  alias: string;
}

const mostIncluded = 10; // parts of one page; a page that shows more asks again

/** One record with the records it points at and the newest of its timeline, in three statements: record and joined
 * records, timeline, names of everything. A joined record that the actor may not see is null. */
export async function readRecordPage(
  ctx: Context,
  object: ObjectModel,
  { id, include }: { id: string; include: string[] },
): Promise<RecordJson> {
  const parts = [...new Set(include)].slice(0, mostIncluded);
  const joined = parts.filter((name) => name !== 'timeline').map((name, index) => join(ctx, object, name, index));
  const row = await readRow(ctx, object, id, joined);
  const fields = [...object.fields.values()];
  const wanted = pointedAt([row], fields);
  const pages = joined.map((one) => ({ ...one, row: rowOf(row, one), fields: [...one.object.fields.values()] }));
  for (const page of pages) if (page.row) pointedAt([page.row], page.fields, wanted);
  const timeline = parts.includes('timeline')
    ? await readTimelinePage(ctx, object, { id: row['id'] as string, limit: 20 })
    : null;
  if (timeline) namedOnTimeline(ctx, object, timeline, wanted);
  const names = await namesOf(ctx, wanted);
  const included: Record<string, unknown> = {};
  if (timeline) included['timeline'] = presentTimeline(ctx, object, timeline, names);
  for (const { field, object: other, row: found, fields: shown } of pages)
    included[field.key] = found ? presentRow(ctx, other, found, { fields: shown, names }) : null;
  const [record] = await withEntries(ctx, [presentRow(ctx, object, row, { fields, names })], {
    fields: datedFields(ctx, object),
  });
  return { ...record!, included };
}

function join(ctx: Context, object: ObjectModel, name: string, index: number): Joined {
  const field = object.fields.get(name);
  if (!field?.to || field.many) return fail('field.not_found', { detail: `"${name}" cannot be included.` });
  return { field, object: getObject(ctx, field.to), alias: `j${index}` };
}

async function readRow(ctx: Context, object: ObjectModel, id: string, joined: Joined[]): Promise<Row> {
  requireRight(ctx, object, 'read');
  const joins = joined.map(
    ({ field, object: other, alias }) => sql`left join ${seenTable(ctx, other)} ${sql.id(alias)}
      on ${sql.id(alias, 'id')} = ${sql.id('t', field.column)} and ${reach(ctx, other, alias)}`,
  );
  const columns = [selectColumns(object, [...object.fields.values()], 't'), ...joined.map(columnsOf)];
  return requireLiving(ctx, object, id, (at) =>
    ctx.db.maybe<Row>(
      sql`select ${sql.join(columns)} from ${seenTable(ctx, object)} t ${sql.join(joins, sql` `)}
      where ${readableSql(ctx, object, at)}`,
      prepared,
    ),
  );
}

function reach(ctx: Context, object: ObjectModel, alias: string): Sql {
  return scopeFor(ctx, object, 'read') === 'none' ? sql`false` : scopeSql(ctx, object, { verb: 'read', alias });
}

/** Columns of the joined row under names of their own: `j0.name`. */
function columnsOf(joined: Joined): Sql {
  return namedColumns(namesIn(joined), joined.alias, `${joined.alias}.`);
}

function namesIn({ object }: Joined): string[] {
  return columnNames(object, [...object.fields.values()]);
}

function rowOf(row: Row, joined: Joined): Row | null {
  const found = Object.fromEntries(namesIn(joined).map((name) => [name, row[`${joined.alias}.${name}`]]));
  return found['id'] ? found : null;
}
