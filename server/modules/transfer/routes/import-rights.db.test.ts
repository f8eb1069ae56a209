import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { newId, sql } from '#kernel/database';
import { testApp, type TestApp, type TestMember } from '../../../../test/harness/app.ts';

let kith: TestApp;
let small: TestMember;
let reader: TestMember;
let brought: string;
before(async () => {
  kith = await testApp();
  small = await kith.addMember('Small', 'own_records');
  reader = await kith.addMember('Reader', 'read_only');
  const sent = await kith.request('POST', '/api/v1/imports', file('Name,E-mail\nAnna Makri,anna@x.example\n-,\n'));
  brought = sent.body.id;
  await kith.request('POST', `/api/v1/imports/${brought}/run`, { accept: 'proposed' });
  await kith.drain();
});
after(() => kith.close());

function file(text: string): FormData {
  const form = new FormData();
  form.append('file', new Blob([text]), 'people.csv');
  return form;
}

test('an import meets and changes records of everybody, so only who may change all of them brings one in', async () => {
  for (const as of [small, reader]) {
    const sent = await kith.request('POST', '/api/v1/imports', file('Name,E-mail\nAnna Makri,anna@x.example\n'), {
      as,
    });
    assert.equal(sent.status, 403, JSON.stringify(sent.body));
    assert.equal((await kith.request('POST', `/api/v1/imports/${brought}/run`, {}, { as })).status, 403);
    assert.equal((await kith.request('POST', `/api/v1/imports/${brought}/undo`, {}, { as })).status, 403);
  }
});

test('rows and files of imports are shown to whoever may read all records, and to nobody else', async () => {
  for (const path of ['', `/${brought}`, `/${brought}/rows`, `/${brought}/rejects.csv`]) {
    assert.equal((await kith.request('GET', `/api/v1/imports${path}`, undefined, { as: small })).status, 403, path);
    assert.equal((await kith.request('GET', `/api/v1/imports${path}`, undefined, { as: reader })).status, 200, path);
  }
});

test('an import, and its undo in the background, stand in the history under the name of who ran them', async () => {
  const eleni = await kith.addMember('Eleni', 'admin');
  const as = eleni;
  const rows = Array.from({ length: 5_100 }, (_, n) => `Person${n} Makri,p${n}@x.example`);
  const sent = await kith.request('POST', '/api/v1/imports', file(['Name,E-mail', ...rows].join('\n')), { as });
  await kith.request('POST', `/api/v1/imports/${sent.body.id}/run`, { accept: 'proposed' }, { as });
  await kith.drain();
  const { change_set_id } = (await kith.request('GET', `/api/v1/imports/${sent.body.id}`)).body;
  const undo = await kith.request('POST', `/api/v1/change_sets/${change_set_id}/undo`, {}, { as });
  assert.equal(undo.status, 202, 'a large undo runs in the background');
  await kith.drain();
  const sets = (await kith.request('GET', '/api/v1/change_sets')).body.data;
  const [undone, made] = sets as { author: object; origin: string }[];
  assert.deepEqual(
    [undone!.author, made!.author],
    [
      { id: eleni.id, name: 'Eleni' },
      { id: eleni.id, name: 'Eleni' },
    ],
  );
  assert.equal(made!.origin, 'import');
});

test('a job is shown to its member and to administrators, and stopped by nobody else', async () => {
  const { body } = await kith.request('GET', `/api/v1/imports/${brought}`);
  const job = `/api/v1/jobs/${body.job_id}`;
  assert.equal((await kith.request('GET', job)).status, 200);
  assert.equal((await kith.request('GET', job, undefined, { as: small })).status, 404);
  assert.equal((await kith.request('POST', `${job}/cancel`, {}, { as: small })).status, 404);
});

test('a role that reaches only its own records sees only its own changes', async () => {
  await kith.request('POST', '/api/v1/people', { name: 'Of Small' }, { as: small });
  const seen = await kith.request('GET', '/api/v1/change_sets', undefined, { as: small });
  assert.deepEqual(
    seen.body.data.map((set: { author: { id: string } }) => set.author.id),
    [small.id],
  );
});

test('an import that a mistake stopped half-way can be taken back, one that still runs cannot', async () => {
  const job = newId();
  await kith.inWorkspace(async ({ db }) => {
    await db.run(sql`update ${db.table('import')} set state = 'running' where id = ${brought}::uuid`);
    await db.run(sql`insert into ${db.table('job')} (id, kind, payload, max_attempts)
      values (${job}, 'transfer.run', ${JSON.stringify({ id: brought })}::jsonb, 5)`);
  });
  assert.equal((await kith.request('POST', `/api/v1/imports/${brought}/undo`, {})).status, 409);
  await kith.inWorkspace(({ db }) =>
    db.run(
      sql`update ${db.table('job')} set state = 'parked', done_at = now(), error = 'secret words' where id = ${job}`,
    ),
  );
  const shown = await kith.request('GET', `/api/v1/imports/${brought}`);
  assert.equal(shown.body.state, 'failed');
  assert.doesNotMatch(shown.body.error, /secret words/);
  assert.equal((await kith.request('POST', `/api/v1/imports/${brought}/undo`, {})).status, 200);
  const people = await kith.request('GET', '/api/v1/people?q=Makri');
  assert.deepEqual(people.body.data, []);
});
