import { newId, prepared, sql, type Sql } from '#kernel/database';
import { recordsChanged } from '#kernel/events';
import type { Context } from '#kernel/workspace';
import { getObject, type ObjectModel } from '../catalog.ts';
import type { Values } from '../define-object.ts';
import { rewriteTimeline } from './timeline.ts';
import { refreshSummaries } from './summaries.ts';

/** From where a change came. */
export type Origin = 'screen' | 'api' | 'import' | 'automation' | 'mail' | 'agent' | 'system';

export type ChangeVerb = 'create' | 'update' | 'delete' | 'restore' | 'merge';

export interface Change {
  record_id: string;
  object: string;
  verb: ChangeVerb;
  version: number;
  before: Values | null;
  after: Values | null;
}

/** Everything written under one change set in one transaction; told to the database at the end, in one statement. */
export interface WriteSet {
  readonly ctx: Context;
  readonly id: string;
  readonly origin: Origin;
  readonly label: string;
  /** Key of the action that writes: it may write the fields that name it in `writtenBy`. */
  readonly action: string | null;
  /** The values come from our own planning and their relations are known to exist (imports, undo). */
  readonly trusted: boolean;
  readonly undoes: string | null;
  readonly changes: Change[];
  readonly keysAdded: { key: string; record_id: string; object: string }[];
  readonly keysDropped: { key: string; record_id: string }[];
  /** Rows of link and entry objects before and after, for what is worked out from them. */
  readonly touched: Map<string, Touched>;
  /** Summaries that the writer of a new record knew already, as `field:id`: they are not worked out again. */
  readonly settled: Set<string>;
  /** Objects whose summaries the writer works out itself when all is written (`refreshSummariesOf`). */
  readonly postponed: readonly string[];
}

export interface Touched {
  created: Set<string>;
  changed: Set<string>;
  /** Ids that relation fields held before or hold now, by field. */
  pointed: Map<string, Set<string>>;
}

export interface WriteOptions {
  origin: Origin;
  label: string;
  action?: string;
  trusted?: boolean;
  undoes?: string;
  postponed?: readonly string[];
  /** Goes on in a change set that an earlier transaction began (imports, bulk work). */
  id?: string;
}

/** Runs the work as one change set: who, when, from where, and what each record was before. Nothing is told where
 * nothing changed. */
export async function inChangeSet<T>(
  ctx: Context,
  options: WriteOptions,
  work: (set: WriteSet) => Promise<T>,
): Promise<{ result: T; changeSetId: string | null }> {
  return inChangeSetAnswering(ctx, options, { work, answer: async (result) => result });
}

/** As `inChangeSet`; `answer` reads what is answered. Its statements travel with the last one of the change set, which
 * the database has carried out before it comes to them. */
export async function inChangeSetAnswering<T, R>(
  ctx: Context,
  options: WriteOptions,
  { work, answer }: { work: (set: WriteSet) => Promise<T>; answer: (result: T) => Promise<R> },
): Promise<{ result: R; changeSetId: string | null }> {
  const set: WriteSet = {
    ctx,
    id: options.id ?? newId(),
    origin: options.origin,
    label: options.label,
    action: options.action ?? null,
    trusted: options.trusted ?? false,
    undoes: options.undoes ?? null,
    changes: [],
    keysAdded: [],
    keysDropped: [],
    touched: new Map(),
    settled: new Set(),
    postponed: options.postponed ?? [],
  };
  const worked = await work(set);
  if (set.changes.length === 0) return { result: await answer(worked), changeSetId: null };
  const last = await flush(set);
  const [, result] = await Promise.all([set.ctx.db.run(last, prepared), answer(worked)]);
  return { result, changeSetId: set.id };
}

/** The same change set for what follows from a write that was allowed: it reaches records that the actor does not. */
export function withAllRights(set: WriteSet): WriteSet {
  return { ...set, trusted: true, ctx: { ...set.ctx, actor: { ...set.ctx.actor, role: 'owner' } } };
}

