import { fail, type Issue } from '#shared/failure';
import { sql } from '#kernel/database';
import type { Context } from '#kernel/workspace';
import type { FieldModel, ObjectModel } from '../catalog.ts';
import type { Row } from '../fields/field-type.ts';
import { titleSql } from '../query/present.ts';
import { scopeSql } from '../query/scope.ts';
import { uniqueColumn } from '../schema/plan-tables.ts';

/** What keeps a field from being unique. */
export interface Doubled {
  /** Values that more than one living record has. */
  doubled: number;
  /** Some of them, those of most records first. */
  groups: DoubledGroup[];
}

interface DoubledGroup {
  /** Null where the asker may read none of the records, or where it is the id of another record. */
  value: string | null;
  count: number;
  /** Some of those that the asker may read. */
  records: { id: string; name: string | null }[];
}

const mostGroups = 5;
const mostNamed = 3;
const most = 200; // characters of a value that are told

/** Types of which each value is one, with one meaning of equal. */
const uniqueTypes: ReadonlySet<string> = new Set(['text', 'number', 'date', 'datetime', 'relation']);

/** What is wrong with asking that a field be unique, whatever its values are. */
export function uniqueIssues(field: FieldModel, unique: boolean | undefined): Issue[] {
  if (unique === undefined) return [];
  const message = 'Only a field of your own that is typed can be so.';
  if (!field.custom || field.readOnly || field.summary)
    return [{ pointer: '/unique', code: 'field.is_standard', message }];
  return unique ? cannotBeUnique(field) : [];
}

/** What is wrong with asking that the values of a type be unique. */
export function cannotBeUnique({ type, many }: { type: string; many?: boolean | undefined }): Issue[] {
  if (uniqueTypes.has(type) && !many) return [];
  const message = 'Texts, numbers, dates and relations to one record can be unique.';
  return [{ pointer: '/unique', code: 'field.cannot_be_unique', message }];
}

interface Found {
  doubled: number;
  count: number | null;
  records: { id: string; name: string | null; value: unknown }[] | null;
}

/** Looks for values that more than one living record has: as the unique index compares them, so that of a text neither
 * case nor accents count. */
export async function findDoubled(ctx: Context, object: ObjectModel, field: FieldModel): Promise<Doubled> {
  const table = ctx.db.table(object.table);
  const key = sql.id('t', uniqueColumn(field));
  const rows = await ctx.db.many<Found>(sql`with d as materialized (
      select ${key} as key, count(*)::int as n from ${table} t
      where t.deleted_at is null and ${key} is not null group by 1 having count(*) > 1),
    first as (select key, n from d order by n desc, key limit ${mostGroups})
    select (select count(*)::int from d) as doubled, s.n as count,
      (select json_agg(json_build_object('id', r.id, 'name', r.name, 'value', r.value)) from (
        select t.id, ${titleSql(object, 't')} as name, ${sql.id('t', field.column)} as value from ${table} t
        where t.deleted_at is null and ${key} = s.key
          and ${scopeSql(ctx, object, { verb: 'read', alias: 't' })}
        order by t.id limit ${mostNamed}) r) as records
    from (select 1) one left join first s on true order by s.n desc nulls last, s.key`);
  return {
    doubled: rows[0]!.doubled,
    groups: rows.flatMap(({ count, records }) =>
      count === null ? [] : [{ value: valueOf(field, records?.[0]?.value), count, records: named(records) }],
    ),
  };
}

const named = (records: Found['records']) => (records ?? []).map(({ id, name }) => ({ id, name }));

function valueOf(field: FieldModel, value: unknown): string | null {
  if (value === null || value === undefined || field.kind.refers) return null;
  const row: Row = { [field.column]: value };
  return field.kind.value.format(field.kind.fromRow(row, field)).slice(0, most);
}

/** Refuses where values are doubled, with some groups of records that have the same. */
export function requireSingle({ doubled, groups }: Doubled): void {
  if (doubled === 0) return;
  const detail = doubled === 1 ? 'One value is doubled.' : `${String(doubled)} values are doubled.`;
  fail('field.values_doubled', { detail, extra: { doubled, groups } });
}
