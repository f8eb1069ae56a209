import assert from 'node:assert/strict';
import type pg from 'pg';
import type { Observer, Pools } from '#kernel/database';
import { lintStatement, type Sent } from './sql-lint.ts';

/** One statement of a workspace: its text, the schema of its transaction, the rows it gave or touched. */
export interface Statement {
  text: string;
  schema: string;
  rows: number;
}

export interface Watched {
  observe: Observer;
  watch<T>(work: () => Promise<T>): Promise<{ result: T; statements: Statement[] }>;
  /** Reads every text that goes through the pools, the control plane and changes of schema too. */
  lint(pools: Pools): void;
  /** Fails where a statement broke a rule, or named the schema of another workspace. */
  requireClean(): void;
}

/** Sees what one application asks of its database. */
export function watchPools(): Watched {
  const broken = new Set<string>();
  const known = new Set<string>();
  let seen: Statement[] | null = null;
  const look = (sent: Sent) => {
    if (known.has(sent.text)) return;
    known.add(sent.text);
    for (const problem of lintStatement(sent)) broken.add(problem);
  };
  return {
    observe: (statement) => {
      seen?.push(statement);
      const others = foreignSchemas(statement);
      if (others.length > 0) broken.add(`names ${others.join()} in ${statement.schema}: ${statement.text}`);
    },
    watch: async (work) => {
      const statements: Statement[] = [];
      seen = statements;
      const result = await work();
      seen = null;
      return { result, statements };
    },
    lint: (pools) => {
      for (const name of ['app', 'control', 'owner'] as const)
        pools[name].on('connect', (client) => listen(client, (text) => look({ pool: name, text })));
    },
    requireClean: () => assert.deepEqual([...broken], [], 'statements keep the rules of the database'),
  };
}

/** Schemas of workspaces that a statement names and that are not its own. */
function foreignSchemas({ text, schema }: Pick<Statement, 'text' | 'schema'>): string[] {
  return [...text.matchAll(/ws_[0-9a-f]{32}/g)].map(([name]) => name).filter((name) => name !== schema);
}

function listen(client: pg.PoolClient, hear: (text: string) => void): void {
  const query = client.query.bind(client) as (...given: unknown[]) => unknown;
  client.query = ((...given: unknown[]) => {
    const [first] = given;
    const text = typeof first === 'string' ? first : (first as { text?: string } | undefined)?.text;
    if (typeof text === 'string') hear(text);
    return query(...given);
  }) as typeof client.query;
}
