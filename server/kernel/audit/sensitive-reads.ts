import type { Context } from '#kernel/workspace';
import { audit } from './write-audit.ts';

/** What of sensitive fields one request was shown: by object, which fields of which records. */
type Seen = Map<string, { fields: Set<string>; records: Set<string> }>;

const seenBy = new WeakMap<Context, Seen>();

/** Notes that a value of a sensitive field left for whoever asks. */
export function noteSensitive(
  ctx: Context,
  object: string,
  { field, record }: { field: string; record: string },
): void {
  if (ctx.actor.kind === 'system') return;
  const seen: Seen = seenBy.get(ctx) ?? new Map();
  seenBy.set(ctx, seen);
  const of = seen.get(object) ?? { fields: new Set(), records: new Set() };
  seen.set(object, of);
  of.fields.add(field);
  of.records.add(record);
}

// Pages ask again and again for what is on the screen: the same reading is one line in ten minutes.
const againMillis = 600_000;
const mostRemembered = 50_000;
const told = new Map<string, number>();
const namedRecords = 50; // more of them are told by their number

/** Writes a line for each object of which sensitive values were shown in this transaction. Answers with what is to be
 * called once it is committed. */
export async function writeReads(ctx: Context): Promise<() => void> {
  const written: string[] = [];
  for (const [object, { fields, records }] of seenBy.get(ctx) ?? []) {
    const nameOf = (id: string) =>
      [ctx.workspace.id, ctx.actor.key, ctx.actor.memberId, object, ...fields, id].join(' ');
    const fresh = [...records].filter((id) => isFresh(nameOf(id)));
    if (fresh.length === 0) continue;
    written.push(...fresh.map(nameOf));
    const details = { object, fields: [...fields], count: fresh.length, records: fresh.slice(0, namedRecords) };
    await audit(ctx, 'sensitive.read', { about: object, details });
  }
  return () => remember(written);
}

function remember(names: string[]): void {
  if (told.size + names.length > mostRemembered) told.clear();
  for (const name of names) told.set(name, Date.now());
}

function isFresh(name: string): boolean {
  return Date.now() - (told.get(name) ?? 0) >= againMillis;
}
