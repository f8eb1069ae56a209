import { sql, type Pools } from '#kernel/database';
import { z } from '#kernel/http';
import { defineJob, type JobRun } from '#kernel/jobs';
import type { Context } from '#kernel/workspace';
import { readUndoDays } from '../changes/undo-days.ts';
import { catalogOf, type FieldModel, type ObjectModel } from '../catalog.ts';
import { raiseModel } from '../customize/add-field.ts';
import { layFields } from '../customize/field-settings.ts';
import { alterTables } from '../schema/apply.ts';
import { shadowColumns, type Shadow } from './shadows.ts';

/** Every night: the columns that a field had under other types are let go when no undo needs them any more, and taken
 * away the night after, when nobody has the model of before in hand. Where deeds can be undone for ever they stay. */
export function dropColumnsJob(pools: Pools) {
  return defineJob({
    key: 'objects.drop_columns',
    input: z.object({}),
    attempts: 3,
    everySeconds: 86_400,
    run: async (job) => {
      const days = await job.transaction(readUndoDays);
      const shadowed = [...catalogOf(job).objects.values()].flatMap((object) =>
        object.stored.filter((field) => field.shadows).map((field) => ({ object, field })),
      );
      let dropped = 0;
      for (const one of shadowed) dropped += await dropGone(pools, job, one);
      if (days === null || shadowed.length === 0) return { dropped };
      const let_go = await job.transaction(async (ctx) => {
        let count = 0;
        for (const one of shadowed) count += await letGo(ctx, one, days);
        return count;
      });
      if (let_go > 0) await raiseModel(pools, job.workspace);
      return { dropped, let_go };
    },
  });
}

interface Shadowed {
  object: ObjectModel;
  field: FieldModel;
}

/** Takes away the columns that were let go a night ago. */
async function dropGone(pools: Pools, job: JobRun, { object, field }: Shadowed): Promise<number> {
  const gone = field.shadows!.filter((one) => one.gone);
  if (gone.length === 0) return 0;
  const names = gone.flatMap(({ type, gone: column }) => shadowColumns({ type, column: column! }));
  await alterTables(pools, job.workspace, (table) =>
    names.map(({ name }) => sql`alter table ${table(object.table)} drop column if exists ${sql.id(name)}`),
  );
  await job.transaction((ctx) => {
    const shadows = field.shadows!.map(({ gone: _gone, ...shadow }): Shadow => shadow);
    return layFields(ctx, object, { key: field.key, setting: { shadows } });
  });
  await raiseModel(pools, job.workspace);
  return names.length;
}

/** Lets go of what no undo may bring back: neither that of the change of type, nor one of its undo. */
async function letGo(ctx: Context, { object, field }: Shadowed, days: number): Promise<number> {
  const { at } = await ctx.db.one<{ at: string | null }>(sql`select max(at) as at from ${ctx.db.table('change')}
    where object = 'field' and after->>'object' = ${object.key} and after->>'key' = ${field.key}
      and after->'setting' ? 'shadows'`);
  const isOld = (moment: string) => ctx.now.getTime() - Date.parse(moment) > days * 86_400_000;
  const old = (one: Shadow) => one.column !== null && !one.pending && isOld(at ?? one.since);
  const due = field.shadows!.filter(old);
  if (due.length === 0) return 0;
  const shadows = field.shadows!.map((one) => (old(one) ? { ...one, column: null, gone: one.column! } : one));
  await layFields(ctx, object, { key: field.key, setting: { shadows } });
  return due.length;
}
