import { openAsBlob } from 'node:fs';
import { mkdtemp, open, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Services } from '../server/app/services.ts';
import { cpuSince, residentMb, type Target } from './load.ts';
import { givenNames, surnames, towns } from './names.ts';

/** Brings in a clean CSV of 20 columns, with matching and history, and tells rows a second beside plain COPY of
  the same
 * records into the same tables with the same indexes. */
export async function importRate(services: Services, target: Target, rows: number): Promise<string[]> {
  const folder = await mkdtemp(join(tmpdir(), 'kith-bench-csv-'));
  const file = join(folder, 'people.csv');
  await writeCsv(file, rows);
  const used = cpuSince(target.pids);
  const start = performance.now();
  const form = new FormData();
  form.append('file', await openAsBlob(file), 'people.csv');
  const sent = (await (
    await fetch(`${target.origin}/api/v1/imports`, { method: 'POST', body: form, headers: target.headers })
  ).json()) as { id: string };
  const json = { ...target.headers, 'content-type': 'application/json' };
  await fetch(`${target.origin}/api/v1/imports/${sent.id}/run`, {
    method: 'POST',
    body: '{"accept":"proposed"}',
    headers: json,
  });
  let peak = 0;
  let state = '';
  let created = 0;
  for (; !['done', 'failed'].includes(state); await sleep(500)) {
    const now = (await (
      await fetch(`${target.origin}/api/v1/imports/${sent.id}`, { headers: target.headers })
    ).json()) as { state: string; created: number };
    ({ state, created } = now);
    peak = Math.max(
      peak,
      target.pids().own.reduce((sum, pid) => sum + residentMb(pid), 0),
    );
  }
  const seconds = (performance.now() - start) / 1000;
  const { own, database } = used();
  const micros = (millis: number) => Math.round((millis / rows) * 1000);
  const copied = await copyTwin(services);
  await rm(folder, { recursive: true, force: true });
  const rate = Math.round(rows / seconds);
  return [
    [
      `import of ${rows} rows × 20 columns: ${state}, ${created} created, ${rate} rows/s`,
      `${micros(own)} µs a row of Node and ${micros(database)} of PostgreSQL`,
      `peak of both processes ${peak} MB`,
      `copying the same records with the same indexes: ${copied} rows/s; ratio ${(rate / copied).toFixed(2)}`,
    ].join('; '),
  ];
}

const header =
  'First name,Last name,E-mail,Phone,Mobile,Job title,Company,Street,City,Postal code,Country,Birthday,Notes,Website,' +
  'Source,Language,Department,Field 1,Field 2,Field 3\n';

/** Writes a clean file of people. */
export async function writeCsv(file: string, rows: number): Promise<void> {
  const out = await open(file, 'w');
  await out.write(header);
  const run = Date.now().toString(36);
  for (let at = 0; at < rows; at += 5_000) {
    const lines = Array.from({ length: Math.min(5_000, rows - at) }, (_, i) => line(at + i, run));
    await out.write(lines.join(''));
  }
  await out.close();
}

function line(i: number, run: string): string {
  const first = givenNames.shown[i % givenNames.shown.length];
  const last = surnames.shown[(i * 7) % surnames.shown.length];
  const number = String(i % 1_000_000).padStart(6, '0');
  const cells = [first, last, `${run}.${i}@import.example`, `22${number}`, `99${number}`, 'Manager'];
  cells.push(`Import Firm ${i % 20_000} Ltd`, `Street ${i % 100}`, towns[i % 9], String(1000 + (i % 9000)), 'Cyprus');
  cells.push(`19${50 + (i % 50)}-0${1 + (i % 9)}-1${i % 9}`, 'A note', 'https://import.example', 'fair', 'en', 'Sales');
  return `${[...cells, 'one', 'two', 'three'].join(',')}\n`;
}

/** The records that the import made, copied as they are into tables of the same shape and indexes. */
async function copyTwin(services: Services): Promise<number> {
  const [workspace] = await services.directory.list();
  const { pools } = services;
  const client = await pools.owner.connect();
  const schema = `"${workspace!.schema}"`;
  try {
    let seconds = 0;
    // Earlier imports into the same workspace are copied along, so they count.
    let people = 0;
    for (const table of ['person', 'employment', 'record_key', 'change', 'import_row']) {
      await client.query(`create table ${schema}."twin_${table}" (like ${schema}."${table}" including all)`);
      const where =
        table === 'record_key' || table === 'change' || table === 'import_row' ? '' : `where deleted_at is null`;
      await client.query(`create temporary table held as select * from ${schema}."${table}" ${where} limit 0`);
      const since = {
        person: 'id',
        employment: 'id',
        record_key: 'record_id',
        change: 'record_id',
        import_row: 'record_id',
      }[table]!;
      // Ids of the import sort behind those of the generated records.
      const { rowCount } = await client.query(
        `insert into held select * from ${schema}."${table}" where ${since} > '01a00000-0000-7000-8000-000000000000'`,
      );
      if (table === 'person') people = rowCount ?? 0;
      const start = performance.now();
      await client.query(`insert into ${schema}."twin_${table}" select * from held`);
      seconds += (performance.now() - start) / 1000;
      await client.query('drop table held');
      await client.query(`drop table ${schema}."twin_${table}"`);
    }
    return Math.round(people / seconds);
  } finally {
    client.release();
  }
}
