import { system, withContext, type ContextSource, type Directory } from '#kernel/workspace';
import { sql } from '#kernel/database';
import type { Hub } from './hub.ts';
import { listEventsAfter } from './outbox.ts';

// Pages of a process that does not work the queue itself hear of changes at the latest after this.
const lookMillis = 1_000;
const most = 200;

/** Reads what happened in workspaces with open pages, for a process without the role worker. Answers with its end. */
export function followEvents(source: ContextSource, directory: Directory, hub: Hub): () => void {
  const last = new Map<string, string>();
  const look = async () => {
    for (const id of hub.listening()) {
      const workspace = await directory.find(id);
      if (!workspace) continue;
      await withContext(source, { workspace, actor: system }, async (ctx) => {
        const after = last.get(id);
        if (after === undefined) {
          const newest = await ctx.db.one<{ id: string | null }>(
            sql`select max(id::text) as id from ${ctx.db.table('outbox')}`,
          );
          last.set(id, newest.id ?? '00000000-0000-0000-0000-000000000000');
          return;
        }
        for (const event of await listEventsAfter(ctx, after, most)) {
          hub.publish(id, event);
          last.set(id, event.id);
        }
      });
    }
  };
  let busy = false;
  const timer = setInterval(() => {
    if (busy) return;
    busy = true;
    look()
      .catch((error: unknown) => source.log.warn({ err: error }, 'events could not be followed'))
      .finally(() => (busy = false));
  }, lookMillis).unref();
  return () => clearInterval(timer);
}
