import { prepared, sql, type Sql } from '#kernel/database';
import { z } from '#kernel/http';
import { defineJob, enqueue, undefinedAfterStop } from '#kernel/jobs';
import type { Context } from '#kernel/workspace';
import { catalogOf, type Catalog, type ObjectModel } from '../catalog.ts';
import { derivesAlone } from '../formula/derived-beside.ts';
import { refreshDerivedSql } from '../formula/derived-sql.ts';
import { madeOf } from '../formula/typed.ts';
import type { WriteSet } from './write-set.ts';

/** Records by the key of their object. */
export type Ids = Map<string, Set<string>>;

// Pointing records that a write takes along in its own transaction; more are a job, so that nobody waits for them.
const followedAtOnce = 500;
// Records of one transaction of the job, and written ones that one job follows.
const pageSize = 1_000;

/** Works out anew the formulas and look-ups of the records that were written, whose summaries changed, or that point
 * at what changed; not those that were worked out beside the write. Goes behind the summaries, which formulas may be
 * made of. */
export async function refreshDerived(set: WriteSet, summed: Ids): Promise<void> {
  const { ctx } = set;
  for (const object of catalogOf(ctx).objects.values()) {
    if (object.derived.length === 0) continue;
    const touched = set.touched.get(object.key);
    if (derivesAlone(ctx, object)) {
      await refreshDerivedOf(ctx, object, [...(touched?.stale ?? [])].filter(concerned(set, object)));
      continue;
    }
    const changed = [...(touched?.changed ?? [])].filter(concerned(set, object));
    const due = new Set([...(touched?.created ?? []), ...changed, ...(summed.get(object.key) ?? [])]);
    for (const id of await pointing(set, object)) due.add(id);
    const later = set.postponed.get(object.key);
    await refreshDerivedOf(ctx, object, later ? [...due].filter((id) => !later.has(id)) : [...due]);
  }
}

/** Whether what was written of a record is what derived fields are made of: most changes are of something else. */
function concerned({ ctx, changes }: WriteSet, object: ObjectModel): (id: string) => boolean {
  const catalog = catalogOf(ctx);
  const used = new Set(object.derived.flatMap((field) => madeOf(catalog, object, field).map(([name]) => name!)));
  // Every write moves it, and no change names it.
  if (used.has('updated_at')) return () => true;
  const apart = new Set<string>();
  const others = new Set<string>();
  for (const { object: key, record_id, verb, after } of changes) {
    if (key !== object.key) continue;
    const keys = verb === 'update' && after ? Object.keys(after) : null;
    (keys && !keys.some((name) => used.has(name)) ? apart : others).add(record_id);
  }
  return (id) => others.has(id) || !apart.has(id);
}

/** Works out all formulas and look-ups of some records; answers how many of the records were not right. */
export async function refreshDerivedOf(ctx: Context, object: ObjectModel, ids: string[]): Promise<number> {
  const statement = ids.length > 0 && object.derived.length > 0 ? refreshDerivedSql(ctx, object, ids) : null;
  // One record is what people write, again and again.
  return statement ? ctx.db.run(statement, ids.length === 1 ? prepared : undefined) : 0;
}

/** What the derived fields of an object take from others, by the relation that leads there. */
function takenThrough(catalog: Catalog, object: ObjectModel): Map<string, Set<string>> {
  const taken = new Map<string, Set<string>>();
  for (const field of object.derived)
    for (const [through, take] of madeOf(catalog, object, field))
      if (take !== undefined) taken.set(through!, (taken.get(through!) ?? new Set()).add(take));
  return taken;
}

/** The records of an object that point at records whose values it takes; those of too many are left to a job. */
async function pointing(set: WriteSet, object: ObjectModel): Promise<string[]> {
  const found: string[] = [];
  for (const [through, taken] of takenThrough(catalogOf(set.ctx), object)) {
    const to = object.fields.get(through)!.to!;
    const ids = new Set(
      set.changes
        .filter(({ object: key, after }) => key === to && after && Object.keys(after).some((name) => taken.has(name)))
        .map((change) => change.record_id),
    );
    if (ids.size === 0) continue;
    const rows = await readPointing(set.ctx, object, {
      through,
      ids: [...ids],
      limit: followedAtOnce + 1,
    });
    if (rows.length <= followedAtOnce) found.push(...rows);
    else await queueFollowing(set.ctx, object, { through, ids: [...ids] });
  }
  return found;
}

async function readPointing(
  ctx: Context,
  object: ObjectModel,
  { through, ids, after, limit }: { through: string; ids: string[]; after?: string; limit: number },
): Promise<string[]> {
  const column = sql.id(object.fields.get(through)!.column);
  const behind: Sql = after ? sql`and id > ${after}::uuid order by id` : sql``;
  const rows = await ctx.db.many<{ id: string }>(sql`select id from ${ctx.db.table(object.table)}
    where ${column} = any (${ids}::uuid[]) and deleted_at is null ${behind} limit ${limit}`);
  return rows.map((row) => row.id);
}

async function queueFollowing(
  ctx: Context,
  object: ObjectModel,
  { through, ids }: { through: string; ids: string[] },
): Promise<void> {
  for (let at = 0; at < ids.length; at += pageSize)
    await enqueue(ctx, followJob, { object: object.key, through, ids: ids.slice(at, at + pageSize) });
}

const followInput = z.object({ object: z.string(), through: z.string(), ids: z.array(z.string()).max(pageSize) });

/** Works out formulas and look-ups of all records that point at some: more than one write takes along. */
export const followJob = defineJob({
  key: 'objects.follow',
  input: followInput,
  attempts: 5,
  run: async (job, { object: key, through, ids }: z.infer<typeof followInput>) => {
    const object = catalogOf(job).objects.get(key);
    if (!object?.fields.has(through)) return { written: 0 };
    let written = 0;
    for (let after = '00000000-0000-0000-0000-000000000000'; ;) {
      if (job.stopped()) return undefinedAfterStop;
      const page = await job.transaction(async (ctx) => {
        const rows = await readPointing(ctx, object, { through, ids, after, limit: pageSize });
        written += await refreshDerivedOf(ctx, object, rows);
        return rows;
      });
      if (page.length < pageSize) return { written };
      after = page.at(-1)!;
    }
  },
});
