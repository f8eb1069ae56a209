import assert from 'node:assert/strict';
import { existsSync, readdirSync } from 'node:fs';
import { test } from 'node:test';
import { fileInMemory, fileOnDisk, type ImportFile } from '../reading/import-file.ts';
import { openSources } from '../reading/open-source.ts';
import { joinCompanies, joinPeople } from './join-records.ts';
import { type ImportPlan, planImport, proposeMappings } from './plan-import.ts';

const SETTINGS = { region: 'CY', timeZone: 'Asia/Nicosia', currency: 'EUR', dayFirst: true, ownDomains: [] };

async function plan(files: ImportFile[]): Promise<ImportPlan> {
  const sources = await openSources(files);
  return planImport(sources, await proposeMappings(sources), SETTINGS);
}

test('rows of one person become one record; lists are united, opt-outs hold, differences are told', async () => {
  const text =
    'Name,Email,Phone,Title,Tags,Unsubscribed,Notes\n' +
    'Γιώργος Παπαδόπουλος,g@x.example,99 123456,CFO,VIP,,one\n' +
    'Papadopoulos George,G@x.example; g@gmail.com,22 456789,CEO,Golf,yes,two\n';
  const [record, other] = joinPeople(await plan([fileInMemory('x.csv', Buffer.from(text))]));
  assert.equal(other, undefined);
  assert.deepEqual(
    record?.values.emails?.map((email) => [email.value, email.primary]),
    [
      ['g@x.example', true],
      ['g@gmail.com', false],
    ],
  );
  assert.deepEqual(
    record?.values.phones?.map((phone) => phone.value),
    ['+35799123456', '+35722456789'],
  );
  assert.deepEqual(record?.values.tags, ['VIP', 'Golf']);
  assert.equal(record?.values['opted_out'], true);
  assert.equal(record?.values['note'], 'one\ntwo');
  assert.deepEqual(record?.conflicts.map(({ field, value }) => [field, value])[1], ['title', 'CEO']);
});

const BASE = new URL('../../../../../shared/data/imports/', import.meta.url);
const skip = existsSync(BASE) ? false : 'no ../shared/data';

const TOGETHER = { hubspot: [156, 56], salesforce: [126, 47], pipedrive: [109, 43], goldmine: [133, 63] };

for (const [folder, [people, companies]] of Object.entries(TOGETHER)) {
  test(`the files of ${folder} make ${people} people and ${companies} companies`, { skip }, async () => {
    const names = readdirSync(new URL(`${folder}/`, BASE)).filter((name) => name !== 'README.md');
    const made = await plan(names.map((name) => fileOnDisk(new URL(`${folder}/${name}`, BASE).pathname)));
    assert.deepEqual([joinPeople(made).length, joinCompanies(made).length], [people, companies]);
  });
}
