import { sql, type Pools } from '#kernel/database';
import { defineJob, enqueue } from '#kernel/jobs';
import { z } from '#kernel/http';
import type { Context } from '#kernel/workspace';
import { catalogOf, type ObjectModel } from '../catalog.ts';
import { fieldNames } from '../query/filter-fields.ts';
import { buildIndex } from '../schema/build-index.ts';
import { fieldPlans } from '../schema/plan-tables.ts';

const input = z.object({ object: z.string(), fields: z.array(z.string()).max(100) });

/** Builds the indexes that a saved view needs for its filter and its order, beside the work of others. `pools` is null
 * where only the name of the job is needed, to put it in the queue. */
export function indexViewJob(pools: Pools | null) {
  return defineJob({
    key: 'objects.index_view',
    input,
    attempts: 5,
    run: async (job, { object, fields }: z.infer<typeof input>) => {
      const model = catalogOf(job).objects.get(object);
      if (!model || !pools) return { built: [] };
      const wanted = fields
        .flatMap((key) => model.fields.get(key) ?? [])
        .filter((field) => !field.index && !field.unique);
      const built: string[] = [];
      for (const plan of wanted.flatMap((field) => fieldPlans(model, field))) {
        const name = await buildIndex(pools, job.workspace, { object: model, plan });
        if (name) built.push(name);
      }
      return { built };
    },
  });
}

// Rows of a table, as the planner knows them, from which building an index takes seconds.
const heavyFrom = 50_000;

/** Puts the building of what some fields need in the queue; that of a large table goes to the background process. */
export async function queueIndexes(
  ctx: Context,
  object: Pick<ObjectModel, 'key' | 'table'>,
  fields: string[],
): Promise<void> {
  if (fields.length === 0) return;
  const { rows } = await ctx.db.one<{ rows: number }>(sql`select coalesce((select reltuples from pg_catalog.pg_class
    where oid = ${`${ctx.workspace.schema}.${object.table}`}::regclass), 0)::float8 as rows`);
  await enqueue(ctx, indexViewJob(null), { object: object.key, fields }, { heavy: rows > heavyFrom });
}

/** Puts the building in the queue for every field that a view sorts or filters by. */
export async function queueViewIndexes(
  ctx: Context,
  object: ObjectModel,
  view: { filter?: unknown; sort?: readonly string[] | undefined; group_by?: string | null | undefined },
): Promise<void> {
  const named = [
    ...(view.sort ?? []).map((part) => part.replace(/^-/, '')),
    ...fieldNames(view.filter).filter((name) => !name.includes('.')),
    view.group_by?.replace(/:month$/, '') ?? '',
  ];
  const fields = [...new Set(named)].filter(
    (key) => object.fields.get(key)?.index === undefined && object.fields.has(key),
  );
  await queueIndexes(ctx, object, fields);
}
