import type { TestApp } from './app.ts';

/** A statement that was sent, and the lines of the database's answer to EXPLAIN. */
export interface Explained<Line> {
  text: string;
  plan: Line[];
}

/** Runs some work and explains every SELECT that it sent, with the values it sent. `how` is `explain` with its options;
 * a line is text, or one object where FORMAT JSON was asked for. */
export async function explainAll<Line>(
  kith: TestApp,
  how: string,
  work: () => Promise<unknown>,
): Promise<Explained<Line>[]> {
  const sent: { text: string; values: unknown[] }[] = [];
  const stop: (() => void)[] = [];
  const listen = (client: { query: unknown }) => {
    const query = client.query as (...given: unknown[]) => unknown;
    client.query = (...given: unknown[]) => {
      const first = given[0] as { text?: string; values?: unknown[] };
      if (first.text && /^\W*(select|with)/i.test(first.text))
        sent.push({ text: first.text, values: first.values ?? [] });
      return query.apply(client, given);
    };
    stop.push(() => (client.query = query));
  };
  const { app } = kith.services.pools;
  app.on('acquire', listen);
  await work();
  app.off('acquire', listen);
  for (const end of stop) end();
  return kith.inWorkspace(async ({ db }) => {
    const explained: Explained<Line>[] = [];
    for (const { text, values } of sent) {
      const answer = await db.client.query<{ 'QUERY PLAN': Line }>({ text: `${how} ${text}`, values });
      explained.push({ text, plan: answer.rows.map((row) => row['QUERY PLAN']) });
    }
    return explained;
  });
}
