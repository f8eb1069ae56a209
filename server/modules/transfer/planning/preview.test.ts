import assert from 'node:assert/strict';
import { test } from 'node:test';
import { fileInMemory } from '../reading/import-file.ts';
import { openDelimited } from '../reading/delimited.ts';
import { mapAs, proposeMapping } from '../recognising/mapping.ts';
import { planTable } from './plan-table.ts';
import { previewTable } from './preview.ts';

const SETTINGS = { region: 'CY', timeZone: 'Asia/Nicosia', currency: 'EUR', dayFirst: true, ownDomains: [] };
const open = (text: string) => openDelimited(fileInMemory('people.csv', Buffer.from(text)));

test('samples show the value before and after, refused ones first', async () => {
  const table = await open('Name,Email,Phone\nAnna Makri,ANNA@X.EXAMPLE,99 123456\nPetros Nicolaou,p@,2245O781\n');
  const samples = await previewTable(table, await proposeMapping(table), SETTINGS);
  assert.deepEqual(samples[1], [
    { before: 'p@', after: '', problem: 'not an e-mail address' },
    { before: 'ANNA@X.EXAMPLE', after: 'anna@x.example', problem: null },
  ]);
  assert.equal(samples[2]?.[1]?.after, '+35799123456');
});

test('a text without a header row is told by its values', async () => {
  const table = await open('Anna Makri;anna@x.example;99 123456\nPetros Nicolaou;petros@x.example;22 456789\n');
  const mapping = await proposeMapping(table);
  assert.deepEqual(
    mapping.columns.map((column) => column.field),
    ['name', 'email', 'phone'],
  );
  const rows = [];
  for await (const batch of planTable(table, mapping, SETTINGS)) rows.push(...batch);
  assert.deepEqual(
    rows.map((row) => [row.row, row.status]),
    [
      [1, 'person'],
      [2, 'person'],
    ],
  );
});

test('a table can be read as another object than proposed', async () => {
  const table = await open('Name,Remark\nAnna Makri,hello\n');
  const proposed = await proposeMapping(table);
  assert.equal(proposed.object, null);
  assert.equal(mapAs(proposed, 'person').columns[0]?.field, 'name');
  assert.equal(mapAs(proposed, 'deal').columns[0]?.field, 'title');
});
