import { prepared, sql, type Sql, type StatementOptions } from '#kernel/database';
import type { Context } from '#kernel/workspace';
import type { ObjectModel } from '../catalog.ts';
import type { Row } from '../fields/field-type.ts';

interface Statement {
  query: Sql;
  options: StatementOptions;
}

/** Writes new rows: one as plain values, which the database keeps prepared, many as one JSON text. */
export function insertRows(ctx: Context, object: ObjectModel, rows: Row[], columns: string[]): Statement {
  const table = ctx.db.table(object.table);
  const names = sql.join(columns.map((name) => sql.id(name)));
  if (rows.length === 1) {
    const values = sql.join(columns.map((name) => valueSql(object, name, rows[0]![name])));
    return { query: sql`insert into ${table} (${names}) values (${values})`, options: prepared };
  }
  return {
    query: sql`insert into ${table} (${names})
      select ${names} from json_populate_recordset(null::${table}, ${JSON.stringify(rows)}::json)`,
    options: {},
  };
}

/** Changes some columns of rows, each of which holds its id and all of these columns. */
export function updateRows(ctx: Context, object: ObjectModel, rows: Row[], columns: string[]): Statement {
  const table = ctx.db.table(object.table);
  const stamp = sql`version = t.version + 1, updated_at = ${ctx.now.toISOString()}::timestamptz,
    updated_by_id = ${ctx.actor.memberId}::uuid`;
  if (rows.length === 1) {
    const sets = columns.map((name) => sql`${sql.id(name)} = ${valueSql(object, name, rows[0]![name])}`);
    return {
      query: sql`update ${table} t set ${sql.join(sets)}, ${stamp} where t.id = ${rows[0]!['id']}::uuid`,
      options: prepared,
    };
  }
  const sets = columns.map((name) => sql`${sql.id(name)} = n.${sql.id(name)}`);
  return {
    query: sql`update ${table} t set ${sql.join(sets)}, ${stamp}
      from json_populate_recordset(null::${table}, ${JSON.stringify(rows)}::json) n where t.id = n.id`,
    options: {},
  };
}

/** One value of a column as the database takes it. */
export function valueSql(object: ObjectModel, column: string, value: unknown): Sql {
  const type = object.columnTypes.get(column);
  if (!type) throw new Error(`${object.key} has no column ${column}`);
  const given = type === 'jsonb' && value !== null && value !== undefined ? JSON.stringify(value) : (value ?? null);
  return sql`${given}::${sql.raw(type)}`;
}

/** The row of an alias as JSON. Numbers with digits behind the point go as text, as the driver gives them. */
export function rowAsJson({ columnTypes }: ObjectModel, alias: string): Sql {
  const exact = [...columnTypes].filter(([, type]) => type.startsWith('numeric')).map(([name]) => name);
  const texts = exact.map((name) => sql`${name}::text, ${sql.id(alias, name)}::text`);
  const row = sql`to_jsonb(${sql.id(alias)})`;
  return texts.length === 0 ? row : sql`${row} || jsonb_build_object(${sql.join(texts)})`;
}

/** A row that came as JSON, as the driver would have given it: moments in the notation of all moments. */
export function rowFromJson({ columnTypes }: ObjectModel, row: Row): Row {
  for (const [name, value] of Object.entries(row))
    if (typeof value === 'string' && columnTypes.get(name) === 'timestamptz') row[name] = value.replace('+00:00', 'Z');
  return row;
}
