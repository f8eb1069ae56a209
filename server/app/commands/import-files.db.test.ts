import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { testApp, type TestApp } from '../../../test/harness/app.ts';
import { run } from './import-files.ts';
import { CommandError, parseCommand } from './parse-command.ts';

describe('the command that brings files in', () => {
  let kith: TestApp;
  let folder: string;
  before(async () => {
    kith = await testApp();
    folder = mkdtempSync(join(tmpdir(), 'kith-command-'));
    const rows = ['First name,Last name,E-mail', 'Maria,Kyriakou,maria@kition.example', 'Nikos,Panayi,', ',,'];
    writeFileSync(join(folder, 'people.csv'), rows.join('\n'));
  });
  after(async () => {
    rmSync(folder, { recursive: true });
    await kith.close();
  });

  const command = async (line: string) =>
    (await run(kith.services, parseCommand(line.split(' '), ['import'])!)) as Record<string, unknown>;
  const people = async () =>
    (await kith.request('GET', '/api/v1/people?sort=name')).body.data.map(
      (one: { name: { full: string } }) => one.name.full,
    ) as string[];

  test('only tells what it would do where a dry run is asked for', async () => {
    const told = await command(`import ${folder}/people.csv --dry-run`);
    assert.deepEqual([told['state'], (told['dry_run'] as { people: number }).people], ['ready', 2]);
    assert.deepEqual(await people(), []);
  });

  test('brings them in, and the second time finds everybody there', async () => {
    const told = await command(`import ${folder}/people.csv`);
    assert.deepEqual([told['state'], told['created']], ['done', 2]);
    assert.deepEqual(await people(), ['Maria Kyriakou', 'Nikos Panayi']);
    const again = await command(`import ${folder}/people.csv`);
    assert.deepEqual([again['state'], again['created']], ['done', 0]);
    assert.equal((await people()).length, 2);
  });

  test('says in one line what it cannot read', async () => {
    await assert.rejects(command('import /nowhere.csv'), (error: Error) => {
      assert.ok(error instanceof CommandError);
      assert.match(error.message, /nowhere\.csv cannot be read/);
      return true;
    });
  });
});
