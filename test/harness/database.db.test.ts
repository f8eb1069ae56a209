import assert from 'node:assert/strict';
import { before, describe, test } from 'node:test';
import pg from 'pg';
import { testDatabase, type TestDatabase } from './database.ts';

describe('the test database', () => {
  let database: TestDatabase;

  before(async () => {
    database = await testDatabase();
    await database.makeTemplate('harness', async ({ owner }) => {
      await query(owner, 'create schema shelf');
      await query(owner, 'create table shelf.book (id integer primary key)');
    });
  });

  test('gives each clone its own copy of the template', async () => {
    const [first, second] = [await database.cloneTemplate('harness'), await database.cloneTemplate('harness')];
    await query(first.owner, 'insert into shelf.book values (1)');
    assert.equal((await query(first.owner, 'select * from shelf.book')).length, 1);
    assert.equal((await query(second.owner, 'select * from shelf.book')).length, 0);
    await first.drop();
    await second.drop();
  });

  test('keeps the wall in clones', async () => {
    const clone = await database.cloneTemplate('harness');
    const escapes = ["select set_config('a.b', 'c', true)", 'do $$begin end$$', 'create temporary table t (i integer)'];
    if (clone.wall === 'roles' && clone.openDoors.length === 0) {
      for (const escape of escapes) await assert.rejects(query(clone.app, escape), { code: '42501' });
    }
    await clone.drop();
  });

  test('drops a clone that is still in use', async () => {
    const clone = await database.cloneTemplate('harness');
    const client = new pg.Client(clone.app);
    client.on('error', () => undefined);
    await client.connect();
    await clone.drop();
    await assert.rejects(query(clone.app, 'select 1'), { code: '3D000' });
    await client.end();
  });
});

async function query(login: pg.ClientConfig, text: string): Promise<unknown[]> {
  const client = new pg.Client(login);
  await client.connect();
  try {
    return (await client.query(text)).rows;
  } finally {
    await client.end();
  }
}
