import {
  DummyDriver,
  Kysely,
  PostgresAdapter,
  PostgresIntrospector,
  PostgresQueryCompiler,
  sql,
  type RawBuilder,
} from 'kysely';
import type { PoolClient, QueryResult } from 'pg';
import type { Duplex } from 'node:stream';
import { copyRows, type CopyColumn } from './copy.ts';
import type { PreparedStatements } from './prepared.ts';

/** A piece of SQL with its bound values. Text of a user never becomes part of the text of a statement. */
export type Sql = RawBuilder<unknown>;

export interface StatementOptions {
  /** Whether the connection keeps the statement parsed and planned. Only for statements whose best plan does not depend
   * on their values (a look-up by id, a write of one row): the database may plan them once for all values. */
  prepared?: boolean;
}

/** Keep the statement prepared. */
export const prepared: StatementOptions = Object.freeze({ prepared: true });

/** The only handle on the database that code above this room sees: one transaction, one schema. */
export interface Db {
  /** The schema every table of this transaction lives in. */
  readonly schema: string;
  /** All rows of one statement. */
  many<T>(query: Sql, options?: StatementOptions): Promise<T[]>;
  /** The first row, or null. */
  maybe<T>(query: Sql, options?: StatementOptions): Promise<T | null>;
  /** The first row; a bug where there is none. */
  one<T>(query: Sql, options?: StatementOptions): Promise<T>;
  /** Runs a statement and says how many rows it touched. */
  run(query: Sql, options?: StatementOptions): Promise<number>;
  /** Adds many rows to a table by COPY: about half the cost of an INSERT, but it knows no `on conflict`. */
  copy(table: string, columns: readonly CopyColumn[], rows: readonly Record<string, unknown>[]): Promise<number>;
  /** The qualified name of a table: no statement relies on a search path. */
  table(name: string): Sql;
  /** The client, for COPY alone. */
  readonly client: PoolClient;
}

/** Sees each statement with its values: tests count and lint through it. */
export type Observer = (statement: { text: string; schema: string; rows: number }) => void;

const compiler = new Kysely<unknown>({
  dialect: {
    createAdapter: () => new PostgresAdapter(),
    createDriver: () => new DummyDriver(),
    createIntrospector: (db) => new PostgresIntrospector(db),
    createQueryCompiler: () => new PostgresQueryCompiler(),
  },
});

/** Turns a piece of SQL into the text and the values that go over the wire. */
export function compile(query: Sql): { text: string; values: unknown[] } {
  const compiled = query.compile(compiler);
  return { text: compiled.sql, values: compiled.parameters as unknown[] };
}

export interface DbOptions {
  schema: string;
  observe?: Observer | null;
  /** Where the connection keeps its prepared statements; without it each statement is planned anew. */
  statements?: PreparedStatements | null;
}

/** Wraps a client that already is inside a transaction. */
export function createDb(client: PoolClient, { schema, observe, statements }: DbOptions): Db {
  const query = async <T>(q: Sql, options?: StatementOptions): Promise<QueryResult<T & Record<string, unknown>>> => {
    const { text, values } = compile(q);
    const name = options?.prepared && statements ? statements.nameOf(text) : undefined;
    sendTogether(client);
    const result = await client.query<T & Record<string, unknown>>(name ? { name, text, values } : { text, values });
    observe?.({ text, schema, rows: result.rowCount ?? 0 });
    return result;
  };
  return {
    schema,
    client,
    many: async <T>(q: Sql, options?: StatementOptions) => (await query<T>(q, options)).rows as T[],
    maybe: async <T>(q: Sql, options?: StatementOptions) =>
      ((await query<T>(q, options)).rows[0] as T | undefined) ?? null,
    one: async <T>(q: Sql, options?: StatementOptions) => {
      const row = (await query<T>(q, options)).rows[0];
      if (row === undefined) throw new Error('a statement that must answer with a row answered with none');
      return row as T;
    },
    run: async (q: Sql, options?: StatementOptions) => (await query(q, options)).rowCount ?? 0,
    copy: async (table, columns, rows) => {
      const names = sql.join(columns.map((column) => sql.id(column.name)));
      const { text } = compile(sql`copy ${sql.id(schema, table)} (${names}) from stdin`);
      await copyRows(client, text, { columns, rows });
      observe?.({ text, schema, rows: rows.length });
      return rows.length;
    },
    table: (name: string) => sql`${sql.id(schema, name)}`,
  };
}

/** What is sent in this turn of the loop leaves in one packet: a write to a socket costs more than what is in it. */
export function sendTogether(client: PoolClient): void {
  const { stream } = (client as unknown as { connection: { stream: Duplex } }).connection;
  stream.cork();
  process.nextTick(() => stream.uncork());
}
