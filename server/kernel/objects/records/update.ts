import { isDeepStrictEqual } from 'node:util';
import { fail, failIf, type Issue } from '#shared/failure';
import { prepared, sql } from '#kernel/database';
import type { ObjectModel } from '../catalog.ts';
import { completerFor } from '../completion.ts';
import type { Values } from '../define-object.ts';
import type { Row } from '../fields/field-type.ts';
import { namedColumns, unseenHidden } from '../query/present.ts';
import { isOneOf, requireRight, scopeSql } from '../query/scope.ts';
import { worthNow } from '../rates/worth.ts';
import { explainUnique } from './insert.ts';
import { changeKeys } from './keys.ts';
import { lookUp, pointedIssues } from './look-ups.ts';
import { checkRecord, keepUnseen, readValues, valuesOf } from './parse.ts';
import { updateRows } from './row-sql.ts';
import { requireChangeable, touch, type WriteSet } from './write-set.ts';

/** What a writer asks of the record as it is now. */
export interface Precondition {
  /** The version the writer read (`If-Match`). */
  version?: number;
  /** Any later change refuses the write, not only one of the same field (`Kith-Strict`). */
  strict?: boolean;
}

export interface Patch extends Precondition {
  id: string;
  values: Values;
  pointer?: string;
}

interface Planned {
  id: string;
  pointer: string;
  row: Row;
  before: Values;
  after: Values;
  changed: string[];
}

/** Changes records of one object: only what differs is written, and what it was before is kept. Records that the
 * actor may not change are 404 as if they did not exist. Answers with the ids that really changed. */
export async function updateRecords(set: WriteSet, object: ObjectModel, patches: Patch[]): Promise<string[]> {
  requireRight(set.ctx, object, 'update');
  requireChangeable(set, object);
  const rows = await lockRows(
    set,
    object,
    patches.map((patch) => patch.id),
  );
  const issues: Issue[] = [];
  const said = set.trusted ? [] : patches.map((patch) => patch.values);
  const { complete } = await completerFor(set, object, {
    created: false,
    values: said,
    ids: patches.map((patch) => patch.id),
  });
  const sound = patches.flatMap((patch) => {
    const row =
      rows.get(patch.id) ?? fail('record.not_found', { detail: 'There is no such record, or you may not change it.' });
    const { pointer = '' } = patch;
    const read = readValues(set, object, { values: patch.values, pointer, names: true });
    issues.push(...read.issues);
    if (read.issues.length > 0) return [];
    const before = valuesOf(object, row);
    const completed = complete({ id: patch.id, before, values: read.values, pointer });
    issues.push(...completed.issues);
    if (completed.issues.length > 0) return [];
    return [{ patch, row, object, before, values: completed.values, pointer }];
  });
  const looked = await lookUp(set, sound);
  const planned: Planned[] = [];
  for (const { patch, row, before, values, pointer } of sound) {
    const given = keepUnseen(set, object, { before, values, seen: looked.seen });
    const plan = planChange(row, { before, given, pointer });
    requireVersion(row, patch);
    await requireNoConflict(set, object, { patch, plan });
    if (plan.changed.length === 0) continue;
    issues.push(...checkRecord(object, plan, pointer));
    planned.push(plan);
  }
  failIf(issues);
  failIf(
    planned.flatMap((plan) => {
      const { before, pointer } = plan;
      return pointedIssues(set, { object, values: pickChanged(plan), before, pointer }, looked);
    }),
  );
  if (planned.length > 0) await write(set, object, planned);
  return planned.map((plan) => plan.id);
}

/** Locks rows in the order of their ids, so that two bulk changes wait for each other instead of deadlocking. */
export async function lockRows(
  set: WriteSet,
  object: ObjectModel,
  ids: string[],
  options: { verb?: 'update' | 'delete'; trash?: boolean } = {},
): Promise<Map<string, Row>> {
  const { ctx } = set;
  const state = options.trash ? sql`deleted_at is not null` : sql`deleted_at is null`;
  const rows = await ctx.db.many<Row>(
    sql`select ${namedColumns([...object.columnTypes.keys()], 't')} from ${ctx.db.table(object.table)} t
    where ${isOneOf(sql`t.id`, ids)} and ${state} and
      ${scopeSql(ctx, object, { verb: options.verb ?? 'update', alias: 't' })}
    order by id for no key update`,
    prepared,
  );
  return new Map(rows.map((row) => [row['id'] as string, row]));
}

