import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { testApp, type TestApp } from '../../../../test/harness/app.ts';

type Json = Record<string, unknown>;

/** The formulas of this file, by hand: a name is 'None' where there is no phase, and a fee is in euros. */
function expected({ phase, hours, fee }: { phase: string | null; hours: number | null; fee: number | null }): Json {
  const each = fee === null || !hours ? null : { amount: (fee / hours).toFixed(2), currency: 'EUR' };
  return { c_size: (hours ?? 0) > 40 ? 'large' : 'small', c_tag: `${phase ?? 'None'}!`, c_rate: each };
}

describe('formulas of values that stand in the same row', () => {
  let kith: TestApp;
  before(async () => {
    kith = await testApp();
    await ok('POST', 'objects', {
      label: 'Engagement',
      plural: 'Engagements',
      fields: [
        { label: 'Phase', type: 'text' },
        { label: 'Hours', type: 'number' },
        { label: 'Fee', type: 'money' },
        { label: 'Place', type: 'text' },
      ],
    });
    for (const [label, formula] of [
      ['Size', 'case(c_hours > 40, "large", "small")'],
      ['Tag', 'concat(coalesce(c_phase, "None"), "!")'],
      ['Rate', 'c_fee / c_hours'],
    ])
      await ok('POST', 'objects/c_engagements/fields', { label, type: 'formula', formula });
    await kith.drain();
  });
  after(() => kith.close());

  const ok = async (method: string, path: string, body?: object) => {
    const answer = await kith.request(method, `/api/v1/${path}`, body);
    assert.ok(answer.status < 300, `${method} ${path}: ${answer.status} ${JSON.stringify(answer.body)}`);
    return { ...answer.body, set: answer.headers['kith-change-set'] };
  };
  /** Does it, and says how often it wrote rows of the object. */
  const writing = async <T>(work: () => Promise<T>) => {
    const { result, statements } = await kith.watch(work);
    const rows = statements.filter(({ text }) => /(update|insert into|copy) "\w+"\."c_engagement"/.test(text));
    return { result, writes: rows.length };
  };
  const euros = (amount: number) => ({ amount: amount.toFixed(2), currency: 'EUR' });
  const shown = async () => {
    const { data } = await ok('GET', 'c_engagements?limit=1000');
    return new Map<string, Json>((data as Json[]).map((one) => [one['name'] as string, one]));
  };
  const held = (all: Map<string, Json>, name: string) => {
    const { c_size, c_tag, c_rate } = all.get(name)!;
    return { c_size, c_tag, c_rate };
  };

  test('are worked out by the statement that makes or changes the record, one, some or many', async () => {
    const one = await writing(() => ok('POST', 'c_engagements', { name: 'One', c_hours: 50, c_fee: euros(100) }));
    assert.equal(one.writes, 1);
    const { c_size, c_tag, c_rate } = one.result;
    assert.deepEqual({ c_size, c_tag, c_rate }, expected({ phase: null, hours: 50, fee: 100 }));
    for (const many of [3, 60]) {
      const operations = Array.from({ length: many }, (_, n) => ({
        op: 'create',
        values: { name: `${many}-${n}`, c_hours: n, c_phase: n % 2 ? 'Odd' : null, c_fee: n % 3 ? euros(n) : null },
      }));
      const made = await writing(() => ok('POST', 'c_engagements/batch', { operations }));
      assert.equal(made.writes, 1, `${many} at once`);
      const all = await shown();
      for (let n = 0; n < many; n += 1) {
        const wanted = expected({ phase: n % 2 ? 'Odd' : null, hours: n, fee: n % 3 ? n : null });
        assert.deepEqual(held(all, `${many}-${n}`), wanted, `${n} of ${many}`);
      }
    }
  });

  test('follow a change, leave others alone, and come back with an undo, the trash and a restore', async () => {
    const { id } = await ok('POST', 'c_engagements', { name: 'Two', c_hours: 4, c_phase: 'Open', c_fee: euros(8) });
    const changed = await writing(() => ok('PATCH', `c_engagements/${id}`, { c_hours: 80, c_phase: null }));
    assert.equal(changed.writes, 1);
    assert.deepEqual(held(await shown(), 'Two'), expected({ phase: null, hours: 80, fee: 8 }));
    assert.equal((await writing(() => ok('PATCH', `c_engagements/${id}`, { c_place: 'Paphos' }))).writes, 1);
    assert.deepEqual(held(await shown(), 'Two'), expected({ phase: null, hours: 80, fee: 8 }));
    const undone = await writing(() => ok('POST', `change_sets/${changed.result.set}/undo`, {}));
    assert.equal(undone.writes, 1);
    assert.deepEqual(held(await shown(), 'Two'), expected({ phase: 'Open', hours: 4, fee: 8 }));
    await ok('DELETE', `c_engagements/${id}`);
    await ok('POST', `c_engagements/${id}/restore`);
    assert.deepEqual(held(await shown(), 'Two'), expected({ phase: 'Open', hours: 4, fee: 8 }));
  });

  test('follow bulk changes and changes of several records to several values', async () => {
    const operations = Array.from({ length: 70 }, (_, n) => ({
      op: 'create',
      values: { name: `B${n}`, c_hours: n, c_place: 'bulk' },
    }));
    const made = (await ok('POST', 'c_engagements/batch', { operations })).results as { id: string }[];
    const filter = { field: 'c_place', is: 'bulk' };
    await ok('POST', 'c_engagements/bulk', { action: 'update', values: { c_phase: 'All' }, filter });
    const bulk = await writing(() => kith.drain());
    assert.equal(bulk.writes, 1, 'one page, written once');
    const patches = made.slice(0, 5).map(({ id }, n) => ({ op: 'update', id, values: { c_hours: 100 - n * 20 } }));
    assert.equal((await writing(() => ok('POST', 'c_engagements/batch', { operations: patches }))).writes, 1);
    const all = await shown();
    for (let n = 0; n < 70; n += 1) {
      const wanted = expected({ phase: 'All', hours: n < 5 ? 100 - n * 20 : n, fee: null });
      assert.deepEqual(held(all, `B${n}`), wanted, `B${n}`);
    }
  });

  test('of a field that is numbered, or of another formula, are worked out behind the write', async () => {
    await ok('POST', 'objects/c_engagements/fields', {
      label: 'Twice',
      type: 'formula',
      formula: 'concat(c_tag, c_size)',
    });
    await kith.drain();
    const made = await writing(() => ok('POST', 'c_engagements', { name: 'Last', c_phase: 'Open' }));
    assert.equal(made.writes, 2);
    assert.equal(made.result.c_twice, 'Open!small');
  });
});
