import { newId, sql, type Sql } from '#kernel/database';
import { recordsChanged } from '#kernel/events';
import { catalogOf, getObject } from '../catalog.ts';
import { giveNumbers } from '../fields/give-numbers.ts';
import { withEveryRight } from '../query/scope.ts';
import { copiedFrom } from './insert.ts';
import { requireRules } from '../formula/rules.ts';
import { refreshSummaries } from './summaries.ts';
import { rewriteTimeline } from './timeline.ts';
import type { Change, WriteSet } from './write-set.ts';

type Key = WriteSet['keysAdded'][number];

/** Tells the database what a change set did: timelines, summaries, history, keys and events; all but the last
 * statement, which it answers with. */
export async function flush(set: WriteSet): Promise<Sql> {
  // What follows from a write is the same for everybody, whoever wrote.
  const engine = { ...set, ctx: withEveryRight(set.ctx) };
  const changes = combineChanges(set.changes);
  await numberCreated(engine);
  const shown = await rewriteTimeline(engine);
  await refreshSummaries(engine, shown);
  await requireRules(engine, catalogOf(set.ctx));
  const many = changes.length >= copiedFrom;
  const [keys] = many ? await Promise.all([copyKeys(set), copyChanges(set, changes)]) : [set.keysAdded];
  return flushSql(set, { changes, keys, copied: many });
}

/** Records that were made get their running numbers before anything is worked out from them. */
async function numberCreated({ ctx, touched }: WriteSet): Promise<void> {
  for (const object of catalogOf(ctx).objects.values()) {
    const { created } = touched.get(object.key) ?? {};
    if (created && object.numbered.length > 0)
      await giveNumbers(ctx, object, { fields: object.numbered, ids: [...created] });
  }
}

const historyColumns = [
  { name: 'record_id', type: 'uuid' },
  { name: 'at', type: 'timestamptz' },
  { name: 'change_set_id', type: 'uuid' },
  { name: 'object', type: 'text' },
  { name: 'verb', type: 'text' },
  { name: 'version', type: 'integer' },
  { name: 'before', type: 'jsonb' },
  { name: 'after', type: 'jsonb' },
];

function historyOf(set: WriteSet, changes: Change[]) {
  const at = set.ctx.now.toISOString();
  return changes.map((change) => ({ ...change, at, change_set_id: set.id }));
}

async function copyChanges(set: WriteSet, changes: Change[]): Promise<void> {
  await set.ctx.db.copy('change', historyColumns, historyOf(set, changes));
}

const keyColumns = [
  { name: 'key', type: 'text' },
  { name: 'record_id', type: 'uuid' },
  { name: 'object', type: 'text' },
];

/** Keys of records that this set made and left alone since are new for certain; answers with all other keys. */
async function copyKeys(set: WriteSet): Promise<Key[]> {
  const made = (id: string, object: string) => {
    const touched = set.touched.get(object);
    return touched !== undefined && touched.created.has(id) && !touched.changed.has(id);
  };
  const fresh: Key[] = [];
  const others: Key[] = [];
  for (const key of set.keysAdded) (made(key.record_id, key.object) ? fresh : others).push(key);
  if (fresh.length > 0) await set.ctx.db.copy('record_key', keyColumns, fresh as unknown as Record<string, unknown>[]);
  return others;
}

interface Told {
  changes: Change[];
  /** Keys that are not in the table yet. */
  keys: Key[];
  /** Whether the history is written already. */
  copied: boolean;
}

/** History, key table, search words and outbox in one statement: one round trip, whatever the number of records. It
 * adds no event where the records were written by a model that is too old (`barOlder`). */
function flushSql(set: WriteSet, { changes, keys, copied }: Told): Sql {
  const { ctx } = set;
  const table = ctx.db.table;
  const at = ctx.now.toISOString();
  const parts = [
    sql`cs as (insert into ${table('change_set')} as cs (id, member_id, actor_name, origin, label, at, records,
      undoes_id)
      values (${set.id}, ${ctx.actor.memberId}, ${ctx.actor.name}, ${set.origin}, ${set.label}, ${at},
        ${changes.length}, ${set.undoes})
      on conflict (id) do update set records = cs.records + excluded.records)`,
  ];
  if (!copied) {
    const names = sql.join(historyColumns.map((column) => sql.id(column.name)));
    parts.push(sql`ch as (insert into ${table('change')} (${names})
      select ${names} from json_populate_recordset(null::${table('change')},
        ${JSON.stringify(historyOf(set, changes))}::json))`);
  }
  if (set.keysDropped.length > 0) {
    parts.push(sql`kd as (delete from ${table('record_key')} k using
      unnest(${set.keysDropped.map((one) => one.key)}::text[],
      ${set.keysDropped.map((one) => one.record_id)}::uuid[]) d (key, record_id)
      where k.key = d.key and k.record_id = d.record_id)`);
  }
  if (keys.length > 0) parts.push(addedKeys(set, keys));
  if (set.keysAdded.length > 0) parts.push(addedWords(set));
  const events = eventsOf(set, changes);
  return sql`with ${sql.join(parts)} insert into ${table('outbox')} (id, event, payload)
    select * from unnest(${events.map(() => newId())}::uuid[], ${events.map(() => recordsChanged.key)}::text[],
      ${events}::jsonb[])
    where not exists (select from ${table('model_floor')} where version > ${catalogOf(ctx).version})`;
}

function addedKeys({ ctx }: WriteSet, keys: Key[]): Sql {
  return sql`ka as (insert into ${ctx.db.table('record_key')} (key, record_id, object)
    select * from unnest(${keys.map((one) => one.key)}::text[], ${keys.map((one) => one.record_id)}::uuid[],
      ${keys.map((one) => one.object)}::text[]) on conflict do nothing)`;
}

function addedWords({ ctx, keysAdded }: WriteSet): Sql {
  const sounds = new Set<string>();
  for (const { key } of keysAdded) if (key.startsWith('w') && /^w[a-z]{4,}$/.test(key)) sounds.add(key.slice(1));
  return sql`sw as (insert into ${ctx.db.table('search_word')} (word)
    select * from unnest(${[...sounds].sort()}::text[]) on conflict do nothing)`;
}

const toldIds = 200; // ids one event carries; a screen that shows more reloads

/** One event an object. */
function eventsOf(set: WriteSet, changes: Change[]): string[] {
  return [...Map.groupBy(changes, (change) => change.object)].map(([key, some]) =>
    JSON.stringify({
      change_set_id: set.id,
      object: getObject(set.ctx, key).api,
      ids: some.slice(0, toldIds).map((change) => change.record_id),
      count: some.length,
      at: set.ctx.now.toISOString(),
      actor: set.ctx.actor.memberId,
      origin: set.origin,
    }),
  );
}

/** A record that was written twice in one change set has one line of history: what it was before the first time. */
export function combineChanges(changes: Change[]): Change[] {
  const byRecord = new Map<string, Change>();
  for (const change of changes) {
    const first = byRecord.get(change.record_id);
    byRecord.set(change.record_id, first ? joined(first, change) : change);
  }
  return [...byRecord.values()];
}

function joined(first: Change, next: Change): Change {
  // What was made and changed at once is still new; what was changed and then moved to the trash was removed.
  const verb = first.verb === 'create' || next.verb === 'update' ? first.verb : next.verb;
  const before = first.verb === 'create' ? null : { ...next.before, ...first.before };
  const after = first.verb === 'create' ? null : { ...first.after, ...next.after };
  return { ...next, verb, before, after };
}
