import { Failure } from '#shared/failure';
import { inTransaction, sql } from '#kernel/database';
import { z } from '#kernel/http';
import { defineJob, enqueue, type JobDefinition, type JobRun } from '#kernel/jobs';
import type { ModuleServices } from '#kernel/module';
import { requireObject, startBulk, whereSql } from '#kernel/objects';
import type { Context } from '#kernel/workspace';
import { erasePerson, keepCertificate, nameless } from '../routes/erasing/erase.ts';
import { listRules, requireRule, type RetentionRule } from './retention-rules.ts';

// Forgetting one person reads and writes many tables; the next night goes on.
const mostForgotten = 1_000;
const choosing = 120_000;

/** Every night: what the rules of the workspace hold for is removed. Records go to the trash as work on many records,
 * with one undo; people are forgotten one by one, each with a certificate. */
export function retentionJobs(services: Pick<ModuleServices, 'source' | 'pools'>): JobDefinition<never>[] {
  // Long from the beginning: given over half-way, it would forget only as many as a second and a half allow.
  const forget = defineJob({
    key: 'app.forget_people',
    input: z.object({ rule: z.string() }),
    attempts: 3,
    run: async (job, { rule: id }) => {
      const rule = (await job.transaction(listRules)).find((one) => one.id === id && one.enabled);
      return rule ? forgetPeople(services, job, rule) : null;
    },
  });
  const night = defineJob({
    key: 'app.retention',
    input: z.object({}),
    attempts: 3,
    everySeconds: 86_400,
    run: async (job) => {
      const rules = (await job.transaction(listRules)).filter(({ enabled }) => enabled);
      for (const rule of rules) {
        const once = `${job.id} ${rule.id}`;
        await job.transaction(
          async (ctx) => {
            if (rule.action === 'trash') await trashRecords(ctx, rule);
            else await enqueue(ctx, forget, { rule: rule.id }, { once, heavy: true });
          },
          { timeout: choosing },
        );
      }
      return { rules: rules.length };
    },
  });
  return [forget, night] as unknown as JobDefinition<never>[];
}

async function trashRecords(ctx: Context, rule: RetentionRule): Promise<void> {
  const { count } = await chosenBy(ctx, rule);
  if (count > 0)
    await startBulk(ctx, requireObject(ctx, rule.object), {
      selection: { filter: rule.filter },
      change: { action: 'trash' },
      origin: 'system',
    });
  await note(ctx, rule, count);
}

/** Where the process stops the next night goes on. */
async function forgetPeople(
  { source, pools }: Pick<ModuleServices, 'source' | 'pools'>,
  job: JobRun,
  rule: RetentionRule,
): Promise<{ forgotten: number }> {
  const { ids } = await job.transaction((ctx) => chosenBy(ctx, rule), { timeout: choosing });
  let forgotten = 0;
  for (const id of ids) {
    if (job.stopped()) break;
    const { workspace, actor } = job;
    const { schema } = workspace;
    const mode = rule.action as 'anonymise' | 'erase';
    await inTransaction(pools.owner, { schema, role: null, timeout: choosing }, async (db) => {
      const ctx = { workspace, actor, db, now: source.clock(), log: source.log };
      await keepCertificate(ctx, await erasePerson(ctx, id, mode));
    });
    forgotten += 1;
  }
  await job.transaction((ctx) => note(ctx, rule, forgotten));
  return { forgotten };
}

/** What administrators read about the last time a rule was followed. */
function note(ctx: Context, rule: RetentionRule, count: number): Promise<number> {
  return ctx.db.run(sql`update ${ctx.db.table('retention_rule')}
    set last_run_at = ${ctx.now.toISOString()}::timestamptz, last_count = ${count} where id = ${rule.id}::uuid`);
}

/** How many records a rule holds for now, and of people who are to be forgotten as many as one night forgets, without
 * those who are anonymous already. None where the model has changed so that the rule says nothing any more. */
async function chosenBy(ctx: Context, rule: RetentionRule): Promise<{ count: number; ids: string[] }> {
  try {
    const object = requireRule(ctx, rule);
    const where = await whereSql(ctx, object, { filter: rule.filter });
    const from = sql`from ${ctx.db.table(object.table)} t where ${where}`;
    if (rule.action === 'trash')
      return { count: (await ctx.db.one<{ n: number }>(sql`select count(*)::int as n ${from}`)).n, ids: [] };
    const rows = await ctx.db.many<{ id: string }>(sql`select t.id ${from}
      and t.name ->> 'full' <> all (${Object.values(nameless)}::text[]) order by t.id limit ${mostForgotten}`);
    return { count: rows.length, ids: rows.map(({ id }) => id) };
  } catch (problem) {
    if (!(problem instanceof Failure)) throw problem;
    ctx.log.warn({ rule: rule.id, why: problem.message }, 'a retention rule cannot run');
    return { count: 0, ids: [] };
  }
}
