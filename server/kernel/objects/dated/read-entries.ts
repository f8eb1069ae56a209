import { dayText, localDay, type Filter } from '#shared/filter';
import { sql, type Sql } from '#kernel/database';
import type { Context } from '#kernel/workspace';
import { getObject, type ObjectModel } from '../catalog.ts';
import { pastRows, type Rows } from '../past/past-rows.ts';
import { compileFilter } from '../query/filter.ts';
import { titleSql, type RecordJson } from '../query/present.ts';
import { scopeSql } from '../query/scope.ts';
import { seenTable } from '../query/seen-table.ts';
import type { DatedField } from './dated-link.ts';

/** One entry of a dated relation, as a record answers with it. */
export interface Entry {
  id: string;
  record: { id: string; object: string; name: string | null };
  label: string | null;
  /** Days, both included; null where open. */
  from: string | null;
  until: string | null;
  /** Whether the day asked about lies within. */
  present: boolean;
}

/** Entries of one field that a record answers with; the rest is listed by the calls of the entries themselves. */
export const mostEntries = 100;

interface Wanted {
  fields: DatedField[];
  as_of?: string | undefined;
}

/** Puts the entries of dated relations into records of one object: one statement for all records and fields, none where
 * there is no such field. Entries whose other record is in the trash or out of the actor's sight are not there. */
export async function withEntries(
  ctx: Context,
  records: RecordJson[],
  { fields, as_of }: Wanted,
): Promise<RecordJson[]> {
  if (fields.length === 0 || records.length === 0) return records;
  const ids = records.map(({ id }) => id);
  const found = await readEntries(ctx, ids, { fields, as_of });
  for (const record of records) for (const { key } of fields) record[key] = found.get(`${key}:${record.id}`) ?? null;
  return records;
}

type Row = Omit<Entry, 'record'> & { field: string; near: string; far: string; name: string | null };

/** Entries by `field:record`, those of the present first, then what is to come, then what is over, the newest first. */
export async function readEntries(ctx: Context, ids: string[], wanted: Wanted): Promise<Map<string, Entry[]>> {
  const parts = await Promise.all(wanted.fields.map((field) => entriesSql(ctx, { field, ids, as_of: wanted.as_of })));
  const rows = await ctx.db.many<Row>(sql`select * from (${sql.join(parts, sql` union all `)}) e
    where place <= ${mostEntries} order by field, near, place`);
  const apis = new Map(wanted.fields.map((field) => [field.key, getObject(ctx, field.to).api]));
  const entries = new Map<string, Entry[]>();
  for (const { field, near, far, name, id, label, from, until, present } of rows) {
    const key = `${field}:${near}`;
    const record = { id: far, object: apis.get(field)!, name };
    entries.set(key, [...(entries.get(key) ?? []), { id, record, label, from, until, present }]);
  }
  return entries;
}

interface Asked {
  field: DatedField;
  ids: string[];
  as_of: string | undefined;
}

async function entriesSql(ctx: Context, { field, ids, as_of }: Asked): Promise<Sql> {
  const link = getObject(ctx, field.link);
  const to = getObject(ctx, field.to);
  const column = (key: string) => sql.id('t', link.whole.fields.get(key)!.column);
  // What the role hides of an entry is not there.
  const seen = (key: string, type: string) => (link.fields.has(key) ? column(key) : sql`null::${sql.raw(type)}`);
  const [from, until] = [seen('started_on', 'date'), seen('ended_on', 'date')];
  const at = as_of === undefined ? ctx.now : new Date(as_of);
  const day = sql`${dayText(localDay(at, ctx.workspace.timeZone))}::date`;
  const over = sql`coalesce(${until} < ${day}, false)`;
  const ahead = sql`coalesce(${from} > ${day}, false)`;
  const rows = await entryRows(ctx, link, { filter: { field: field.near, in: ids }, as_of });
  return sql`select ${field.key}::text as field, t.id, ${column(field.near)} as near, f.id as far,
      ${titleSql(to, 'f')} as name, ${seen('label', 'text')} as label, ${from}::text as "from", ${until}::text as until,
      not ${over} and not ${ahead} as present,
      row_number() over (partition by ${column(field.near)}
        order by ${over}, ${ahead}, ${from} desc nulls last, t.id) as place
    from ${rows.from} join ${ctx.db.table(to.table)} f on f.id = ${column(field.far)} and f.deleted_at is null
      and ${scopeSql(ctx, to, { verb: 'read', alias: 'f' })}
    where ${rows.where}`;
}

/** Entries as they are or as they were, those alone that the actor may read. */
async function entryRows(
  ctx: Context,
  link: ObjectModel,
  { filter, as_of }: { filter: Filter; as_of: string | undefined },
): Promise<Rows> {
  if (as_of !== undefined) return pastRows(ctx, link, { filter, as_of });
  const where = sql`t.deleted_at is null and ${scopeSql(ctx, link, { verb: 'read', alias: 't' })}
    and ${compileFilter(ctx, link, filter, 't')}`;
  return { object: link, from: sql`${seenTable(ctx, link)} t`, where };
}
