import { fail } from '#shared/failure';
import { newId, prepared } from '#kernel/database';
import type { Context } from '#kernel/workspace';
import type { ObjectModel } from '../catalog.ts';
import type { Values } from '../define-object.ts';
import { withEveryRight } from '../query/scope.ts';
import { followWrites } from '../follow.ts';
import { flush } from './flush.ts';

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
  /** Records, by object, whose summaries the writer works out itself when all is written (`refreshSummariesOf`). */
  readonly postponed: ReadonlyMap<string, ReadonlySet<string>>;
}

export interface Touched {
  created: Set<string>;
  changed: Set<string>;
  /** Those whose derived fields were not worked out beside the write (`derivesAlone`). */
  stale: Set<string>;
  /** Ids that relation fields held before or hold now, by field. */
  pointed: Map<string, Set<string>>;
}

export interface WriteOptions {
  origin: Origin;
  label: string;
  action?: string;
  trusted?: boolean;
  undoes?: string;
  postponed?: ReadonlyMap<string, ReadonlySet<string>>;
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
    postponed: options.postponed ?? new Map(),
  };
  const worked = await work(set);
  await followWrites(withAllRights(set));
  if (set.changes.length === 0) return { result: await answer(worked), changeSetId: null };
  const last = await flush(set);
  const [told, result] = await Promise.all([set.ctx.db.run(last, prepared), answer(worked)]);
  if (told === 0) fail('database.model_changed');
  return { result, changeSetId: set.id };
}

/** Refuses to change or remove records that are only ever added, and what another action writes; what follows from
 * another deed, such as forgetting a person, may. */
export function requireChangeable(set: Pick<WriteSet, 'trusted' | 'action'>, object: ObjectModel): void {
  if (object.definition.appendOnly && !set.trusted) fail('record.append_only');
  requireItsAction(set, object);
}

/** Refuses to write records that an action of their own writes. */
export function requireItsAction({ trusted, action }: Pick<WriteSet, 'trusted' | 'action'>, object: ObjectModel): void {
  const { writtenBy = action } = object.definition;
  if (writtenBy !== action && !trusted) fail('record.has_its_action');
}

/** The same change set for what follows from a write that was allowed: it reaches records that the actor does not. */
export function withAllRights(set: WriteSet): WriteSet {
  return { ...set, trusted: true, ctx: withEveryRight(set.ctx) };
}

/** Refuses to remove records that are the firm's word to somebody else (`final`). */
export function requireNotFinal(
  { trusted }: Pick<WriteSet, 'trusted'>,
  { definition, whole }: ObjectModel,
  rows: readonly Record<string, unknown>[],
): void {
  const { final } = definition;
  if (!final || trusted) return;
  const column = whole.fields.get(final.field)!.column;
  if (rows.some((row) => final.values.includes(String(row[column])))) fail('record.final');
}

function newTouched(): Touched {
  return { created: new Set(), changed: new Set(), stale: new Set(), pointed: new Map() };
}

/** Remembers which rows of an object were written and what they point at. */
export function touch(
  set: WriteSet,
  object: ObjectModel,
  row: { id: string; created: boolean; values: Values[]; derived?: 'beside' },
): void {
  const touched = set.touched.get(object.key) ?? newTouched();
  set.touched.set(object.key, touched);
  if (!row.derived) touched.stale.add(row.id);
  (row.created ? touched.created : touched.changed).add(row.id);
  for (const { key } of object.referring) {
    const ids = touched.pointed.get(key) ?? new Set();
    touched.pointed.set(key, ids);
    for (const values of row.values) {
      const held = values[key];
      if (Array.isArray(held)) for (const id of held) ids.add(id as string);
      else if (held) ids.add(held as string);
    }
  }
}