/** Refuses with 412 where the writer read a version that never was, or is strict and did not read the newest. */
export function requireVersion(row: Row, { version, strict }: Precondition): void {
  const now = row['version'] as number;
  if (version === undefined || version === now) return;
  if (version > now) fail('record.changed_since', { detail: 'This record has no such version. Read it again.' });
  if (strict)
    fail('record.changed_since', { detail: 'Somebody changed this record after you read it. Read it again.' });
}

function planChange(row: Row, { before, given, pointer }: { before: Values; given: Values; pointer: string }): Planned {
  const after = { ...before, ...given };
  const changed = Object.keys(given).filter((key) => !isDeepStrictEqual(before[key] ?? null, given[key] ?? null));
  return { id: row['id'] as string, pointer, row, before, after, changed };
}

function pickChanged({ after, changed }: Planned): Values {
  return Object.fromEntries(changed.map((key) => [key, after[key]]));
}

async function write(set: WriteSet, object: ObjectModel, planned: Planned[]): Promise<void> {
  const { ctx } = set;
  const columns = new Set<string>();
  const worth = worthNow(ctx);
  const written = planned.map((plan) => {
    const row: Row = {};
    for (const key of plan.changed) {
      const field = object.whole.fields.get(key)!;
      Object.assign(row, field.kind.toRow(plan.after[key], field, worth));
    }
    for (const name of Object.keys(row)) columns.add(name);
    return { plan, row };
  });
  // Rows that do not change a column of the set write what they have, under their lock.
  const rows = written.map(({ plan, row }) => {
    const full: Row = { id: plan.id };
    for (const name of columns) full[name] = name in row ? row[name] : plan.row[name];
    return full;
  });
  const { query, options } = updateRows(ctx, object, rows, [...columns]);
  try {
    await ctx.db.run(query, options);
  } catch (error) {
    throw explainUnique(error, object);
  }
  for (const plan of planned) note(set, object, plan);
}

function note(set: WriteSet, object: ObjectModel, plan: Planned): void {
  const pick = (values: Values) => Object.fromEntries(plan.changed.map((key) => [key, values[key] ?? null]));
  const version = (plan.row['version'] as number) + 1;
  set.changes.push({
    record_id: plan.id,
    object: object.key,
    verb: 'update',
    version,
    before: pick(plan.before),
    after: pick(plan.after),
  });
  if (object.keyed.some((field) => plan.changed.includes(field.key)))
    changeKeys(set, object, { id: plan.id, before: plan.before, after: plan.after });
  touch(set, object, { id: plan.id, created: false, values: [plan.before, plan.after], derived: 'beside' });
}

/** Later changes to other fields merge; a later change to the same field is told with mine, theirs and original. */
export async function requireNoConflict(
  set: WriteSet,
  object: ObjectModel,
  { patch, plan }: { patch: Precondition; plan: Omit<Planned, 'pointer'> },
): Promise<void> {
  const { ctx } = set;
  if (patch.version === undefined || patch.version === plan.row['version']) return;
  const later = await ctx.db.many<{
    version: number;
    before: Values | null;
    actor_name: string;
  }>(sql`select c.version, c.before, s.actor_name
    from ${ctx.db.table('change')} c join ${ctx.db.table('change_set')} s on s.id = c.change_set_id
    where c.record_id = ${plan.id} and c.version > ${patch.version} order by c.version`);
  const found = plan.changed.flatMap((key) => {
    const first = later.find((change) => change.before && key in change.before);
    const field = object.fields.get(key);
    if (!first || !field) return [];
    const values = { mine: plan.after[key], theirs: plan.before[key], original: first.before![key] };
    return [{ field: key, label: field.words, ...values, by: first.actor_name }];
  });
  if (found.length === 0) return;
  const hide = await unseenHidden(
    ctx,
    found.flatMap(({ field, mine, theirs, original }) =>
      [mine, theirs, original].map((value) => ({ field: object.fields.get(field)!, value })),
    ),
  );
  const conflicts = found.map((one) => {
    const field = object.fields.get(one.field)!;
    const [mine, theirs, original] = [one.mine, one.theirs, one.original].map((value) => hide(field, value));
    return { ...one, mine, theirs, original };
  });
  const issues = conflicts.map((one) => ({
    pointer: `/${one.field}`,
    code: 'record.conflict',
    message: `${one.by} changed "${one.label.en}" after you read it.`,
  }));
  fail('record.conflict', { issues, extra: { conflicts, version: plan.row['version'] }, detail: issues[0]!.message });
}
