import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { enqueue } from '#kernel/jobs';
import { testApp, type TestApp } from '../../../test/harness/app.ts';
import { retentionJobs } from './retention-job.ts';

const now = new Date('2026-11-22T02:00:00Z');

describe('rules for how long records are kept', () => {
  let kith: TestApp;
  before(async () => {
    kith = await testApp({ clock: () => now });
    // The night that is due at the start comes before there are rules.
    await kith.drain();
  });
  after(() => kith.close());

  const ask = async (method: string, path: string, body?: unknown) => {
    const answer = await kith.request(method, `/api/v1/${path}`, body);
    assert.ok(answer.status < 300, JSON.stringify(answer.body));
    return answer.body;
  };
  const make = async (api: string, values: object): Promise<string> => (await ask('POST', api, values)).id as string;
  const night = async () => {
    const job = retentionJobs(kith.services).find(({ key }) => key === 'app.retention')!;
    await kith.services.inWorkspace(kith.workspace, (ctx) => enqueue(ctx, job, {} as never));
    await kith.drain();
  };
  const names = async (path: string) =>
    ((await ask('GET', path)).data as { name: { full: string } }[]).map((one) => one.name.full).sort();

  test('records as old as a filter says go to the trash in the night, as one deed that can be taken back', async () => {
    await make('deals', { title: 'Long lost', outcome: 'lost', closes_on: '2019-03-01' });
    await make('deals', { title: 'Lately lost', outcome: 'lost', closes_on: '2026-03-01' });
    await make('deals', { title: 'Old and won', outcome: 'won', closes_on: '2019-03-01' });
    const filter = {
      all: [
        { field: 'outcome', is: 'lost' },
        { field: 'closes_on', lt: '-5y' },
      ],
    };
    const asked = { object: 'deals', filter, action: 'trash' };
    const preview = await ask('POST', 'retention_rules/preview', asked);
    assert.deepEqual([preview.count, preview.examples[0].name], [1, 'Long lost']);
    const rule = await ask('POST', 'retention_rules', { name: 'Lost deals', ...asked });
    await night();
    const titles = async (path: string) =>
      ((await ask('GET', path)).data as { title: string }[]).map((one) => one.title).sort();
    assert.deepEqual(await titles('deals'), ['Lately lost', 'Old and won']);
    const [told] = (await ask('GET', 'retention_rules')).data;
    assert.deepEqual([told.id, told.last_count, new Date(told.last_run_at)], [rule.id, 1, now]);
    const [deed] = (await ask('GET', 'change_sets')).data as { id: string; origin: string }[];
    assert.equal(deed!.origin, 'system');
    await ask('PATCH', `retention_rules/${rule.id as string}`, { enabled: false });
    await ask('POST', `change_sets/${deed!.id}/undo`, {});
    await kith.drain();
    await night();
    assert.deepEqual(await titles('deals'), ['Lately lost', 'Long lost', 'Old and won']);
    await ask('DELETE', `retention_rules/${rule.id as string}`);
    assert.deepEqual((await ask('GET', 'retention_rules')).data, []);
  });

  test('people are made anonymous once, each with a certificate, and nobody else is touched', async () => {
    await make('people', { name: 'Petros Gone', city: 'Left' });
    await make('people', { name: 'Eleni Gone', city: 'Left' });
    await make('people', { name: 'Maria Here', city: 'Paphos' });
    const filter = {
      any: [
        { field: 'city', is: 'Left' },
        { field: 'name', is: 'Anonymous' },
      ],
    };
    await ask('POST', 'retention_rules', { name: 'Who left', object: 'people', filter, action: 'anonymise' });
    await night();
    assert.deepEqual(await names('people'), ['Anonymous', 'Anonymous', 'Maria Here']);
    assert.equal((await ask('GET', 'erasures')).data.length, 2);
    await night();
    assert.equal((await ask('GET', 'erasures')).data.length, 2, 'who is anonymous stays as they are');
    const lines = (await ask('GET', 'audit?kind=retention.changed')).data as { about: string }[];
    assert.deepEqual(
      lines.map((one) => one.about),
      ['Who left', 'Lost deals', 'Lost deals', 'Lost deals'],
    );
  });

  test('a rule without a condition, for records that are no people, or that cannot be read, is refused', async () => {
    const code = async (rule: object) => {
      const { status, body } = await kith.request('POST', '/api/v1/retention_rules', { name: 'Rule', ...rule });
      return [status, body.code];
    };
    const filter = { field: 'city', is: 'Left' };
    assert.deepEqual(await code({ object: 'people', filter: {}, action: 'trash' }), [422, 'input.invalid']);
    assert.deepEqual(await code({ object: 'deals', filter, action: 'erase' }), [422, 'input.invalid']);
    const odd = { field: 'no_such', is: 1 };
    assert.deepEqual(await code({ object: 'people', filter: odd, action: 'trash' }), [422, 'filter.invalid']);
  });
});
