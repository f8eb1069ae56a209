import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { newId, sql } from '#kernel/database';
import { testApp, type TestApp, type TestMember } from '../../../../test/harness/app.ts';
import { explainAll } from '../../../../test/harness/explain.ts';

const many = 20_000; // entries of others, enough that reading them all is what the database would not choose
const kinds = ['call', 'note', 'mail', 'letter', 'meeting', 'chat'];

describe('the entries of a member who reaches only their own records', () => {
  let kith: TestApp;
  let own: TestMember;

  before(async () => {
    kith = await testApp();
    own = await kith.addMember('Own Only', 'own_records');
    await kith.inWorkspace(async ({ db }) => {
      for (const kind of kinds) {
        const ids = Array.from({ length: many }, () => newId());
        await db.run(sql`insert into ${db.table(kind)} (id, version, created_at, created_by_id, updated_at,
            updated_by_id, author_id, subject, subject__sort, happened_at)
          select id, 1, now(), who, now(), who, who, 'Entry ' || n, 'entry ' || n, now() - n * interval '1 minute'
          from (select id, n, case when mod(n, 1000) = 0 then ${own.id}::uuid else ${kith.owner.id}::uuid end as who
            from unnest(${ids}::uuid[]) with ordinality e (id, n)) e`);
      }
    });
    const { schema } = kith.workspace;
    for (const kind of kinds) await kith.services.pools.owner.query(`analyze "${schema}"."${kind}"`);
  });
  after(() => kith.close());

  test('are found without reading those of all others, also where somebody else is their author', async () => {
    for (const kind of kinds) {
      const { api } = { api: kind === 'mail' ? 'mails' : `${kind}s` };
      const given = await kith.request(
        'POST',
        `/api/v1/${api}`,
        { subject: 'Theirs', author: kith.owner.id },
        { as: own },
      );
      assert.equal(given.status, 201, JSON.stringify(given.body));
      const named = await kith.request('POST', `/api/v1/${api}`, { subject: 'Not theirs', author: own.id });
      assert.equal(named.status, 201);
      let listed: { id: string }[] = [];
      const plans = await explainAll<string>(kith, 'explain', async () => {
        listed = (await kith.request('GET', `/api/v1/${api}?limit=100`, undefined, { as: own })).body.data;
      });
      assert.equal(listed.length, many / 1000 + 1);
      assert.ok(listed.some((one) => one.id === given.body.id) && !listed.some((one) => one.id === named.body.id));
      const read = plans.filter(({ text }) => text.includes(`"${kind}"`));
      assert.ok(read.length > 0);
      for (const { plan } of read) {
        const told = plan.join('\n');
        assert.doesNotMatch(told, new RegExp(`Seq Scan on ${kind}\\b`), told);
        assert.match(told, /_by_author|_by_creator/, told);
      }
    }
  });
});
