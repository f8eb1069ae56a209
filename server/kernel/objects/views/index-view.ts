import { compile, type Pools } from '#kernel/database';
import { defineJob, enqueue } from '#kernel/jobs';
import { z } from '#kernel/http';
import type { Context, Workspace } from '#kernel/workspace';
import { catalogOf, type FieldModel, type ObjectModel } from '../catalog.ts';
import { fieldNames } from '../query/filter-fields.ts';
import { indexStatement, fieldPlans } from '../schema/plan-tables.ts';

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
      for (const field of wanted) built.push(...(await build(pools, job.workspace, { object: model, field })));
      return { built };
    },
  });
}

/** Online and only where there is none yet; a build that was cut short before is made anew. */
async function build(
  pools: Pools,
  workspace: Workspace,
  { object, field }: { object: ObjectModel; field: FieldModel },
): Promise<string[]> {
  const client = await pools.owner.connect();
  const built: string[] = [];
  try {
    for (const plan of fieldPlans(object, field)) {
      const { name, statement } = indexStatement(workspace.schema, plan);
      const { rows } = await client.query<{ valid: boolean }>(
        `select i.indisvalid as valid from pg_catalog.pg_index i
          join pg_catalog.pg_class c on c.oid = i.indexrelid
          join pg_catalog.pg_namespace n on n.oid = c.relnamespace
          where n.nspname = $1 and c.relname = $2`,
        [workspace.schema, name],
      );
      if (rows[0]?.valid) continue;
      if (rows[0]) await client.query(`drop index concurrently "${workspace.schema}"."${name}"`);
      await client.query(compile(statement));
      await client.query(`analyze "${workspace.schema}"."${object.table}"`);
      built.push(name);
    }
    return built;
  } finally {
    client.release();
  }
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
  if (fields.length > 0) await enqueue(ctx, indexViewJob(null), { object: object.key, fields });
}
