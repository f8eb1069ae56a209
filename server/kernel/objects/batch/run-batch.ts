import { Failure, fail, failIf, type Issue } from '#shared/failure';
import type { ObjectModel } from '../catalog.ts';
import { completerFor } from '../completion.ts';
import { writeDrafts } from '../changes/drafts.ts';
import { insertMade } from '../records/create.ts';
import { lookUp } from '../records/look-ups.ts';
import type { WriteSet } from '../records/write-set.ts';
import { findRecords, lockValues } from './find-records.ts';
import { Records, type Done } from './records.ts';
import { asFailure, readStep, type Operation, type Step } from './step.ts';

/** How one operation of a batch ended. */
export type Outcome = Done | Failure;

export interface Batch {
  operations: Operation[];
  /** Where the values of an operation stand in the body. */
  pointer: (index: number) => string;
}

/** Runs operations on records of one object in their order, each on what those before it left, and writes what comes
 * of it: the statements are as many for a thousand operations as for one. Those that are refused change nothing. */
export async function runBatch(set: WriteSet, object: ObjectModel, batch: Batch): Promise<Outcome[]> {
  const { records, steps } = await prepare(set, object, batch);
  const outcomes: Outcome[] = [];
  for (const step of steps) outcomes.push(await attempt(records, step));
  await write(set, records);
  return outcomes;
}

/** As `runBatch`, all or nothing: where one is refused, nothing is written and all that is wrong is told. */
export async function runWhole(set: WriteSet, object: ObjectModel, batch: Batch): Promise<Done[]> {
  const { records, steps } = await prepare(set, object, batch);
  const done: Done[] = [];
  const issues: Issue[] = [];
  for (const [index, step] of steps.entries()) {
    const outcome = await attempt(records, step);
    if (!(outcome instanceof Failure)) done.push(outcome);
    else if (outcome.code === 'input.invalid') issues.push(...issuesOf(outcome, index));
    // What cannot be done at all is told first, with the operation.
    else if (issues.length === 0) throw named(outcome, index);
  }
  failIf(issues);
  await write(set, records);
  return done;
}

/** Runs one operation; what refuses it is told as it is. */
export async function runOne(set: WriteSet, object: ObjectModel, operation: Operation): Promise<Done> {
  const { records, steps } = await prepare(set, object, { operations: [operation], pointer: () => '' });
  const done = await attempt(records, steps[0]!);
  if (done instanceof Failure) throw done;
  await write(set, records);
  return done;
}

async function prepare(set: WriteSet, object: ObjectModel, { operations, pointer }: Batch) {
  const steps = operations.map((one, index) => readStep(set, object, one, pointer(index)));
  await lockValues(set, object, steps);
  const values = steps.map((step) => step.values);
  const created = operations.some(({ op }) => op === 'create' || op === 'upsert');
  const drafts = await findRecords(set, object, steps);
  const completer = await completerFor(set, object, { created, values, ids: [...drafts.keys()] });
  const records = new Records(set, object, { drafts, completer });
  records.take(await lookUp(set, records.pointing(steps), { unique: true }));
  return { records, steps };
}

async function attempt(records: Records, step: Step): Promise<Outcome> {
  if (step.refused) return step.refused;
  try {
    return await records.apply(step);
  } catch (error) {
    return asFailure(error);
  }
}

async function write(set: WriteSet, { drafts, made }: Records): Promise<void> {
  await writeDrafts(set, drafts.values());
  await insertMade(set, [...made.values()]);
}

function named(error: Failure, index: number): never {
  return fail(error.code, { ...error.details, detail: error.message, issues: issuesOf(error, index) });
}

/** What an operation was refused for, with pointers that begin with it. */
export function issuesOf(error: Failure, index: number): Issue[] {
  const pointer = `/operations/${index}`;
  const issues = error.details.issues ?? [{ pointer, code: error.code, message: error.message }];
  return issues.map((one) =>
    one.pointer.startsWith(pointer) ? one : { ...one, pointer: `${pointer}/values${one.pointer}` },
  );
}
