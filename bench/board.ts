import { sql } from '#kernel/database';
import type { Workspace } from '#kernel/workspace';
import type { Services } from '../server/app/services.ts';
import { askOnce, type Target } from './load.ts';

const cards = 50_000;
const stages = ['New', 'Qualified', 'Proposal', 'Negotiation', 'Contract', 'Waiting', 'Closed'];
const openings = 60;
const pipeline = '01900005-0000-7000-8000-000000000000';
const stageAt = (at: number) => `01900006-0000-7000-8000-00000000000${at}`;

/** Opens a board of fifty thousand cards as the page does: its groups with their sums, then the first cards of each
 * column side by side. */
export async function openBoard(services: Services, target: Target, workspace: Workspace): Promise<string> {
  await fill(services, workspace);
  const open = async () => {
    const start = performance.now();
    const aggregate = [{ fn: 'count' }, { fn: 'sum', field: 'amount' }];
    await askOnce(target, { method: 'POST', path: '/api/v1/deals/query', body: { group_by: 'stage', aggregate } });
    await Promise.all(
      stages.map((_, at) => {
        const filter = encodeURIComponent(JSON.stringify({ field: 'stage', is: stageAt(at) }));
        return askOnce(target, { path: `/api/v1/deals?filter=${filter}&sort=-amount&limit=40` });
      }),
    );
    return performance.now() - start;
  };
  const times = [];
  for (let n = 0; n < openings + 5; n += 1) times.push(await open());
  const sorted = times.slice(5).toSorted((a, b) => a - b);
  const at = (share: number) => sorted[Math.floor(sorted.length * share)]!.toFixed(1);
  return `board of ${cards} cards in ${stages.length} columns: p50 ${at(0.5)} ms, p95 ${at(0.95)}`;
}

/** Deals as the engine would keep them; none that is there already is made again. */
async function fill(services: Services, workspace: Workspace): Promise<void> {
  await services.inWorkspace(workspace, async (ctx) => {
    const t = (name: string) => ctx.db.table(name);
    await ctx.db.run(sql`insert into ${t('pipeline')} (id, name, name__sort, position)
      values (${pipeline}::uuid, 'Bench', 'bench', 9) on conflict do nothing`);
    await ctx.db.run(sql`insert into ${t('stage')} (id, name, name__sort, pipeline_id, position, outcome)
      select ids.id, ids.name, lower(ids.name), ${pipeline}::uuid, ids.at, 'open'
      from unnest(${stages.map((_, at) => stageAt(at))}::uuid[], ${stages}::text[]) with ordinality ids (id, name, at)
      on conflict do nothing`);
    return ctx.db.run(sql`insert into ${t('deal')} (id, title, title__sort, company_id, amount, amount__currency,
        stage_id, pipeline_id, outcome, closes_on, owner_id)
      select ('01900004-0000-7000-8000-' || lpad(to_hex(i), 12, '0'))::uuid, 'Deal ' || i, 'deal ' || i,
        ('01900001-0000-7000-8000-' || lpad(to_hex(i), 12, '0'))::uuid, i % 90000, 'EUR',
        one, ${pipeline}::uuid, 'open', date '2026-01-01' + i % 365, owner
      from (select i, (${stages.map((_, at) => stageAt(at))}::uuid[])[i % ${stages.length} + 1] as one,
          (array(select id from ${t('member')}))[i % 40 + 1] as owner
        from generate_series(1, ${cards}) i) g on conflict do nothing`);
  });
}
