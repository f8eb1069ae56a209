import assert from 'node:assert/strict';
import { existsSync, readdirSync } from 'node:fs';
import { test } from 'node:test';
import { fileInMemory, fileOnDisk, type ImportFile } from '../reading/import-file.ts';
import { ImportProblem } from '../reading/import-problem.ts';
import { openSources } from '../reading/open-source.ts';
import { planImport, proposeMappings } from './plan-import.ts';
import type { PlannedRow } from './planned-row.ts';
import { htmlToText } from './rows/html-text.ts';

const BASE = new URL('../../../../../shared/data/hostile/', import.meta.url);
const skip = existsSync(BASE) ? false : 'no ../shared/data';
const SETTINGS = { region: 'CY', timeZone: 'Asia/Nicosia', currency: 'EUR', dayFirst: true, ownDomains: [] };
/** Nobody waits longer for a file that is refused. */
const LONGEST_MS = 2_000;

async function plan(file: ImportFile): Promise<PlannedRow[] | ImportProblem> {
  try {
    const sources = await openSources([file]);
    return (await planImport(sources, await proposeMappings(sources), SETTINGS)).rows;
  } catch (error) {
    if (error instanceof ImportProblem) return error;
    throw error;
  }
}

for (const folder of ['csv', 'vcard', 'ical', 'files', 'email/messages']) {
  test(
    `every hostile file of ${folder} is read or refused in a plain sentence, in time and in bounds`,
    { skip },
    async () => {
      for (const name of readdirSync(new URL(`${folder}/`, BASE))) {
        const start = performance.now();
        const held = process.memoryUsage().rss;
        const result = await plan(fileOnDisk(new URL(`${folder}/${name}`, BASE).pathname));
        assert.ok(performance.now() - start < LONGEST_MS, `${name} took too long`);
        if (result instanceof ImportProblem) assert.match(result.message, /^“.*\.$/s, name);
        assert.ok(process.memoryUsage().rss - held < 500_000_000, `${name} took too much memory`);
      }
    },
  );
}

const csv = (text: string) => plan(fileInMemory('people.csv', Buffer.from(text)));

test('headers named like parts of objects are headers', async () => {
  const rows = await csv('Name,Email,__proto__,constructor\nAnna Makri,anna@x.example,one,two\n');
  assert.ok(Array.isArray(rows));
  assert.deepEqual(Object.entries(rows[0]?.source ?? {}), [
    ['__proto__', 'one'],
    ['constructor', 'two'],
  ]);
});

test('a cell that begins like a formula is a text', async () => {
  const rows = await csv('Name,Email,Notes\n=HYPERLINK("x"),a@x.example,"=SUM(A1:A9)"\n');
  assert.ok(Array.isArray(rows));
  assert.equal(rows[0]?.values['note'], '=SUM(A1:A9)');
});

test('texts made to keep a pattern busy are done at once', async () => {
  const start = performance.now();
  const cells = [
    '<script>'.repeat(50_000),
    '<'.repeat(200_000),
    '9 '.repeat(100_000),
    'a@'.repeat(50_000),
    '('.repeat(100_000),
  ];
  for (const cell of cells) {
    htmlToText(cell);
    await csv(`Name,Email,Phone,Birthday,Balance,Notes\n"${cell}","${cell}","${cell}","${cell}","${cell}","${cell}"\n`);
  }
  assert.ok(performance.now() - start < LONGEST_MS, String(performance.now() - start));
});

test('a card of one endless line and a mailbox without line ends stay in bounds', async () => {
  const start = performance.now();
  const card = Buffer.concat([Buffer.from('BEGIN:VCARD\nNOTE:'), Buffer.alloc(20_000_000, 'x')]);
  const mail = Buffer.concat([Buffer.from('From a@x.example\n'), Buffer.alloc(20_000_000, 'x')]);
  assert.ok(Array.isArray(await plan(fileInMemory('x.vcf', card))));
  assert.ok(Array.isArray(await plan(fileInMemory('x.mbox', mail))));
  assert.ok(performance.now() - start < 2 * LONGEST_MS, String(performance.now() - start));
});

test('a photo folded into thirty thousand lines is read once', async () => {
  const lines = Array.from({ length: 30_000 }, () => ` ${'A'.repeat(72)}`).join('\n');
  const text = `BEGIN:VCARD\nVERSION:3.0\nN:Makri;Anna;;;\nPHOTO;ENCODING=b;TYPE=JPEG:\n /9j/\n${lines}\nEND:VCARD\n`;
  const start = performance.now();
  const rows = await plan(fileInMemory('x.vcf', Buffer.from(text)));
  assert.ok(Array.isArray(rows) && rows[0]?.values['photo'] !== undefined);
  assert.ok(performance.now() - start < LONGEST_MS);
});
