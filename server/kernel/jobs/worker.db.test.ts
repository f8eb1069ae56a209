import assert from 'node:assert/strict';
import { after, afterEach, before, describe, test } from 'node:test';
import { sql } from '#kernel/database';
import { inControl, type Context } from '#kernel/workspace';
import { defineEvent, emit } from '#kernel/events';
import { Failure } from '#shared/failure';
import { z } from 'zod';
import { testApp, type TestApp } from '../../../test/harness/app.ts';
import { defineJob, type JobDefinition } from './define-job.ts';
import { takeUpAgain } from './again.ts';
import {
  awaitRoom,
  cancelJob,
  claimJob,
  enqueue,
  findJob,
  finishJob,
  heartbeat,
  releaseJob,
  retryJob,
  type JobRow,
} from './queue.ts';
import type { Listener } from './relay.ts';
import { undefinedAfterStop } from './take-job.ts';
import { createWorker } from './worker.ts';

const happened = defineEvent<{ n: number }>('test.thing.happened');

describe('background work', () => {
  let kith: TestApp;
  before(async () => {
    kith = await testApp();
  });
  after(() => kith.close());
  afterEach(() =>
    kith.inWorkspace(async ({ db }) => {
      await db.run(sql`delete from ${db.table('job')}`);
      await db.run(sql`delete from ${db.table('outbox')}`);
    }),
  );

  const worker = (jobs: JobDefinition<never>[], listeners: Listener[] = []) => {
    const { source, directory, hub } = kith.services;
    return createWorker({ source, directory, hub, jobs, listeners });
  };
  const job = (run: JobDefinition['run'], more: Partial<JobDefinition> = {}): JobDefinition<never> => {
    const input = z.object({ n: z.number() });
    return defineJob({ key: 'test.work', input, attempts: 3, run, ...more } as unknown as JobDefinition<never>);
  };
  const queue = (one: JobDefinition<never>, n = 1) =>
    kith.inWorkspace(async (ctx) => {
      const ids: string[] = [];
      for (let at = 0; at < n; at += 1) ids.push((await enqueue(ctx, one, { n: at } as never))!);
      return ids;
    });
  const find = (id: string) => kith.inWorkspace((ctx) => findJob(ctx, id));
  const pauseOf = (id: string) =>
    kith.inWorkspace(({ db }) =>
      db.one<{ pause: number }>(sql`select round(extract(epoch from run_at - statement_timestamp()))::int as pause
        from ${db.table('job')} where id = ${id}`),
    );
  const makeDue = (id: string) =>
    kith.inWorkspace(({ db }) =>
      db.run(sql`update ${db.table('job')} set run_at = now() - interval '1 second' where id = ${id}`),
    );

  test('a job works by the model of its own beginning, also where one of the same round changed it', async () => {
    const seen: number[] = [];
    const over = Promise.withResolvers<void>();
    const changing = job(async ({ workspace }, input) => {
      // The first one keeps one of the two lanes, so that the others go one after the other.
      if ((input as { n: number }).n === 0) return over.promise;
      seen.push(workspace.modelVersion);
      if (seen.length === 2) over.resolve();
      await inControl(kith.services.pools, (db) =>
        db.run(sql`update ${db.table('workspace')} set model_version = model_version + 1 where id = ${workspace.id}`),
      );
    });
    await queue(changing, 3);
    await worker([changing]).drain();
    assert.deepEqual(seen, [seen[0], seen[0]! + 1]);
  });

  test('a job that fails is tried again after growing pauses, then parked with its error', async () => {
    const poison = job(async () => {
      throw new Error('no such server');
    });
    const [id] = await queue(poison);
    const team = worker([poison]);
    const told: unknown[] = [];
    const leave = kith.services.hub.subscribe(kith.workspace.id, ({ payload }) =>
      told.push((payload as { state: string }).state),
    );
    for (const expected of [2, 8]) {
      await team.drain();
      const row = (await find(id!))!;
      assert.deepEqual([row.state, row.error], ['waiting', 'no such server']);
      const { pause } = await pauseOf(id!);
      assert.ok(Math.abs(pause - expected) <= 1, `${pause} s of ${expected}`);
      await team.drain();
      assert.equal((await find(id!))!.attempt, row.attempt, 'it waits for its time');
      await makeDue(id!);
    }
    await team.drain();
    const row = (await find(id!))!;
    leave();
    assert.deepEqual([row.state, row.error, row.attempt], ['parked', 'no such server', 3]);
    assert.deepEqual(told, ['waiting', 'waiting', 'parked'], 'pages are told what became of it');
    assert.ok(row.done_at);
  });

  test('what is wrong with the input is parked at once, and so is a job nobody knows', async () => {
    const refused = job(async () => {
      throw new Failure('input.invalid', { detail: 'The file is no table.' });
    });
    const [id] = await queue(refused);
    await worker([refused]).drain();
    assert.deepEqual([(await find(id!))!.state, (await find(id!))!.error], ['parked', 'The file is no table.']);
    const [unknown] = await queue(refused);
    await worker([]).drain();
    assert.equal((await find(unknown!))!.state, 'parked');
  });

  test('a job whose process died on every try is parked', async () => {
    const one = job(async () => undefined);
    const [id] = await queue(one);
    await kith.inWorkspace(({ db }) =>
      db.run(
        sql`update ${db.table('job')} set attempt = 3, lease_until = now() - interval '1 second' where id = ${id}`,
      ),
    );
    await worker([one]).drain();
    assert.equal((await find(id!))!.state, 'parked');
  });

  test('a parked job that is taken up again has all its tries and short pauses', async () => {
    const broken = job(async () => {
      throw new Error('broken');
    });
    const [id] = await queue(broken);
    const rounds = async () => {
      for (let tries = 0; tries < 3; tries += 1) {
        assert.notEqual((await find(id!))!.state, 'parked');
        await makeDue(id!);
        await worker([broken]).drain();
      }
    };
    await rounds();
    const { state, reason, attempt } = (await find(id!))!;
    assert.deepEqual([state, reason, attempt], ['parked', 'mistake', 3]);
    const again = () => kith.inWorkspace((ctx) => takeUpAgain(ctx, id!));
    assert.deepEqual(await Promise.all([again(), again()]).then((both) => both.sort()), [false, true]);
    const waiting = (await find(id!))!;
    assert.deepEqual([waiting.state, waiting.error, waiting.reason, waiting.done_at], ['waiting', null, null, null]);
    await worker([broken]).drain();
    assert.ok((await pauseOf(id!)).pause <= 3, 'the first pause is the shortest again');
    await makeDue(id!);
    await worker([broken]).drain();
    await makeDue(id!);
    await worker([broken]).drain();
    assert.equal((await find(id!))!.state, 'parked', 'after as many tries as at first');
    await again();
    await worker([job(async () => 'mended')]).drain();
    assert.deepEqual([(await find(id!))!.state, (await find(id!))!.result], ['done', 'mended']);
  });

  test('what is said twice of a try touches no later one', async () => {
    const one = job(async () => undefined);
    const says = [
      (ctx: Context, held: JobRow) => releaseJob(ctx, held, { heavy: false }),
      (ctx: Context, held: JobRow) => awaitRoom(ctx, held, 'The disk of the server is full.'),
      (ctx: Context, held: JobRow) => retryJob(ctx, held, { error: 'broken', reason: 'mistake' }),
    ];
    for (const say of says) {
      const [id] = await queue(one);
      const first = (await kith.inWorkspace((ctx) => claimJob(ctx, 'one')))!;
      await kith.inWorkspace((ctx) => say(ctx, first));
      await makeDue(id!);
      const second = (await kith.inWorkspace((ctx) => claimJob(ctx, 'two')))!;
      await kith.inWorkspace((ctx) => say(ctx, first));
      const { lost } = await kith.inWorkspace((ctx) => heartbeat(ctx, second));
      assert.deepEqual([(await find(id!))!.state, lost], ['running', false]);
      await kith.inWorkspace((ctx) => finishJob(ctx, second, { state: 'done' }));
      await kith.inWorkspace((ctx) => finishJob(ctx, second, { state: 'parked', error: 'late' }));
      assert.equal((await find(id!))!.state, 'done');
    }
  });

  test('two workers do each of sixty jobs once', async () => {
    const done: string[] = [];
    const one = job(async ({ id }) => {
      done.push(id);
    });
    const ids = await queue(one, 60);
    await Promise.all([worker([one]).drain(), worker([one]).drain()]);
    assert.deepEqual([...done].sort(), [...ids].sort());
  });

  test('a cancelled job that waits never runs; one that runs is told', async () => {
    let ran = 0;
    const one = job(async () => {
      ran += 1;
    });
    const [waiting, running] = await queue(one, 2);
    assert.equal(await kith.inWorkspace((ctx) => cancelJob(ctx, waiting!)), true);
    const row = (await kith.inWorkspace((ctx) => claimJob(ctx, 'somebody')))!;
    assert.equal(row.id, running);
    await kith.inWorkspace((ctx) => cancelJob(ctx, running!));
    assert.deepEqual(await kith.inWorkspace((ctx) => heartbeat(ctx, row)), { lost: false, cancelled: true });
    await worker([one]).drain();
    assert.equal(ran, 0);
    assert.equal((await find(waiting!))!.state, 'cancelled');
    assert.equal(await kith.inWorkspace((ctx) => cancelJob(ctx, waiting!)), false, 'it is over');
  });

  test('who lost the lease can neither finish nor renew', async () => {
    const one = job(async () => undefined);
    const [id] = await queue(one);
    const frozen = (await kith.inWorkspace((ctx) => claimJob(ctx, 'frozen')))!;
    assert.equal(await kith.inWorkspace((ctx) => claimJob(ctx, 'eager')), null, 'the lease holds');
    await kith.inWorkspace(({ db }) =>
      db.run(sql`update ${db.table('job')} set lease_until = now() - interval '1 second' where id = ${id}`),
    );
    const second = (await kith.inWorkspace((ctx) => claimJob(ctx, 'second')))!;
    assert.equal(second.attempt, 2);
    assert.equal(await kith.inWorkspace((ctx) => finishJob(ctx, frozen, { state: 'done' })), 0);
    assert.deepEqual(await kith.inWorkspace((ctx) => heartbeat(ctx, frozen)), { lost: true, cancelled: false });
  });

  test('a schedule makes one job a tick, however many workers there are', async () => {
    let ran = 0;
    const hourly = job(
      async () => {
        ran += 1;
      },
      { key: 'test.hourly', everySeconds: 3_600, input: z.object({}) as never },
    );
    await Promise.all([1, 2, 3].map(() => worker([hourly]).drain()));
    await worker([hourly]).drain();
    assert.equal(ran, 1);
  });

  test('jobs that run alone run one after the other, whatever the number of lanes', async () => {
    let at = 0;
    let most = 0;
    const alone = job(
      async (run) => {
        most = Math.max(most, (at += 1));
        await run.progress(1, 1);
        at -= 1;
      },
      { alone: true },
    );
    const ids = await queue(alone, 6);
    await Promise.all([worker([alone]).drain(), worker([alone]).drain()]);
    await worker([alone]).drain();
    assert.equal(most, 1);
    for (const id of ids) {
      const { state, attempt, tried_before } = (await find(id))!;
      assert.deepEqual([state, attempt - tried_before], ['done', 1], 'to wait is no try');
    }
  });

  test('jobs that wait for strangers run side by side, up to a bound, and hold back no other', async () => {
    const gate = Promise.withResolvers<void>();
    let now = 0;
    let most = 0;
    // Opened when all lanes have had a turn, so the others cannot have waited for the slow ones, and when three of
    // these are under way.
    let left = 10;
    const open = () => {
      if (left === 0 && most > 2) gate.resolve();
    };
    const slow = job(
      async () => {
        now += 1;
        most = Math.max(most, now);
        open();
        await gate.promise;
        now -= 1;
      },
      { key: 'test.slow', apart: true },
    );
    const quick = job(async () => {
      left -= 1;
      open();
    });
    await queue(slow, 40);
    await queue(quick, 10);
    await worker([slow, quick]).drain();
    const undone = await kith.inWorkspace(({ db }) =>
      db.many(sql`select 1 from ${db.table('job')} where state <> 'done'`),
    );
    assert.deepEqual([undone.length, left, now], [0, 0, 0]);
    assert.ok(most > 2 && most <= 16, `${most} at once`);
  });

  test('two workers share the jobs: what turns out to be long goes over and on where it was', async (t) => {
    const done: string[] = [];
    let now = performance.now();
    t.mock.method(performance, 'now', () => now);
    const long = job(
      async (run) => {
        for (let part = done.length; part < 3; part += 1) {
          if (run.stopped()) return undefinedAfterStop;
          done.push(`part ${part}, try ${run.attempt}`);
          now += 1_000;
        }
      },
      { key: 'test.long' },
    );
    const quick = job(async () => void done.push('quick'), { key: 'test.quick' });
    let calls = 0;
    const { source, directory, hub } = kith.services;
    const shared = (heavy: boolean | null) =>
      createWorker({
        source,
        directory,
        hub,
        jobs: [long, quick],
        listeners: [],
        share: { heavy: () => heavy, wake: () => (calls += 1) },
      });
    const [id] = await queue(long);
    await shared(true).drain();
    assert.deepEqual([done, calls], [[], 0], 'nothing is known to be heavy yet');
    await shared(false).drain();
    assert.deepEqual(done, ['part 0, try 1', 'part 1, try 1']);
    assert.ok(calls > 0, 'the other one was called');
    assert.equal((await find(id!))!.state, 'waiting');
    await queue(quick);
    await shared(true).drain();
    assert.deepEqual(done.slice(2), ['part 2, try 2'], 'only what is heavy');
    assert.equal((await find(id!))!.state, 'done');
    await shared(null).drain();
    assert.deepEqual(done.slice(3), ['quick']);
    await kith.inWorkspace((ctx) => enqueue(ctx, quick, { n: 1 } as never, { heavy: true }));
    await shared(false).drain();
    assert.equal(done.length, 4, 'heavy from the beginning');
    await shared(null).drain();
    assert.equal(done.length, 5, 'with nobody to share with, all is taken');
  });

  test('an event is heard once, after its commit, and not at all after a rollback', async () => {
    const heard: number[] = [];
    const listener: Listener = {
      event: happened.key,
      hear: async (_, event) => void heard.push((event.payload as { n: number }).n),
    };
    await kith.inWorkspace(async (ctx) => {
      await emit(ctx, happened, { n: 1 });
      await worker([], [listener]).drain();
      assert.deepEqual(heard, [], 'not before the commit');
    });
    const rolledBack = kith.inWorkspace(async (ctx) => {
      await emit(ctx, happened, { n: 2 });
      throw new Error('and back');
    });
    await assert.rejects(rolledBack, /and back/);
    await Promise.all([worker([], [listener]).drain(), worker([], [listener]).drain()]);
    assert.deepEqual(heard, [1]);
  });

  test('a listener that fails stops neither jobs nor, once mended, its event', async () => {
    let broken = true;
    const heard: number[] = [];
    let worked = 0;
    const listener: Listener = {
      event: happened.key,
      hear: async (_, event) => {
        if (broken) throw new Error('a listener fails');
        heard.push((event.payload as { n: number }).n);
      },
    };
    const one = job(async () => {
      worked += 1;
    });
    await kith.inWorkspace((ctx) => emit(ctx, happened, { n: 3 }));
    await queue(one);
    const team = worker([one], [listener]);
    await team.drain();
    assert.deepEqual([heard, worked], [[], 1]);
    broken = false;
    await team.drain();
    assert.deepEqual(heard, [3]);
  });

  test('an event that is always refused holds back no other, and is parked with its error in the end', async () => {
    const heard: number[] = [];
    const listener: Listener = {
      event: happened.key,
      hear: async (_, event) => {
        const { n } = event.payload as { n: number };
        if (n === 4) throw new Error('never this one');
        heard.push(n);
      },
    };
    for (const n of [4, 5, 6]) await kith.inWorkspace((ctx) => emit(ctx, happened, { n }));
    const team = worker([], [listener]);
    await team.drain();
    assert.deepEqual(heard, [5, 6]);
    const refused = () =>
      kith.inWorkspace((ctx) =>
        ctx.db.many<{ attempts: number; error: string; parked: boolean }>(sql`select attempts, error,
          relayed_at is not null as parked from ${ctx.db.table('outbox')} where error = 'never this one'`),
      );
    for (let n = 0; n < 20; n += 1) {
      // The pause between two attempts is over.
      await kith.inWorkspace((ctx) => ctx.db.run(sql`update ${ctx.db.table('outbox')} set run_after = null`));
      await team.drain();
    }
    assert.deepEqual(await refused(), [{ attempts: 12, error: 'never this one', parked: true }]);
    assert.deepEqual(heard, [5, 6]);
  });
});
