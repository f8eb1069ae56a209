import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { test } from 'node:test';
import { testApp, type TestApp } from '../../../../../test/harness/app.ts';

const samples = join(import.meta.dirname, '../../../../../../shared/data/imports');
const skip = existsSync(samples) ? false : 'the sample files (../shared/data/imports) are not here';

async function withApp(work: (app: TestApp) => Promise<void>): Promise<void> {
  const app = await testApp();
  try {
    await work(app);
  } finally {
    await app.close();
  }
}

/** Reads the files; answers with the import as a person sees it before it runs. */
async function read(app: TestApp, files: { name: string; content: Buffer | string }[]) {
  const form = new FormData();
  for (const { name, content } of files) form.append('file', new Blob([content as BlobPart]), name);
  const sent = await app.request('POST', '/api/v1/imports', form);
  await app.drain();
  const { body } = await app.request('GET', `/api/v1/imports/${sent.body.id}`);
  assert.equal(body.state, 'ready', JSON.stringify(body.error));
  return body as { id: string; dry_run: Trial };
}

interface Trial {
  matching: { people: Met; companies: Met };
  relationships: number;
}
interface Met {
  new: number;
  update: number;
  same: number;
}

async function run(app: TestApp, id: string) {
  await app.request('POST', `/api/v1/imports/${id}/run`, { accept: 'proposed' });
  await app.drain();
  const { body } = await app.request('GET', `/api/v1/imports/${id}`);
  assert.equal(body.state, 'done', JSON.stringify(body.error));
  return body;
}

const count = async (app: TestApp, object: string) =>
  (await app.request('POST', `/api/v1/${object}/query`, { aggregate: [{ fn: 'count' }] })).body.groups[0]?.values
    .count ?? 0;
const counts = async (app: TestApp) => ({
  people: await count(app, 'people'),
  companies: await count(app, 'companies'),
  relationships: await count(app, 'relationships'),
});

/** Records that an import changed without making them, by the history of each. */
async function changed(app: TestApp, api: string): Promise<number> {
  const { data } = (await app.request('GET', `/api/v1/${api}?limit=1000`)).body;
  return data.filter((one: { version: number }) => one.version > 1).length;
}

const before = [
  { name: 'Maria Kyriakou', emails: ['maria@kition.example'] },
  { name: 'Γιώργος Χαραλάμπους', emails: ['giorgos@kition.example'], city: 'Λεμεσός' },
  { name: 'Elena Same', emails: ['elena@kition.example'], city: 'Paphos', address: { city: 'Paphos' } },
];
const table = [
  'First name,Last name,E-mail,City,Company,Spouse',
  'Maria,Kyriakou,maria@kition.example,Larnaca,Kition Foods,Giorgos Charalambous',
  'Elena,Same,elena@kition.example,Paphos,,',
  'Nikos,New,nikos@kition.example,Paphos,New Firm,Nobody Known',
  'Anna,New,anna@kition.example,Paphos,New Firm,Nikos New',
  'Nikos,Double,nikos1@kition.example,,,Elena',
  'Nikos,Double,nikos2@kition.example,,,Anna New',
  'Petros,Late,petros@kition.example,,,Nikos Double',
].join('\n');

test('a trial tells who is new, who would gain something and who is there already, and the run does just that', () =>
  withApp(async (app) => {
    for (const values of before) assert.equal((await app.request('POST', '/api/v1/people', values)).status, 201);
    await app.request('POST', '/api/v1/companies', { name: 'Kition Foods Ltd' });
    const one = await read(app, [{ name: 'people.csv', content: table }]);
    assert.deepEqual(one.dry_run.matching, {
      people: { new: 5, update: 1, same: 1 },
      companies: { new: 1, update: 0, same: 1 },
    });
    assert.equal(one.dry_run.relationships, 3);
    await run(app, one.id);
    assert.deepEqual(await counts(app), { people: 8, companies: 2, relationships: 3 });
    assert.equal(await changed(app, 'people'), 1);
    const again = await read(app, [{ name: 'people.csv', content: table }]);
    assert.deepEqual(again.dry_run.matching, {
      people: { new: 0, update: 0, same: 7 },
      companies: { new: 0, update: 0, same: 2 },
    });
    assert.equal(again.dry_run.relationships, 0);
    await app.request('POST', `/api/v1/imports/${one.id}/undo`, {});
    assert.deepEqual(await counts(app), { people: 3, companies: 1, relationships: 0 });
  }));

test('a spouse or relation is linked where exactly one person has the name or the address; else it stays text', () =>
  withApp(async (app) => {
    for (const values of before) await app.request('POST', '/api/v1/people', values);
    const google = [
      'First Name,Last Name,E-mail 1 - Label,E-mail 1 - Value,Phone 1 - Value,Relation 1 - Label,Relation 1 - Value,' +
        'Relation 2 - Label,Relation 2 - Value',
      'Nikos,Panayi,work,nikos@kition.example,,Spouse,Maria Kyriakou,Manager,elena@kition.example',
      'Andri,Panayi,work,andri@kition.example,,Father,Nikos Panayi,Godmother,Nobody Known',
    ].join('\n');
    const one = await read(app, [{ name: 'contacts.csv', content: google }]);
    assert.equal(one.dry_run.relationships, 3);
    await run(app, one.id);
    const { data } = (await app.request('GET', '/api/v1/relationships?limit=100')).body;
    const told = data
      .map((row: Record<string, { name: string }>) => `${row['person']!.name} ${row['kind']} ${row['other']!.name}`)
      .sort();
    assert.deepEqual(told, [
      'Andri Panayi parent Nikos Panayi',
      'Nikos Panayi reports_to Elena Same',
      'Nikos Panayi spouse Maria Kyriakou',
    ]);
    const nikos = (await app.request('GET', '/api/v1/people?q=nikos')).body.data[0];
    assert.equal(nikos.spouse, 'Maria Kyriakou');
  }));

const units = [
  ['csv/google-contacts.csv'],
  ['spreadsheets/triiris-pelatologio.xlsx'],
  ['hubspot/companies.csv', 'hubspot/contacts.csv', 'hubspot/deals.csv'],
];
for (const files of units) {
  test(`${files[0]}: what the trial counts is what comes, in an empty workspace and in a full one`, { skip }, () =>
    withApp(async (app) => {
      const given = files.map((file) => ({ name: basename(file), content: readFileSync(join(samples, file)) }));
      const first = await read(app, given);
      await run(app, first.id);
      const { matching, relationships } = first.dry_run;
      const now = await counts(app);
      assert.deepEqual([matching.people.new, matching.companies.new, relationships], Object.values(now));
      const second = await read(app, given);
      assert.deepEqual(
        [second.dry_run.matching.people, second.dry_run.matching.companies],
        [
          { new: 0, update: 0, same: now.people },
          { new: 0, update: 0, same: now.companies },
        ],
      );
      assert.equal((await run(app, second.id)).updated, 0);
      assert.deepEqual(await counts(app), now);
    }),
  );
}
