import { isDeepStrictEqual } from 'node:util';
import { sql } from '#kernel/database';
import type { JobRun } from '#kernel/jobs';
import type { FieldModel, ObjectModel } from '../catalog.ts';
import { fieldTypes } from '../fields/all.ts';
import type { Row } from '../fields/field-type.ts';
import { worthNow, type Worth } from '../rates/worth.ts';
import { convertedOrNull } from './convert-value.ts';
import { shadowColumns, type Shadow } from './shadows.ts';

/** What one pass over the records came to. */
export interface Passed {
  seen: number;
  written: number;
  /** Records whose value does not fit, and some of them. */
  unfit: number;
  examples: { id: string; value: string }[];
}

interface Carried {
  object: ObjectModel;
  field: FieldModel;
  shadow: Shadow;
}

// Records of one transaction: their rows are locked that long.
const pageSize = 1_000;
const mostExamples = 5;

/** Gives every record in the columns of a shadow what its value is there, a page in each transaction; what is right
 * already is not written. Neither the version nor the history of a record changes by it. Null where it was stopped. */
export async function carryOver(job: JobRun, carried: Carried): Promise<Passed | null> {
  const passed: Passed = { seen: 0, written: 0, unfit: 0, examples: [] };
  for (let after = '00000000-0000-0000-0000-000000000000'; ;) {
    if (job.stopped()) return null;
    const last = await carryPage(job, carried, { after, passed });
    await job.progress(passed.seen, null);
    if (last === null) return passed;
    after = last;
  }
}

/** Answers with the id of the last record, or null where there is none behind it. */
function carryPage(
  job: JobRun,
  { object, field, shadow }: Carried,
  { after, passed }: { after: string; passed: Passed },
): Promise<string | null> {
  const names = [...new Set([...field.kind.columns(field), ...shadowColumns(shadow)].map(({ name }) => name))];
  const [column, other] = [field.column, shadow.column!].map((name) => sql.id('t', name));
  const columns = sql.join(names.map((one) => sql.id('t', one)));
  return job.transaction(async (ctx) => {
    const table = ctx.db.table(object.table);
    const rows = await ctx.db.many<Row & { id: string }>(sql`select t.id, ${columns} from ${table} t
      where t.id > ${after}::uuid and (${column} is not null or ${other} is not null)
      order by t.id limit ${pageSize} for no key update`);
    const due = rows.flatMap((row) => dueRow(row, { field, shadow, worth: worthNow(ctx) }, passed));
    passed.seen += rows.length;
    passed.written += due.length;
    if (due.length > 0) {
      const sets = shadowColumns(shadow).map(({ name }) => sql`${sql.id(name)} = n.${sql.id(name)}`);
      await ctx.db.run(sql`update ${table} t set ${sql.join(sets)}
        from json_populate_recordset(null::${table}, ${JSON.stringify(due)}::json) n where t.id = n.id`);
    }
    return rows.length < pageSize ? null : rows.at(-1)!.id;
  });
}

/** The columns of a record that have to be written; none where they are right. */
function dueRow(
  row: Row & { id: string },
  { field, shadow, worth }: Pick<Carried, 'field' | 'shadow'> & { worth: Worth },
  passed: Passed,
): Row[] {
  const kind = fieldTypes.get(shadow.type)!;
  const as = { column: shadow.column } as never;
  const value = row[field.column] === null ? null : field.kind.fromRow(row, field);
  const converted = convertedOrNull(value, field.type, { to: shadow.type, reading: shadow.reading });
  if (!converted) {
    passed.unfit += 1;
    const text = field.kind.value.format(value).slice(0, 200);
    if (passed.examples.length < mostExamples) passed.examples.push({ id: row.id, value: text });
  }
  const wanted = converted?.value ?? null;
  const there = row[shadow.column!] === null ? null : kind.fromRow(row, as);
  return isDeepStrictEqual(there, wanted) ? [] : [{ id: row.id, ...kind.toRow(wanted, as, worth) }];
}
