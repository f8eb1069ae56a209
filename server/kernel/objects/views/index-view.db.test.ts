import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { sql } from '#kernel/database';
import { testApp, type TestApp } from '../../../../test/harness/app.ts';

let kith: TestApp;
before(async () => {
  kith = await testApp();
});
after(() => kith.close());

const indexesOn = (column: string) =>
  kith.inWorkspace((ctx) =>
    ctx.db.many<{ name: string }>(sql`select c.relname as name from pg_catalog.pg_index i
      join pg_catalog.pg_class c on c.oid = i.indexrelid
      join pg_catalog.pg_namespace n on n.oid = c.relnamespace
      join pg_catalog.pg_attribute a on a.attrelid = i.indrelid and a.attnum = i.indkey[0]
      where n.nspname = ${ctx.db.schema} and a.attname = ${column} and i.indisvalid`),
  );

test('a field of one’s own has an index once a saved view sorts or filters by it, and only one', async () => {
  const size = await kith.request('POST', '/api/v1/objects/people/fields', { label: 'Shoe size', type: 'number' });
  assert.equal(size.status, 201, JSON.stringify(size.body));
  const colour = await kith.request('POST', '/api/v1/objects/people/fields', {
    label: 'Favourite colour',
    type: 'text',
  });
  assert.deepEqual(await indexesOn('c_shoe_size'), []);
  const view = {
    object: 'people',
    name: 'By size',
    sort: ['-c_shoe_size'],
    filter: { all: [{ any: [{ field: colour.body.key, is: 'red' }] }] },
  };
  assert.equal((await kith.request('POST', '/api/v1/views', view)).status, 201);
  await kith.drain();
  assert.equal((await indexesOn('c_shoe_size')).length, 1);
  assert.equal((await indexesOn('c_favourite_colour__sort')).length, 1);
  assert.equal((await kith.request('POST', '/api/v1/views', { ...view, name: 'Again' })).status, 201);
  await kith.drain();
  assert.equal((await indexesOn('c_shoe_size')).length, 1);
});
