import { Failure, fail, failIf, type Issue } from '#shared/failure';
import type { Context } from '#kernel/workspace';
import { runBatch } from '../batch/run-batch.ts';
import { catalogOf, getObject, type ObjectModel } from '../catalog.ts';
import type { Values, Words } from '../define-object.ts';
import { requireRight, scopeFor } from '../query/scope.ts';
import { createRecords } from '../records/create.ts';
import { readValues } from '../records/parse.ts';
import type { WriteSet } from '../records/write-set.ts';

/** A deed that a module offers on many records at once, beside changing their fields. It runs in the background, page
 * by page, with the rights of whoever asked. */
export interface RecordAction {
  key: string;
  /** What a button says, and, in English, the history: `Create a task: 12 people`. */
  label: Words;
  /** Keys of the objects on whose records it can be done; all of them where it says none. */
  objects?: readonly string[];
  /** What one has to be allowed with a record for it to be done with that. */
  right: 'read' | 'update';
  /** What it makes: the actor has to be allowed to make such records. */
  creates?: string;
  /** What it asks for: fields of an object, by key. */
  input?: { object: string; fields: readonly string[]; required?: readonly string[] };
  /** Whether its change set takes it back. */
  undoable: boolean;
  run: (work: ActionWork) => Promise<ActionDone>;
}

/** A page of the records that an action is done with, all of them reached and locked. */
export interface ActionWork {
  set: WriteSet;
  object: ObjectModel;
  records: { id: string; values: Values }[];
  /** What was asked for, in its canonical form. */
  input: Values;
  /** The id that a new record has which is made for this one: what rules refuse is told of the record. */
  newIdFor: (record: string) => string;
}

/** What came of a page. Records that are neither changed nor refused were as they should be. */
export interface ActionDone {
  changed: number;
  refused?: { id: string; errors: Issue[] }[];
}

/** The action of a name for an object, or 422. */
export function requireRecordAction(ctx: Context, object: ObjectModel, key: string): RecordAction {
  const action = catalogOf(ctx).actions.get(key);
  return action && fits(action, object)
    ? action
    : fail('action.not_found', { detail: `${object.definition.label[1]} have no action "${key}".` });
}

function fits({ objects }: RecordAction, { key, definition }: ObjectModel): boolean {
  return definition.kind !== 'system' && !definition.internal && (objects?.includes(key) ?? true);
}

/** The actions that the actor may run on some records of an object, with the fields that they ask him for. */
export function actionsFor(ctx: Context, object: ObjectModel) {
  return [...catalogOf(ctx).actions.values()]
    .filter((action) => fits(action, object))
    .flatMap((action) => {
      const asked = askedFor(ctx, action);
      const allowed = scopeFor(ctx, object, action.right) !== 'none' && mayCreate(ctx, action);
      const lacks = action.input?.required?.some((key) => !asked?.fields.includes(key));
      if (!allowed || lacks) return [];
      const { key, label, undoable } = action;
      return [{ key, label, undoable, input: asked }];
    });
}

function mayCreate(ctx: Context, { creates }: RecordAction): boolean {
  return creates === undefined || scopeFor(ctx, getObject(ctx, creates), 'create') !== 'none';
}

function askedFor(ctx: Context, { input }: RecordAction) {
  if (!input) return null;
  const { api, fields, locked } = getObject(ctx, input.object);
  const open = input.fields.filter((key) => fields.has(key) && !locked.has(key) && !fields.get(key)!.archived);
  return { object: api, fields: open, required: [...(input.required ?? [])] };
}

/** Refuses an action that the actor may run on no record at all, or one without what it needs. */
export function requireRunnable(
  ctx: Context,
  object: ObjectModel,
  { run, input, mayBeEmpty }: { run: string; input: Values; mayBeEmpty: boolean },
): void {
  const action = requireRecordAction(ctx, object, run);
  requireRight(ctx, object, action.right);
  if (action.creates) requireRight(ctx, getObject(ctx, action.creates), 'create');
  if (!mayBeEmpty) failIf(readInput(ctx, action, input).issues);
}

/** Reads what an action was asked with; tells all that is wrong with it. */
export function readInput(ctx: Context, action: RecordAction, given: Values): { values: Values; issues: Issue[] } {
  const asked = askedFor(ctx, action);
  const unknown = Object.keys(given).filter((key) => !asked?.fields.includes(key));
  const issues: Issue[] = unknown.map((key) => ({
    pointer: `/input/${key}`,
    code: 'field.unknown',
    message: `This action does not ask for "${key}".`,
  }));
  if (!asked || issues.length > 0) return { values: {}, issues };
  const object = getObject(ctx, action.input!.object);
  const read = readValues({ ctx, action: null, trusted: false }, object, {
    values: given,
    pointer: '/input',
    names: true,
  });
  const missing = asked.required.filter((key) => (read.values[key] ?? null) === null && object.whole.fields.has(key));
  return { values: read.values, issues: [...read.issues, ...missing.map((key) => needed(object, key))] };
}

function needed(object: ObjectModel, key: string): Issue {
  const name = object.whole.fields.get(key)!.words.en;
  return { pointer: `/input/${key}`, code: 'field.required', message: `"${name}" is needed.` };
}

/** Makes one record for each of a page: what `valuesOf` answers with, in canonical form. */
export async function createForEach(
  { set, records, newIdFor }: ActionWork,
  key: string,
  valuesOf: (record: { id: string; values: Values }) => Values,
): Promise<ActionDone> {
  const made = records.map((record) => ({ id: newIdFor(record.id), values: valuesOf(record) }));
  try {
    await createRecords(set, getObject(set.ctx, key), made);
    return { changed: records.length };
  } catch (error) {
    if (!(error instanceof Failure) || !/^(input|access)\./.test(error.code)) throw error;
    // What is wrong with one is wrong with all: they differ in what they are about alone.
    const errors = issuesIn(error);
    return { changed: 0, refused: records.map(({ id }) => ({ id, errors })) };
  }
}

/** Changes each record of a page; one that refuses it is left as it is and told. */
export async function updateEach(
  { set, object, records }: ActionWork,
  valuesOf: (record: { id: string; values: Values }) => Values,
): Promise<ActionDone> {
  const before = set.changes.length;
  const operations = records.map((record) => ({ op: 'update' as const, id: record.id, values: valuesOf(record) }));
  const outcomes = await runBatch(set, object, { operations, pointer: () => '' });
  const refused = outcomes.flatMap((one, at) =>
    one instanceof Failure ? [{ id: records[at]!.id, errors: issuesIn(one) }] : [],
  );
  return { changed: set.changes.length - before, refused };
}

/** Everything that a refusal names. */
export const issuesIn = ({ details, code, message }: Failure): Issue[] =>
  details.issues ?? [{ pointer: '/', code, message }];
