import { Failure, failIf, type Issue } from '#shared/failure';
import { newId } from '#kernel/database';
import type { Context } from '#kernel/workspace';
import type { FieldModel, ObjectModel } from '../catalog.ts';
import type { Values } from '../define-object.ts';
import { requireRight } from '../query/scope.ts';
import { uniqueFieldOf } from '../schema/plan-tables.ts';
import { checkFiles } from './check-files.ts';
import { changeKeys } from './keys.ts';
import { checkRecord, checkRelations, readValues, type Input } from './parse.ts';
import { insertRows } from './row-sql.ts';
import { touch, type WriteSet } from './write-set.ts';

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
  requireRight(set.ctx, object, 'create');
  const issues: Issue[] = [];
  const made = records.map((record) => {
    const read = readValues(set, object, record);
    const values = withDefaults(set.ctx, object, read.values);
    const broken = read.issues.length > 0 ? [] : checkRecord(object, { before: null, after: values }, record.pointer);
    issues.push(...read.issues, ...broken);
    return { id: record.id ?? newId(), values, source: record.source ?? null, pointer: record.pointer ?? '' };
  });
  failIf(issues);
  await checkRelations(set, object, made);
  await checkFiles(set, object, made);
  await insert(set, object, made);
  for (const { id, values } of made) {
    set.changes.push({ record_id: id, object: object.key, verb: 'create', version: 1, before: null, after: null });
    changeKeys(set, object, { id, before: null, after: values });
    touch(set, object, { id, created: true, values: [values] });
    for (const field of object.fields.values()) {
      if (field.summary && values[field.key] != null) set.settled.add(`${field.key}:${id}`);
    }
  }
  return made;
}

/** Creates one record. */
export async function createRecord(set: WriteSet, object: ObjectModel, values: Values): Promise<Created> {
  const [created] = await createRecords(set, object, [{ values }]);
  return created!;
}

function withDefaults(ctx: Context, object: ObjectModel, given: Values): Values {
  const values: Values = {};
  for (const field of object.fields.values()) {
    if (field.system) continue;
    const value = field.key in given ? given[field.key] : defaultOf(ctx, field.defaultsTo);
    values[field.key] = value ?? (countsOthers(field) ? 0 : null);
  }
  return values;
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

async function insert(
  set: WriteSet,
  object: ObjectModel,
  records: { id: string; values: Values; source: unknown }[],
): Promise<void> {
  const { ctx } = set;
  const at = ctx.now.toISOString();
  const who = ctx.actor.memberId;
  const rows = records.map(({ id, values, source }) => {
    const row: Values = {
      id,
      version: 1,
      created_at: at,
      created_by_id: who,
      updated_at: at,
      updated_by_id: who,
      source,
    };
    for (const field of object.fields.values())
      if (!field.system) Object.assign(row, field.kind.toRow(values[field.key], field));
    return row;
  });
  if (rows.length === 0) return;
  // Only the columns that hold anything: a firm with two hundred custom fields pays for those it fills.
  const columns = Object.keys(rows[0]!).filter((name) =>
    rows.some((row) => row[name] !== null && row[name] !== undefined),
  );
  const { query, options } = insertRows(ctx, object, rows, columns);
  try {
    await ctx.db.run(query, options);
  } catch (error) {
    throw explainUnique(error, object);
  }
}

/** Names the field whose value another record has already. */
export function explainUnique(error: unknown, object: ObjectModel): unknown {
  const constraint = (error as { constraint?: string })?.constraint;
  const field = constraint ? uniqueFieldOf(object, constraint) : null;
  if (!field) return error;
  const message = `Another record has this "${field.words.en}" already.`;
  const issues = [{ pointer: `/${field.key}`, code: 'record.not_unique', message }];
  return new Failure('record.not_unique', { cause: error, detail: message, issues });
}
