import { system, withContext, type Context, type ContextSource, type Directory } from '#kernel/workspace';
import type { Hub } from './hub.ts';
import { findNewestRelayed, listRelayed } from './outbox.ts';

// Pages hear of what another process handed on at the latest after this.
const lookMillis = 1_000;
const most = 200;

// What is committed late may have an earlier id than what was told before it. No write takes longer to commit once it
// has named its events: a statement ends after 15 seconds.
const lateMillis = 20_000;

/** Reads what any process handed on in workspaces with open pages; the hub tells what it did not tell yet. Answers with
 * its end. */
export function followEvents(source: ContextSource, directory: Directory, hub: Hub): () => void {
  const newest = new Map<string, string>();
  const read = async (ctx: Context, id: string) => {
    const last = newest.get(id) ?? (await findNewestRelayed(ctx));
    if (last === null) return;
    newest.set(id, last);
    const from = earlier(last, lateMillis);
    for (let full = true; full;) {
      const events = await listRelayed(ctx, { from, without: hub.toldSince(id, from), limit: most });
      for (const event of events) {
        hub.publish(id, event);
        if (event.id > newest.get(id)!) newest.set(id, event.id);
      }
      full = events.length === most && hub.listening().includes(id);
    }
  };
  const look = async () => {
    const open = hub.listening();
    for (const id of newest.keys()) if (!open.includes(id)) newest.delete(id);
    for (const id of open) {
      const workspace = await directory.find(id);
      if (workspace) await withContext(source, { workspace, actor: system }, (ctx) => read(ctx, id));
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

/** The first id of the time that lies so long before another id: ids begin with their milliseconds (UUIDv7). */
function earlier(id: string, millis: number): string {
  const at = Number.parseInt(id.replace('-', '').slice(0, 12), 16) - millis;
  const hex = Math.max(0, at).toString(16).padStart(12, '0');
  return `${hex.slice(0, 8)}-${hex.slice(8)}-0000-0000-000000000000`;
}
