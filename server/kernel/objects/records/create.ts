import { failIf, type Issue } from '#shared/failure';
import { newId } from '#kernel/database';
import type { Context } from '#kernel/workspace';
import type { FieldModel, ObjectModel } from '../catalog.ts';
import { completerFor, type Completer } from '../completion.ts';
import type { Values } from '../define-object.ts';
import { requireRight } from '../query/scope.ts';
import { insertRecords } from './insert.ts';
import { changeKeys } from './keys.ts';
import { lookUp, pointedIssues } from './look-ups.ts';
import { checkRecord, readValues, type Input } from './parse.ts';
import { requireItsAction, touch, type WriteSet } from './write-set.ts';

export interface NewRecord extends Input {
  id?: string;
  /** Where an imported record came from: file, sheet, row, its own id, columns nobody understood. */
  source?: unknown;
}

export interface Created {
  id: string;
  values: Values;
}

/** Creates records of one object in one INSERT. All are made or none; everything wrong with all of them is told. */
export async function createRecords(set: WriteSet, object: ObjectModel, records: NewRecord[]): Promise<Created[]> {
  return createTogether(
    set,
    records.map((record) => ({ ...record, object })),
  );
}

/** Creates records of any objects in one statement; those that come with an id may be pointed at by the others. */
export async function createTogether(set: WriteSet, records: (NewRecord & { object: ObjectModel })[]): Promise<Made[]> {
  for (const object of new Set(records.map((record) => record.object))) {
    requireRight(set.ctx, object, 'create');
    requireItsAction(set, object);
  }
  const issues: Issue[] = [];
  const completers = await completersOf(set, records);
  const made = records.map((record) => {
    const { values, issues: found } = prepareRecord(set, record.object, record, completers.get(record.object)!);
    issues.push(...found);
    const { object, pointer = '', source = null } = record;
    return { object, id: record.id ?? newId(), values, source, pointer };
  });
  failIf(issues);
  const looked = await lookUp(set, made);
  for (const { object, id } of made)
    for (const name of [object.key, `${object.key}!`]) looked.seen.set(`${name}:${id}`, true);
  failIf(made.flatMap((record) => pointedIssues(set, record, looked)));
  await insertMade(set, made);
  return made;
}

async function completersOf({ ctx }: WriteSet, records: (NewRecord & { object: ObjectModel })[]) {
  const completers = new Map<ObjectModel, Completer>();
  for (const [object, some] of Map.groupBy(records, (record) => record.object)) {
    const values = some.map((record) => record.values);
    completers.set(object, await completerFor(ctx, object, { created: true, values }));
  }
  return completers;
}

/** The values of a new record, with those that it gets by itself, and what is wrong with them. */
export function prepareRecord(
  set: WriteSet,
  object: ObjectModel,
  record: NewRecord,
  completer: Completer,
): { values: Values; issues: Issue[] } {
  const read = readValues(set, object, { ...record, names: true });
  const { pointer = '' } = record;
  const completed = completer.complete({ before: null, values: read.values, pointer });
  const values = withDefaults(set.ctx, object, completed.values);
  const whole = { before: null, after: values, now: set.ctx.now };
  const wrong = [...read.issues, ...completed.issues];
  return { values, issues: wrong.length > 0 ? wrong : checkRecord(object, whole, pointer) };
}

/** A record that is ready to be written, its values in canonical form. */
export interface Made extends Created {
  object: ObjectModel;
  source: unknown;
  pointer: string;
}

/** Writes new records that were looked over, in one statement, and notes them for the end of the change set. */
export async function insertMade(set: WriteSet, made: Made[]): Promise<void> {
  const byObject = Map.groupBy(made, (record) => record.object);
  await insertRecords(set, byObject);
  for (const [object, records] of byObject) {
    const summed = object.stored.filter((field) => field.summary).map((field) => field.key);
    const nothing = emptyOf(object);
    for (const { id, values } of records) {
      set.changes.push({ record_id: id, object: object.key, verb: 'create', version: 1, before: null, after: null });
      changeKeys(set, object, { id, before: null, after: values });
      touch(set, object, { id, created: true, values: [values], derived: 'beside' });
      // A count begins at zero; only what the writer said himself is known for what follows in this change set.
      for (const key of summed) if (values[key] !== nothing[key]) set.settled.add(`${key}:${id}`);
    }
  }
}

/** Creates one record. */
export async function createRecord(set: WriteSet, object: ObjectModel, values: Values): Promise<Created> {
  const [created] = await createRecords(set, object, [{ values }]);
  return created!;
}

function withDefaults(ctx: Context, object: ObjectModel, given: Values): Values {
  // Copied from one that has all keys: an object that grows key by key is moved again and again.
  const values: Values = { ...emptyOf(object) };
  for (const field of object.stored) {
    const value = field.key in given ? given[field.key] : defaultOf(ctx, field.defaultsTo);
    if (value !== null && value !== undefined) values[field.key] = value;
  }
  return values;
}

const empty = new WeakMap<ObjectModel, Values>();

/** A record of the object without values. */
function emptyOf(object: ObjectModel): Values {
  const known = empty.get(object);
  if (known) return known;
  const made = Object.fromEntries(object.stored.map((field) => [field.key, countsOthers(field) ? 0 : null]));
  empty.set(object, made);
  return made;
}

/** Nothing points at a new record yet. */
function countsOthers({ summary }: FieldModel): boolean {
  return summary?.kind === 'aggregate' && summary.fn === 'count';
}

function defaultOf(ctx: Context, rule: unknown): unknown {
  if (rule === 'actor') return ctx.actor.memberId;
  if (rule === 'now') return ctx.now.toISOString();
  return rule;
}
