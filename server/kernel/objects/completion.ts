import type { Issue } from '#shared/failure';
import type { Context } from '#kernel/workspace';
import type { ObjectModel } from './catalog.ts';
import type { Values } from './define-object.ts';
import type { Origin, WriteSet } from './records/write-set.ts';

/** What is about to be written of a record: `before` is null of a new one, `values` are in their canonical form, but
 * that relations which may be named (`named`) may hold a name. */
export interface Completing {
  /** Null of a new record. */
  id: string | null;
  before: Values | null;
  values: Values;
  pointer: string;
}

/** Completes records in memory, however many. */
export interface Completer {
  /** All that is to be written of a record, and what is wrong with it. */
  complete: (record: Completing) => { values: Values; issues: Issue[] };
  /** What it may point records at, as `object:id`: all of it is there for whoever writes. */
  seen: readonly string[];
}

/** By whom, or what, and of which records something is written. */
export interface CompletingSet {
  origin: Origin;
  /** Records that are there and may be changed by it. */
  ids: readonly string[];
}

/** Lets an object say what is written beside what somebody writes, before it is written: nothing is written twice. */
export interface Completion {
  /** Fields whose change has more follow; for a new record something always does. */
  fields: readonly string[];
  /** Reads what records are completed by, in as many statements for a thousand of them as for one. */
  prepare: (ctx: Context, set: CompletingSet) => Promise<Completer>;
}

const asGiven: Completer = { complete: ({ values }) => ({ values, issues: [] }), seen: [] };

/** What completes records of an object; nothing where nothing follows from these values. */
export async function completerFor(
  { ctx, origin }: Pick<WriteSet, 'ctx' | 'origin'>,
  object: ObjectModel,
  { created, values, ids = [] }: { created: boolean; values: readonly Values[]; ids?: readonly string[] },
): Promise<Completer> {
  const { completion } = object.definition;
  const needed = completion && (created || values.some((one) => completes(object, one)));
  return needed ? completion.prepare(ctx, { origin, ids }) : asGiven;
}

/** Whether more follows for a record that is there from a change of these values. */
export function completes({ definition }: ObjectModel, values: Values): boolean {
  return definition.completion?.fields.some((key) => key in values) ?? false;
}

const id = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;
const longestName = 1_000;

/** Whether somebody gave the name of a record instead of its id. */
export function isName(given: unknown): given is string {
  return typeof given === 'string' && given.trim() !== '' && given.length <= longestName && !id.test(given);
}
