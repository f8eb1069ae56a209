import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { testApp, type Answer, type TestApp } from '../harness/app.ts';

type Json = Record<string, unknown>;
const most = 10; // data statements of a write, whatever the number of records it makes or touches
// Where everything came from is read first: the merges in force, what they wrote, what is new since.
const mostOf: Record<string, number> = { 'undo of a merge': 15 };

const entries = ['calls', 'meetings', 'letters', 'notes', 'tasks', 'mails', 'chats'];

describe('the doors that write many records', () => {
  let kith: TestApp;
  let made = 0;
  let step = 0;
  const told: Record<string, number[]> = {};

  before(async () => {
    kith = await testApp();
  });
  after(() => kith.close());

  /** Sends one write and keeps how many statements it took. */
  const send = async (name: string, sent: { method: string; path: string; body?: unknown }): Promise<Answer> => {
    await kith.drain();
    step += 1;
    const { result, statements } = await kith.watch(() => kith.request(sent.method, `/api/v1/${sent.path}`, sent.body));
    assert.ok(result.status < 300, `${name} ${JSON.stringify(result.body)}`);
    const texts = statements.map((one) => one.text.replaceAll(/\s+/g, ' ').slice(0, 140)).join('\n');
    assert.ok(statements.length <= (mostOf[name] ?? most), `${name}: ${statements.length} statements\n${texts}`);
    (told[`${name} ${step}`] ??= []).push(statements.length);
    return result;
  };
  const batch = async (name: string, api: string, operations: Json[]): Promise<string[]> => {
    const { body } = await send(name, { method: 'POST', path: `${api}/batch`, body: { operations } });
    return body.results.map((one: { id: string }) => one.id);
  };
  const create = (api: string, many: Json[]) =>
    batch(
      `create ${api}`,
      api,
      many.map((values) => ({ op: 'create', values })),
    );
  const list = (n: number, values: (at: number) => Json) => Array.from({ length: n }, (_, at) => values(at));
  const name = (what: string) => `${what} ${(made += 1)}`;

  /** A person on whom `n` records of every kind hang, and one beside them. */
  const hung = async (n: number) => {
    const [tag] = await create('tags', [{ name: name('tag') }]);
    const [kept, gone] = await create('people', [
      { name: name('Maria Ioannou'), emails: [`m${made}@kept.example`] },
      { name: name('Ioannou M'), emails: [`m${made}@gone.example`], phones: ['99123456'], tags: [tag] },
    ]);
    const firms = await create(
      'companies',
      list(n, () => ({ name: name('Firm') })),
    );
    await create(
      'employments',
      firms.map((company) => ({ person: gone, company, started_on: '2020' })),
    );
    const friends = await create(
      'people',
      list(n, () => ({ name: name('Friend') })),
    );
    await create(
      'relationships',
      friends.map((other) => ({ person: gone, other, kind: 'friend' })),
    );
    for (const api of entries)
      await create(
        api,
        list(n, () => ({ subject: name(api), people: [gone], companies: [firms[0]] })),
      );
    await create(
      'deals',
      list(n, () => ({ title: name('Deal'), person: gone, company: firms[0] })),
    );
    const form = new FormData();
    form.append('file', new Blob(['%PDF-1.4'], { type: 'application/pdf' }), 'offer.pdf');
    form.append('object', 'people');
    form.append('record_id', gone!);
    const put = await kith.request('POST', '/api/v1/files', form);
    assert.ok(put.status < 300, JSON.stringify(put.body));
    return { kept, gone, firms, friends };
  };

  const round = async (n: number) => {
    step = 0;
    const { kept, gone, firms, friends } = await hung(n);
    const merged = await send('merge', { method: 'POST', path: `people/${kept}/merge`, body: { with: [gone] } });
    const undone = await send('undo of a merge', { method: 'POST', path: `merges/${merged.body.merge_id}/undo` });
    const again = await send('undo of the undo', {
      method: 'POST',
      path: `change_sets/${undone.body.change_set_id}/undo`,
    });
    assert.ok(again.body.undone > n * entries.length);
    await send('merge of companies', {
      method: 'POST',
      path: `companies/${firms[0]}/merge`,
      body: { with: [firms[1]] },
    });
    const change = { owner: kith.owner.id, city: name('City') };
    await batch(
      'bulk update',
      'people',
      friends.map((id) => ({ op: 'update', id, values: change })),
    );
    await batch(
      'bulk trash',
      'people',
      friends.map((id) => ({ op: 'delete', id })),
    );
  };

  const promise = 'take at most ten statements (an un-merge fifteen), as many for three hundred records as for half';
  test(promise, async () => {
    for (const n of [12, 24]) await round(n);
    for (const [what, [many, more]] of Object.entries(told)) assert.equal(more, many, what);
  });
});
