import assert from 'node:assert/strict';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { test } from 'node:test';
import { newId } from '#kernel/database';
import { undefinedAfterStop, type JobRun } from '#kernel/jobs';
import { withContext, system } from '#kernel/workspace';
import { testApp, type TestApp } from '../../../../../test/harness/app.ts';
import { readJob, runJob } from '../run-import.ts';
import { usualLimits, type Limits } from './limits.ts';

const data = join(import.meta.dirname, '../../../../../../shared/data/imports');
const skip = existsSync(data) ? false : 'the sample files (../shared/data/imports) are not here';
/** Nothing is planned at once, and links go beyond chunks. */
const bySeven: Limits = { together: 0, alone: 0, chunk: 7 };
/** For files of some hundred rows: still a dozen chunks. */
const byHundred: Limits = { ...bySeven, chunk: 97 };

const single = [
  'spreadsheets/triiris-pelatologio.xlsx',
  'spreadsheets/tilefonikos-katalogos.ods',
  'spreadsheets/christmas-cards-2007.xls',
  'csv/google-contacts.csv',
  'csv/outlook-contacts.csv',
  'csv/offers-utf16.csv',
  'csv/clients-tab.txt',
  'act/act-contacts.txt',
  'vcard/phone-2.1.vcf',
  'vcard/mac-3.0.vcf',
  'vcard/server-4.0.vcf',
  'vcard/mixed.vcf',
  'calendar/calendar.ics',
  'mail/mailbox.mbox',
];
// What is met a second time does not hang on the format: these take a second each to be read, and come once.
const slow = /\.(xlsx|ods)$/;
const folders = ['hubspot', 'salesforce', 'pipedrive', 'goldmine'];

interface Given {
  name: string;
  content: Buffer | string;
}

function filesOf(folder: string): string[] {
  if (!existsSync(join(data, folder))) return [];
  return readdirSync(join(data, folder))
    .filter((name) => !/\.md$/i.test(name))
    .map((name) => `${folder}/${name}`);
}

/** The job as the worker hands it in, in this process and never stopped. */
function jobOf(app: TestApp, more: Partial<JobRun> = {}): JobRun {
  const { workspace, services } = app;
  const actor = { ...system, memberId: app.owner.id };
  return {
    id: newId(),
    attempt: 1,
    workspace,
    actor,
    transaction: (work, options) => withContext(services.source, { workspace, actor, ...options }, work),
    progress: async () => undefined,
    stopped: () => false,
    ends: async () => undefined,
    cancelRequested: async () => false,
    ...more,
  };
}

async function upload(app: TestApp, files: Given[]): Promise<string> {
  const form = new FormData();
  form.append('own_domains', 'triiris.example');
  for (const { name, content } of files) form.append('file', new Blob([content as BlobPart]), name);
  const sent = await app.request('POST', '/api/v1/imports', form);
  assert.equal(sent.status, 201, JSON.stringify(sent.body));
  return sent.body.id;
}

/** Brings files in within these limits; answers with the import before and after its run. */
async function bringIn(app: TestApp, files: Given[], limits: Limits) {
  const id = await upload(app, files);
  const { services } = app;
  await readJob(services, jobOf(app), id, limits);
  const { body: read } = await app.request('GET', `/api/v1/imports/${id}`);
  assert.equal(read.state, 'ready', JSON.stringify(read.error));
  await app.request('POST', `/api/v1/imports/${id}/run`, { accept: 'proposed' });
  await runJob(services, jobOf(app), id, limits);
  const { body: done } = await app.request('GET', `/api/v1/imports/${id}`);
  assert.equal(done.state, 'done', JSON.stringify(done.error));
  await app.drain();
  return { id, read, done };
}

const objects = [
  'people',
  'companies',
  'employments',
  'relationships',
  'deals',
  'calls',
  'meetings',
  'mails',
  'letters',
  'notes',
  'chats',
  'tasks',
];
/** What differs between two runs by nature. */
const passing = /^(?:id|version|created_at|updated_at|record|etag|latest_at|stage_since)$/;

const uuid = /[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}/g;

