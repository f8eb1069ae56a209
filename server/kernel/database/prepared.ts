import type { PoolClient } from 'pg';

// A plan of a wide table takes some 50 kB of the connection's memory in the database; with twelve connections this
// bounds them to about 100 MB. The statements of one workspace are some thirty.
const mostPerConnection = 150;

/** The statements that one connection keeps parsed and planned, by their text. */
export interface PreparedStatements {
  /** The name under which the connection knows the statement; for a new one the least recently used is forgotten. */
  nameOf(text: string): string;
}

/** Remembers for each connection which statements it keeps; a connection that ends takes its list with it. */
export function createStatementKeeper(): (client: PoolClient) => PreparedStatements {
  const kept = new WeakMap<PoolClient, PreparedStatements>();
  return (client) => {
    const known = kept.get(client) ?? keepFor(client);
    kept.set(client, known);
    return known;
  };
}

function keepFor(client: PoolClient): PreparedStatements {
  const names = new Map<string, string>();
  let made = 0;
  return {
    nameOf: (text) => {
      const name = names.get(text) ?? `k${(made += 1)}`;
      names.delete(text);
      names.set(text, name);
      if (names.size > mostPerConnection) forgetOldest(client, names);
      return name;
    },
  };
}

/** A name is never given twice, so what the driver remembers of it does no harm. Where the transaction has failed
 * already, the statement stays in the database until the connection ends. */
function forgetOldest(client: PoolClient, names: Map<string, string>): void {
  const [text, name] = names.entries().next().value!;
  names.delete(text);
  void client.query(`deallocate "${name}"`).catch(() => undefined);
}
