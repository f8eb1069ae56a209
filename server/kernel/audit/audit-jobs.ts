import { z } from 'zod';
import type { SecretBox } from '#kernel/access';
import type { Pools } from '#kernel/database';
import { defineJob, type JobDefinition } from '#kernel/jobs';
import { inControl } from '#kernel/workspace';
import { chainAudit, checkAudit, forgetAudit, keepFinding, keepHead, readHead } from './chain.ts';
import { pullSignIns } from './pull-sign-ins.ts';

/** The jobs of the audit: new lines join the chain every minute; every night the whole chain is checked, and what is
 * beyond its time is forgotten. */
export function auditJobs({ pools, box }: { pools: Pools; box: SecretBox }): JobDefinition<never>[] {
  const chain = defineJob({
    key: 'audit.chain',
    input: z.object({}),
    attempts: 3,
    everySeconds: 60,
    alone: true,
    run: async (job) => {
      const { added, n, mac } = await job.transaction(async (ctx) => {
        await pullSignIns(ctx, pools);
        return chainAudit(ctx, box);
      });
      await keepHead(pools, job.workspace.id, { n, mac });
      return { added };
    },
  });
  const check = defineJob({
    key: 'audit.check',
    input: z.object({}),
    attempts: 3,
    everySeconds: 86_400,
    run: async (job) => {
      const forgotten = await forgetAudit(pools, job.workspace);
      const head = await inControl(pools, (db) => readHead(db, job.workspace.id));
      const problem = await checkAudit((work) => job.transaction(work), box, head);
      await keepFinding(pools, job.workspace.id, problem);
      // In the log, outside the database, it is out of reach of whoever writes into the database.
      await job.transaction(async ({ log }) => {
        const told = { workspace: job.workspace.id, n: head.n, seal: head.mac };
        if (problem) log.error({ ...told, problem }, 'the audit was tampered with');
        else log.info(told, 'the audit is whole');
      });
      return { forgotten, problem };
    },
  });
  return [chain, check] as JobDefinition<never>[];
}