function withoutIds(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withoutIds);
  if (typeof value === 'string') return value.replaceAll(uuid, 'an id');
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .filter(([key]) => !passing.test(key))
      .map(([key, inner]) => [key, withoutIds(inner)]),
  );
}

async function pages(app: TestApp, path: string): Promise<Record<string, unknown>[]> {
  const all = [];
  for (let cursor = ''; ;) {
    const { body } = await app.request('GET', `${path}limit=200${cursor && `&cursor=${cursor}`}`);
    all.push(...body.data);
    if (!body.next_cursor) return all;
    cursor = body.next_cursor;
  }
}

function countsOf(body: Record<string, unknown>) {
  const { created, updated, matched, attached, interactions, skipped, rejected, by_object } = body;
  return { created, updated, matched, attached, interactions, skipped, rejected, by_object };
}

/** All that an import left, in an order of its own. */
async function outcome(app: TestApp, files: Given[], limits: Limits) {
  const { id, read, done } = await bringIn(app, files, limits);
  const sorted = async (path: string) => (await pages(app, path)).map((one) => JSON.stringify(withoutIds(one))).sort();
  const records: Record<string, string[]> = {};
  for (const object of objects) records[object] = await sorted(`/api/v1/${object}?`);
  const { dry_run, files: tables } = read;
  const rows = (await pages(app, `/api/v1/imports/${id}/rows?`))
    .map(({ record_id, ...row }) => JSON.stringify({ ...row, record: record_id !== null }))
    .sort();
  const again = files.some(({ name }) => slow.test(name)) ? null : await bringIn(app, files, limits);
  return {
    trial: dry_run,
    again: again?.read.dry_run,
    countsAgain: again && countsOf(again.done),
    tables,
    counts: countsOf(done),
    records,
    rows,
  };
}

async function both(files: Given[], limits: Limits) {
  const [whole, parts] = [await testApp(), await testApp()];
  try {
    return { whole: await outcome(whole, files, usualLimits), parts: await outcome(parts, files, limits) };
  } finally {
    await whole.close();
    await parts.close();
  }
}

function readFiles(paths: string[]): Given[] {
  return paths.map((path) => ({ name: basename(path), content: readFileSync(join(data, path)) }));
}

for (const files of [...single.map((path) => [path]), ...folders.map(filesOf)]) {
  const limits = files[0]?.startsWith('spreadsheets/') ? byHundred : bySeven;
  test(`${files[0]}: ${limits.chunk} rows at a time give what all at once give`, { skip }, async () => {
    const { whole, parts } = await both(readFiles(files), limits);
    for (const key of ['trial', 'tables', 'counts', 'rows', 'records', 'again', 'countsAgain'] as const)
      assert.deepEqual(parts[key], whole[key], key);
  });
}

test('a reading in chunks tells how far it is, stops when it is asked to, and begins again', async () => {
  const app = await testApp();
  try {
    const lines = Array.from({ length: 30 }, (_, i) => `Given${i},Family${i},p${i}@chunks.example`);
    const id = await upload(app, [{ name: 'people.csv', content: `First name,Last name,E-mail\n${lines.join('\n')}` }]);
    const { body: waiting } = await app.request('GET', `/api/v1/imports/${id}`);
    const told: number[] = [];
    const progress = async (done: number, total: number | null) => void told.push(done / (total ?? 0));
    const stopping = jobOf(app, { id: waiting.job_id, progress, stopped: () => told.length > 0 });
    assert.equal(await readJob(app.services, stopping, id, bySeven), undefinedAfterStop);
    assert.ok(told.length === 1 && told[0]! > 0 && told[0]! < 1, String(told));
    assert.equal((await app.request('GET', `/api/v1/imports/${id}`)).body.state, 'reading');
    await readJob(app.services, jobOf(app, { id: waiting.job_id }), id, bySeven);
    const { body: read } = await app.request('GET', `/api/v1/imports/${id}`);
    assert.deepEqual([read.state, read.dry_run.matching.people], ['ready', { new: 30, update: 0, same: 0 }]);
  } finally {
    await app.close();
  }
});
