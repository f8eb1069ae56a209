import { setTimeout as sleep } from 'node:timers/promises';
import type { Workspace } from '#kernel/workspace';
import type { Services } from '../server/app/services.ts';
import type { Target } from './load.ts';

// Some 180,000 of a million.
const chosen = ['Larnaca', 'Limassol'];

/** Changes one field of all people of two towns through the API and takes it back, beside one bare UPDATE of the same
 * rows with a line of history for each, which is rolled back. */
export async function bulkRate(services: Services, target: Target, workspace: Workspace): Promise<string> {
  const json = { ...target.headers, 'content-type': 'application/json' };
  const timed = async (path: string, body: unknown) => {
    const start = performance.now();
    const sent = await fetch(`${target.origin}/api/v1/${path}`, {
      method: 'POST',
      headers: json,
      body: JSON.stringify(body),
    });
    const begun = (await sent.json()) as { job_id: string; change_set_id: string };
    let job: { state: string; result: { changed?: number; undone?: number } };
    do {
      await sleep(100);
      const asked = await fetch(`${target.origin}/api/v1/jobs/${begun.job_id}`, { headers: target.headers });
      job = (await asked.json()) as typeof job;
    } while (!['done', 'parked', 'cancelled'].includes(job.state));
    const records = job.result?.changed ?? job.result?.undone ?? 0;
    return { ...begun, records, rate: Math.round((records / (performance.now() - start)) * 1_000) };
  };
  const filter = { any: chosen.map((town) => ({ field: 'city', is: town })) };
  const done = await timed('people/bulk', { action: 'update', values: { stage: 'former' }, filter });
  const back = await timed(`change_sets/${done.change_set_id}/undo`, {});
  const bare = await bareRate(services, workspace);
  return [
    `bulk change of ${done.records} people: ${done.rate} records/s, its undo ${back.rate} of ${back.records}`,
    `bare update with history ${bare} rows/s; ratio ${(done.rate / bare).toFixed(2)}`,
  ].join('; ');
}

async function bareRate(services: Services, { schema }: Workspace): Promise<number> {
  const client = await services.pools.owner.connect();
  const t = (name: string) => `"${schema}"."${name}"`;
  try {
    await client.query('begin');
    const start = performance.now();
    const { rowCount } = await client.query(
      `with u as (update ${t('person')} set stage = 'lead', version = version + 1, updated_at = now()
        where city = any ($1) and deleted_at is null and stage <> 'lead' returning id, version)
      insert into ${t('change')} (record_id, at, change_set_id, object, verb, version, before, after)
        select id, now(), gen_random_uuid(), 'person', 'update', version, '{"stage": "x"}', '{"stage": "lead"}' from u`,
      [chosen],
    );
    return Math.round(((rowCount ?? 0) / (performance.now() - start)) * 1_000);
  } finally {
    await client.query('rollback');
    client.release();
  }
}
