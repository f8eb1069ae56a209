import { prepared, sql, type Sql, type StatementOptions } from '#kernel/database';
import type { Context } from '#kernel/workspace';
import type { ObjectModel } from '../catalog.ts';
import type { Row } from '../fields/field-type.ts';
import { derivedBeside, derivesAlone, sourcesOf } from '../formula/derived-beside.ts';

interface Statement {
  query: Sql;
  options: StatementOptions;
}

/** Writes new rows with what is worked out from them alone: one as plain values, which the database keeps prepared,
 * many as one JSON text. */
export function insertRows(ctx: Context, object: ObjectModel, rows: Row[], columns: string[]): Statement {
  const table = ctx.db.table(object.table);
  const one = rows.length === 1 ? rows[0]! : null;
  const given = new Set(columns);
  const at = (name: string) => {
    if (one) return valueSql(object, name, one[name]);
    return given.has(name) ? sql.id('n', name) : sql`null::${sql.raw(object.columnTypes.get(name)!)}`;
  };
  const beside = derivesAlone(ctx, object) ? derivedBeside(ctx, object, at) : [];
  const names = sql.join([...columns, ...beside.map(({ name }) => name)].map((name) => sql.id(name)));
  const values = sql.join([...columns.map(at), ...beside.map(({ value }) => value)]);
  const typed = (name: string) => sql`${sql.id(name)} ${sql.raw(object.columnTypes.get(name)!)}`;
  if (one) return { query: sql`insert into ${table} (${names}) values (${values})`, options: prepared };
  return {
    query: sql`insert into ${table} (${names})
      select ${values} from json_to_recordset(${JSON.stringify(rows)}::json) n (${sql.join(columns.map(typed))})`,
    options: {},
  };
}

/** What is worked out anew beside a change of some columns; `at` says where the new value of such a column stands. */
export function derivedSets(
  ctx: Context,
  object: ObjectModel,
  { columns, at }: { columns: readonly string[]; at: (name: string) => Sql },
): Sql[] {
  if (!derivesAlone(ctx, object)) return [];
  const sources = sourcesOf(ctx, object);
  if (!columns.some((name) => sources.has(name))) return [];
  const changed = new Set(columns);
  const beside = derivedBeside(ctx, object, (name) => (changed.has(name) ? at(name) : sql.id('t', name)));
  return beside.map(({ name, value }) => sql`${sql.id(name)} = ${value}`);
}

/** Changes some columns of rows, each of which holds its id and all of these columns, with what is worked out from
 * them alone. */
export function updateRows(ctx: Context, object: ObjectModel, rows: Row[], columns: string[]): Statement {
  const table = ctx.db.table(object.table);
  const stamp = sql`version = t.version + 1, updated_at = ${ctx.now.toISOString()}::timestamptz,
    updated_by_id = ${ctx.actor.memberId}::uuid`;
  if (rows.length === 1) {
    const at = (name: string) => valueSql(object, name, rows[0]![name]);
    const beside = derivedSets(ctx, object, { columns, at });
    const sets = [...columns.map((name) => sql`${sql.id(name)} = ${at(name)}`), ...beside];
    return {
      query: sql`update ${table} t set ${sql.join(sets)}, ${stamp} where t.id = ${rows[0]!['id']}::uuid`,
      options: prepared,
    };
  }
  const at = (name: string) => sql.id('n', name);
  const beside = derivedSets(ctx, object, { columns, at });
  const sets = [...columns.map((name) => sql`${sql.id(name)} = ${at(name)}`), ...beside];
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
