import { sql, type Pools } from '#kernel/database';
import { defineJob, type JobRun } from '#kernel/jobs';
import type { Context } from '#kernel/workspace';
import { catalogOf, type FieldModel, type ObjectModel } from '../catalog.ts';
import { raiseModel } from '../customize/add-field.ts';
import { keepFieldChanges } from '../customize/field-history.ts';
import { layFields } from '../customize/field-settings.ts';
import { buildIndex, dropIndex } from '../schema/build-index.ts';
import { uniquePlan } from '../schema/plan-tables.ts';
import { uniqueWork } from './queue-unique.ts';
import { findDoubled } from './doubled-values.ts';

/** Has the unique index of a field follow what administrators say of it, beside the work of others. Where equal values
 * were written meanwhile the field is not unique after all, which its result tells. */
export function uniqueJob(pools: Pools) {
  return defineJob({
    ...uniqueWork,
    run: async (job, given) => {
      const object = catalogOf(job).objects.get(given.object)?.whole;
      const field = object?.fields.get(given.field);
      if (!object || !field) return { unique: false, doubled: 0 };
      const plan = uniquePlan(object, field);
      if (!(await job.transaction((ctx) => isWanted(ctx, object, field)))) {
        await dropIndex(pools, job.workspace, plan);
        return { unique: false, doubled: 0 };
      }
      try {
        await buildIndex(pools, job.workspace, { object, plan });
        return { unique: true, doubled: 0 };
      } catch (error) {
        if ((error as { code?: string }).code !== '23505') throw error;
        return giveUp(pools, job, { object, field });
      }
    },
  });
}

/** As the tables say it now, whatever model the job began with. */
async function isWanted(ctx: Context, object: ObjectModel, field: FieldModel): Promise<boolean> {
  const row = await ctx.db.maybe<{ wanted: boolean }>(sql`select
      coalesce((s.setting->>'unique')::boolean, (f.definition->>'unique')::boolean, false) as wanted
    from ${ctx.db.table('custom_field')} f
    left join ${ctx.db.table('field_setting')} s on s.object = f.object and s.key = f.key
    where f.object = ${object.key} and f.key = ${field.key}`);
  return row?.wanted ?? false;
}

/** Equal values were written while the index was built: the field is not unique after all. */
async function giveUp(
  pools: Pools,
  job: JobRun,
  { object, field }: { object: ObjectModel; field: FieldModel },
): Promise<{ unique: false; doubled: number }> {
  const doubled = await job.transaction(async (ctx) => {
    const found = await findDoubled(ctx, object, field);
    if (!(await isWanted(ctx, object, field))) return found.doubled;
    const change = await layFields(ctx, object, { key: field.key, setting: { unique: false } });
    await keepFieldChanges(ctx, {
      label: `Not unique after all: ${field.words.en}`,
      changes: [change],
    });
    return found.doubled;
  });
  await raiseModel(pools, job.workspace);
  return { unique: false, doubled };
}
