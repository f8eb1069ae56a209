import { Failure } from '#shared/failure';
import { sql } from '#kernel/database';
import type { ObjectModel } from '../catalog.ts';
import type { Values } from '../define-object.ts';
import type { Row } from '../fields/field-type.ts';
import { derivesAlone } from '../formula/derived-beside.ts';
import { worthNow, type Worth } from '../rates/worth.ts';
import { uniqueFieldOf } from '../schema/plan-tables.ts';
import { insertRows } from './row-sql.ts';
import type { WriteSet } from './write-set.ts';

/** A record that is about to be written, its values in canonical form. */
interface Made {
  id: string;
  values: Values;
  source: unknown;
}

/** From here on rows go by COPY: below it, one INSERT is the shorter talk with the server. */
export const copiedFrom = 50;

/** Writes the rows of new records in one statement, of whatever objects. Only columns that hold anything are named: a
 * firm with two hundred custom fields pays for those it fills. */
export async function insertRecords(set: WriteSet, records: ReadonlyMap<ObjectModel, Made[]>): Promise<void> {
  const filled = [...records].map(([object, some]) => filledRows(set, object, some));
  if (filled.length === 0) return;
  try {
    if (filled.length === 1) await insertFilled(set, filled[0]!);
    else await insertSeveral(set, filled);
  } catch (error) {
    throw filled.reduce((cause, { object }) => explainUnique(cause, object), error);
  }
}

interface Filled {
  object: ObjectModel;
  rows: Row[];
  /** Columns that hold anything, with their types. */
  columns: [string, string][];
}

function filledRows(set: WriteSet, object: ObjectModel, records: Made[]): Filled {
  const filled = new Set<string>();
  const worth = worthNow(set.ctx);
  const rows = records.map((record) => rowOf(set, object, { record, filled, worth }));
  return { object, rows, columns: [...object.columnTypes].filter(([name]) => filled.has(name)) };
}

const namesIn = ({ columns }: Filled) => columns.map(([name]) => name);

async function insertFilled({ ctx }: WriteSet, filled: Filled): Promise<void> {
  const { object, rows, columns } = filled;
  // COPY works nothing out, and a second write of each row costs more than it saves.
  if (rows.length < copiedFrom || derivesAlone(ctx, object)) {
    const { query, options } = insertRows(ctx, object, inOrder(object, rows), namesIn(filled));
    await ctx.db.run(query, options);
  } else {
    const typed = columns.map(([name, type]) => ({ name, type }));
    await ctx.db.copy(object.table, typed, inOrder(object, rows));
  }
}

async function insertSeveral({ ctx }: WriteSet, filled: Filled[]): Promise<void> {
  const arms = filled.map((one, at) => {
    const { query } = insertRows(ctx, one.object, one.rows, namesIn(one));
    return sql`${sql.raw(`i${at}`)} as (${query})`;
  });
  await ctx.db.run(sql`with ${sql.join(arms)} select 1`);
}

interface Filling {
  record: Made;
  filled: Set<string>;
  worth: Worth;
}

function rowOf({ ctx }: WriteSet, object: ObjectModel, { record, filled, worth }: Filling): Row {
  const at = ctx.now.toISOString();
  const who = ctx.actor.memberId;
  const { id, source } = record;
  const row: Row = { id, version: 1, created_at: at, created_by_id: who, updated_at: at, updated_by_id: who, source };
  for (const field of object.stored) {
    const value = record.values[field.key];
    // Nothing in the main column is nothing in those beside it.
    if (value !== null && value !== undefined) Object.assign(row, field.kind.toRow(value, field, worth));
  }
  for (const name in row) if (row[name] !== null && row[name] !== undefined) filled.add(name);
  return row;
}

/** In the order of the title, as most indexes are: neighbours go to the same page one after the other. */
function inOrder(object: ObjectModel, rows: Row[]): Row[] {
  const column = object.title.kind.sort?.column(object.title);
  if (!column) return rows;
  const key = (row: Row) => (row[column] as string | null | undefined) ?? '';
  return rows.toSorted((a, b) => (key(a) < key(b) ? -1 : key(a) > key(b) ? 1 : 0));
}

/** Names the field whose value another record has already. */
export function explainUnique(error: unknown, object: ObjectModel): unknown {
  const constraint = (error as { constraint?: string })?.constraint;
  const field = constraint ? uniqueFieldOf(object, constraint) : null;
  if (!field) return error;
  // What is hidden from the writer is not named to them.
  if (!object.fields.has(field.key)) return new Failure('record.not_unique', { cause: error });
  const message = `Another record has this "${field.words.en}" already.`;
  const issues = [{ pointer: `/${field.key}`, code: 'record.not_unique', message }];
  return new Failure('record.not_unique', { cause: error, detail: message, issues });
}
