import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { testDatabase, type TestClone } from '../harness/database.ts';
import { openFirm, type Firm, type Told } from './firm.ts';
import { openProxy, type Proxy } from './proxy.ts';

// A request of these has some sixty to two hundred messages; more would be a loop that does not end.
const most = 600;

/** Makes what a request needs, and answers with the request. */
type Prepare = (name: string) => Promise<() => Promise<Told>>;

interface Cut {
  /** Which message was cut; the name of what the request makes. */
  told: string;
  name: string;
  answer: Told;
  /** The same request with the same key. */
  again(): Promise<Told>;
}

describe('F09: where a connection is cut before or behind each message of the protocol', () => {
  let clone: TestClone;
  let proxy: Proxy;
  let firm: Firm;
  let stories = 0;
  before(async () => {
    const database = await testDatabase();
    await database.makeTemplate('empty', async () => undefined);
    clone = await database.cloneTemplate('empty');
    proxy = await openProxy(clone.url);
    // Without the worker: what is cut belongs to the request.
    firm = await openFirm({ DATABASE_URL: proxy.url, SECRET: database.config.secret, ROLES: 'web' });
  });
  after(async () => {
    await firm.close();
    await proxy.close();
    await clone.drop();
  });

  /** Cuts before, and then behind, each message that a request needs; `check` looks at what came of it. Answers with
   * the messages that were met. */
  const atEach = async (prepare: Prepare, check: (cut: Cut) => Promise<void>) => {
    const met: string[] = [];
    stories += 1;
    for (const behind of [false, true]) {
      for (let nth = 1; ; nth += 1) {
        assert.ok(nth < most);
        const name = `${behind ? 'Behind' : 'Before'} ${stories}-${nth}.`;
        const send = await prepare(name);
        proxy.cutAt(nth, { after: behind });
        const answer = await send();
        const cut = proxy.cut();
        proxy.cutAt(Infinity);
        const told = `${name} ${cut} ${JSON.stringify(answer.body).slice(0, 500)}`;
        assert.ok(firm.lives(), `the program ended: ${told}`);
        assert.ok(answer.status < 300 || answer.status === 503, told);
        if (answer.status === 503) assert.ok(Number(answer.headers.get('retry-after')) > 0, told);
        await check({ told, name, answer, again: send });
        if (cut === null) break;
        met.push(`${cut} ${answer.body.code ?? ''}`.trim());
      }
    }
    return new Set(met);
  };
  const post = (path: string, body: unknown, key?: string) =>
    firm.send('POST', `/api/v1/${path}`, body, key ? { 'idempotency-key': key } : {});
  const inCity = async (city: string) =>
    (await firm.ok('POST', '/api/v1/people/query', { filter: { field: 'city', is: city }, limit: 1_000 })).data;
  const changesOf = async (id: string) => (await firm.ok('GET', `/api/v1/people/${id}/changes`)).data.length;

  test('a record is made once or not at all, and a commit that may have arrived is not called undone', async () => {
    const met = await atEach(
      async (name) => () => post('people', { name, city: name }, `create ${name}`),
      async ({ told, name, answer, again }) => {
        const made = await inCity(name);
        assert.ok(answer.status === 201 ? made.length === 1 : made.length < 2, told);
        if (made.length > 0 && answer.status === 503) assert.equal(answer.body.code, 'database.outcome_unknown', told);
        const { status, body } = await again();
        assert.equal(status, 201, told);
        if (made.length > 0) assert.equal(body.id, made[0].id, told);
        assert.equal((await inCity(name)).length, 1, told);
        assert.equal(await changesOf(body.id), 1, told);
      },
    );
    for (const message of ['FP', 'FB', 'FE', 'FS', 'B1', 'B2', 'BD', 'BC', 'BZ']) {
      assert.ok(met.has(`${message} database.unreachable`), message);
    }
    // The COMMIT itself, and what is answered to it.
    for (const message of ['FQ', 'BC']) assert.ok(met.has(`${message} database.outcome_unknown`), message);
  });

  test('a batch that goes by COPY is there wholly or not at all, and once', async () => {
    const size = 60;
    const met = await atEach(
      async (name) => () => {
        const operations = Array.from({ length: size }, (_, n) => {
          return {
            op: 'create',
            values: { name: `P${n}`, city: name, emails: [`${n}@${name}example`.replace(' ', '-')] },
          };
        });
        return post('people/batch', { operations }, `batch ${name}`);
      },
      async ({ told, name, answer, again }) => {
        const made = await inCity(name);
        assert.ok(made.length === size || (answer.status === 503 && made.length === 0), `${made.length} ${told}`);
        assert.equal((await again()).status, 200, told);
        const now = (await inCity(name)) as { version: number }[];
        assert.equal(now.length, size, told);
        assert.ok(
          now.every(({ version }) => version === 1),
          told,
        );
      },
    );
    assert.ok(met.has('Fd database.unreachable'), 'rows of COPY were cut');
  });

  test('a change is made wholly or not at all', async () => {
    await atEach(
      async (name) => {
        const { id } = (await post('people', { name, city: name })).body;
        return () => firm.send('PATCH', `/api/v1/people/${id}`, { title: 'New', notes: 'New' });
      },
      async ({ told, name, answer, again }) => {
        const [{ title, notes }] = await inCity(name);
        assert.equal(title, notes, told);
        if (answer.status === 200) assert.equal(title, 'New', told);
        assert.equal((await again()).status, 200, told);
        const [now] = await inCity(name);
        assert.deepEqual([now.title, now.version, await changesOf(now.id)], ['New', 2, 2], told);
      },
    );
  });

  test('two people are merged once or stay two', async () => {
    await atEach(
      async (name) => {
        const { id } = (await post('people', { name, city: name })).body;
        const other = (await post('people', { name, city: name, emails: [`b@${name}example`.replace(' ', '-')] })).body;
        return () => post(`people/${id}/merge`, { with: [other.id] }, `merge ${name}`);
      },
      async ({ told, name, answer, again }) => {
        const found = await inCity(name);
        assert.ok(found.length === 1 || (answer.status === 503 && found.length === 2), told);
        const { status, body } = await again();
        assert.equal(status, 200, told);
        assert.equal((await inCity(name)).length, 1, told);
        const undone = await post(`merges/${body.merge_id}/undo`, {});
        assert.equal(undone.status, 200, `${told} ${JSON.stringify(undone.body)}`);
        assert.equal((await inCity(name)).length, 2, told);
      },
    );
  });

  test('an undo is done once or not at all; where its key cannot tell, it says so', async () => {
    await atEach(
      async (name) => {
        const { headers } = await post('people', { name, city: name });
        const set = headers.get('kith-change-set')!;
        return () => post(`change_sets/${set}/undo`, {}, `undo ${name}`);
      },
      async ({ told, name, answer, again }) => {
        const left = (await inCity(name)).length;
        if (answer.status === 200) assert.equal(left, 0, told);
        const { status, body } = await again();
        if (status === 200) assert.equal((await inCity(name)).length, 0, told);
        else assert.equal(body.code, 'idempotency.no_answer', told);
      },
    );
  });
});
