import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { createEgress } from '#kernel/egress';
import { createWorker, enqueue, type JobDefinition, type Listener } from '#kernel/jobs';
import { lookForDuplicatesOf } from '#modules/quality';
import { retentionJobs } from '../../server/app/retention/retention-job.ts';
import { testApp, type TestApp } from '../harness/app.ts';
import { hookSink, type HookSink } from '../harness/hook-sink.ts';

describe('a job that is stopped half-way, to go on in the background process or in the next one', () => {
  let kith: TestApp;
  let sink: HookSink;
  before(async () => {
    sink = await hookSink();
    kith = await testApp({ egress: createEgress({ allowPrivate: true }) });
    await kith.drain();
  });
  after(async () => {
    await kith.close();
    await sink.close();
  });

  const people = async (count: number, more: object[] = []) => {
    const fillers = Array.from({ length: count }, (_, n) => ({ name: `Person Number${n}` }));
    const operations = [...fillers, ...more].map((values) => ({ op: 'create', values }));
    const made = await kith.request('POST', '/api/v1/people/batch', { operations });
    assert.equal(made.status, 200, JSON.stringify(made.body).slice(0, 500));
    return made.headers['kith-change-set']!;
  };
  /** Every job that can be stopped is stopped at its first question, and then goes on elsewhere. */
  const handOver = async (listeners: readonly Listener[]) => {
    const { source, directory, hub, modules } = kith.services;
    const jobs = [
      ...modules.flatMap((module) => module.jobs?.(kith.services) ?? []),
      ...retentionJobs(kith.services),
    ] as JobDefinition<never>[];
    const shared = (heavy: boolean) =>
      createWorker({ source, directory, hub, jobs, listeners, share: { heavy: () => heavy, wake: () => undefined } });
    const { now } = performance;
    let later = 0;
    performance.now = () => now.call(performance) + (later += 2_000);
    try {
      await shared(false).drain();
    } finally {
      performance.now = now;
    }
    await shared(true).drain();
    await shared(false).drain();
  };

  test('finds the duplicates behind the place where it stopped', async () => {
    const twins = ['a', 'b'].map((n) => ({ name: 'Zoe Late', phones: ['+35799123456'], notes: n }));
    const set = await people(400, twins);
    await kith.inWorkspace((ctx) => lookForDuplicatesOf(ctx, set));
    await handOver([]);
    const { data } = (await kith.request('GET', '/api/v1/duplicates')).body;
    assert.equal(data.length, 1);
  });

  test('forgets in one night everybody whom a rule holds for', async () => {
    const leavers = ['Petros', 'Eleni', 'Maria'].map((name) => ({ name, city: 'Left' }));
    await people(0, leavers);
    const filter = { field: 'city', is: 'Left' };
    const rule = { name: 'Who left', object: 'people', filter, action: 'anonymise' };
    assert.equal((await kith.request('POST', '/api/v1/retention_rules', rule)).status, 201);
    const night = retentionJobs(kith.services).find(({ key }) => key === 'app.retention')!;
    await kith.inWorkspace((ctx) => enqueue(ctx, night, {} as never));
    await handOver([]);
    assert.equal((await kith.request('GET', '/api/v1/erasures')).body.data.length, leavers.length);
    assert.equal((await kith.request('GET', '/api/v1/retention_rules')).body.data[0].last_count, leavers.length);
  });

  test('tells webhooks of every record of a large write once', async () => {
    const hook = { label: 'Back office', url: sink.url, events: ['people.created'] };
    assert.equal((await kith.request('POST', '/api/v1/webhooks', hook)).status, 201);
    await people(450);
    await handOver(kith.services.modules.flatMap((module) => module.listeners ?? []));
    const told = sink.caught.flatMap((caught) => caught.body.data.ids as string[]);
    assert.deepEqual([told.length, new Set(told).size], [450, 450]);
  });
});