/** Remembers which rows of an object were written and what they point at. */
export function touch(
  set: WriteSet,
  object: ObjectModel,
  row: { id: string; created: boolean; values: Values[] },
): void {
  const touched = set.touched.get(object.key) ?? { created: new Set(), changed: new Set(), pointed: new Map() };
  set.touched.set(object.key, touched);
  (row.created ? touched.created : touched.changed).add(row.id);
  for (const field of object.fields.values()) {
    if (!field.kind.refers || field.system) continue;
    const ids = touched.pointed.get(field.key) ?? new Set();
    for (const values of row.values) for (const id of [values[field.key]].flat()) if (id) ids.add(id as string);
    touched.pointed.set(field.key, ids);
  }
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

/** Brings everything that follows from the changes up to date but for the last statement, which it answers with. */
async function flush(set: WriteSet): Promise<Sql> {
  const combined = combineChanges(set.changes);
  set.changes.splice(0, set.changes.length, ...combined);
  const shown = await rewriteTimeline(set);
  await refreshSummaries(set, shown);
  return flushSql(set);
}

/** History, key table, search words and outbox in one statement: one round trip, whatever the number of records. */
function flushSql(set: WriteSet): Sql {
  const { ctx, changes } = set;
  const table = ctx.db.table;
  const at = ctx.now.toISOString();
  const rows = changes.map((change) => ({ ...change, at, change_set_id: set.id }));
  const parts = [
    sql`cs as (insert into ${table('change_set')} as cs (id, member_id, actor_name, origin, label, at, records,
      undoes_id)
      values (${set.id}, ${ctx.actor.memberId}, ${ctx.actor.name}, ${set.origin}, ${set.label}, ${at},
        ${changes.length}, ${set.undoes})
      on conflict (id) do update set records = cs.records + excluded.records)`,
    sql`ch as (insert into ${table('change')} (record_id, at, change_set_id, object, verb, version, before, after)
      select record_id, at, change_set_id, object, verb, version, before, after
      from json_populate_recordset(null::${table('change')}, ${JSON.stringify(rows)}::json))`,
  ];
  if (set.keysDropped.length > 0) {
    parts.push(sql`kd as (delete from ${table('record_key')} k using
      unnest(${set.keysDropped.map((one) => one.key)}::text[],
      ${set.keysDropped.map((one) => one.record_id)}::uuid[]) d (key, record_id)
      where k.key = d.key and k.record_id = d.record_id)`);
  }
  if (set.keysAdded.length > 0) parts.push(...addedKeys(set));
  return sql`with ${sql.join(parts)} insert into ${table('outbox')} (id, event, payload)
    select * from unnest(${outboxIds(set)}::uuid[], ${outboxEvents(set)}::text[], ${outboxPayloads(set)}::jsonb[])`;
}

function addedKeys(set: WriteSet): Sql[] {
  const table = set.ctx.db.table;
  const added = set.keysAdded;
  const sounds = new Set(added.map((one) => one.key).filter((key) => /^w[a-z]{4,}$/.test(key)));
  return [
    sql`ka as (insert into ${table('record_key')} (key, record_id, object)
      select * from unnest(${added.map((one) => one.key)}::text[], ${added.map((one) => one.record_id)}::uuid[],
        ${added.map((one) => one.object)}::text[]) on conflict do nothing)`,
    sql`sw as (insert into ${table('search_word')} (word)
      select * from unnest(${[...sounds].sort().map((key) => key.slice(1))}::text[]) on conflict do nothing)`,
  ];
}

const toldIds = 200; // ids one event carries; a screen that shows more reloads

function byObject(set: WriteSet): [string, Change[]][] {
  return [...Map.groupBy(set.changes, (change) => change.object)];
}

function outboxIds(set: WriteSet): string[] {
  return byObject(set).map(() => newId());
}

function outboxEvents(set: WriteSet): string[] {
  return byObject(set).map(() => recordsChanged.key);
}

function outboxPayloads(set: WriteSet): string[] {
  return byObject(set).map(([key, changes]) =>
    JSON.stringify({
      change_set_id: set.id,
      object: getObject(set.ctx, key).api,
      ids: changes.slice(0, toldIds).map((change) => change.record_id),
      count: changes.length,
      actor: set.ctx.actor.memberId,
      origin: set.origin,
    }),
  );
}
