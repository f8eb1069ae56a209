import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { sql } from '#kernel/database';
import { testApp, type TestApp, type TestMember } from '../../../../test/harness/app.ts';

type Json = Record<string, unknown>;

describe('since you last looked', () => {
  let kith: TestApp;
  let petros: TestMember;
  let now = new Date('2026-03-01T08:00:00Z');

  before(async () => {
    kith = await testApp({ clock: () => now });
    petros = await kith.addMember('Petros', 'member');
  });
  after(() => kith.close());

  const ask = async (method: string, path: string, body: Json = {}, as?: TestMember) => {
    const answer = await kith.request(method, `/api/v1/${path}`, body, as ? { as } : {});
    assert.ok(answer.status < 300, `${path} ${JSON.stringify(answer.body)}`);
    return answer.body;
  };
  const hours = (count: number) => (now = new Date(now.getTime() + count * 3_600_000));

  test('a record tells what others changed since, and one long look stays one', async () => {
    const { id } = await ask('POST', 'people', { name: 'Maria', city: 'Limassol' });
    const at = `people/${id}/looked`;
    assert.deepEqual(await ask('POST', at), { looked_at: null, fields: [] });
    const first = now.toISOString();
    hours(2);
    await ask('PATCH', `people/${id}`, { city: 'Paphos', title: 'CEO' }, petros);
    await ask('PATCH', `people/${id}`, { country: 'CY' });
    hours(1);
    const seen = await ask('POST', at);
    assert.deepEqual([Date.parse(seen.looked_at), seen.fields], [Date.parse(first), ['city', 'title']]);
    hours(0.2);
    assert.deepEqual((await ask('POST', at)).fields, ['city', 'title'], 'a minute later it is still the same look');
    hours(2);
    assert.deepEqual((await ask('POST', at)).fields, []);
  });

  test('a list tells which records others changed since, but for those one looked at', async () => {
    const ids: string[] = [];
    for (const title of ['One', 'Two', 'Three']) ids.push((await ask('POST', 'deals', { title })).id);
    const [one, two, three] = ids as [string, string, string];
    assert.deepEqual(await ask('POST', 'deals/looked'), { looked_at: null });
    hours(2);
    await ask('PATCH', `deals/${one}`, { stage: 'Proposal' }, petros);
    await ask('PATCH', `deals/${two}`, { stage: 'Proposal' }, petros);
    await ask('PATCH', `deals/${three}`, { stage: 'Proposal' });
    hours(1);
    const { looked_at: since } = await ask('POST', 'deals/looked');
    const changed = async (as?: TestMember) =>
      Object.keys((await ask('POST', 'deals/changed', { ids, since }, as)).changed).toSorted();
    assert.deepEqual(await changed(), [one, two].toSorted());
    await ask('POST', `deals/${one}/looked`);
    assert.deepEqual(await changed(), [two]);
    assert.deepEqual(await changed(petros), [three], 'each member has looks of their own');
    const own = await kith.addMember('Own Only', 'own_records');
    assert.deepEqual(await changed(own), [], 'what one may not see is not told');
  });

  test('what changed in a hidden field alone is told of no record', async () => {
    const every = { create: 'all', read: 'all', update: 'all', delete: 'all' };
    const actions = { import: false, export: false, merge: false, bulk: false, share: false };
    const rights = {
      administers: false,
      actions,
      objects: { default: every, deal: { ...every, fields: { amount: 'hidden' } } },
    };
    const blind = await kith.addMember('Blind', (await ask('POST', 'roles', { name: 'No amounts', rights })).key);
    const { id } = await ask('POST', 'deals', { title: 'Silent' });
    const since = now.toISOString();
    hours(1);
    await ask('PATCH', `deals/${id}`, { amount: { amount: '900.00', currency: 'EUR' } });
    const changed = async (as: TestMember) =>
      Object.keys((await ask('POST', 'deals/changed', { ids: [id], since }, as)).changed);
    assert.deepEqual([await changed(blind), await changed(petros)], [[], [id]]);
    hours(1);
    await ask('PATCH', `deals/${id}`, { title: 'Loud' });
    assert.deepEqual(await changed(blind), [id]);
  });

  test('looking writes no history and is bounded', async () => {
    const { id } = await ask('POST', 'people', { name: 'Quiet' });
    const sets = async () => (await ask('GET', 'change_sets?limit=1', undefined as never)).data[0].id;
    const newest = await sets();
    await ask('POST', `people/${id}/looked`);
    await ask('POST', 'people/looked');
    assert.equal(await sets(), newest);
    const count = () =>
      kith.inWorkspace(({ db }) =>
        db.one<{ n: number }>(sql`select count(*) as n from ${db.table('look')}
          where member_id = ${kith.owner.id}::uuid`),
      );
    await kith.inWorkspace(({ db }) =>
      db.run(sql`insert into ${db.table('look')} (member_id, what, at)
        select ${kith.owner.id}::uuid, 'old ' || n, '2020-01-01' from generate_series(1, 6000) n`),
    );
    hours(1);
    await ask('POST', 'people/looked');
    assert.ok((await count()).n <= 5_000, String((await count()).n));
  });
});
