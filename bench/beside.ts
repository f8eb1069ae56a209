import { openAsBlob } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { writeCsv } from './import-rate.ts';
import { askOnce, type Question, type Target } from './load.ts';
import type { Sample } from './operations.ts';

// How long a person looks before they ask for the next thing, for the sake of a rate that does not hang on the answer.
const pauseMillis = 15;
const alone = 600; // questions
const besideMillis = 30_000;

/** What people do while they work: lists, searches, records and small changes, one after the other, first with nothing
 * beside them and then while an import, an export of all people and the building of an index run. */
export async function besideBackground(target: Target, { people }: Sample): Promise<string[]> {
  const questions = mix(people);
  await times(target, questions, ({ asked }) => asked < alone);
  const before = await times(target, questions, ({ asked }) => asked < alone);
  const end = new AbortController();
  const folder = await mkdtemp(join(tmpdir(), 'kith-bench-beside-'));
  const file = join(folder, 'people.csv');
  await writeCsv(file, 400_000);
  const job = await bringIn(target, file);
  const taken = exportAll(target, end.signal);
  await buildIndex(target);
  const beside = await times(target, questions, ({ millis }) => millis < besideMillis);
  end.abort();
  const exported = await taken;
  await askOnce(target, { method: 'POST', path: `/api/v1/jobs/${job}/cancel` });
  await rm(folder, { recursive: true, force: true });
  const told = (name: string, all: number[]) =>
    `${name}: p50 ${at(all, 0.5).toFixed(1)} ms, p95 ${at(all, 0.95).toFixed(1)}, p99 ${at(all, 0.99).toFixed(1)}`;
  const ratio = at(beside, 0.95) / at(before, 0.95);
  return [
    `interactive, ${told('alone', before)}; ${told('beside import, export and index build', beside)}`,
    `ratio at p95 ${ratio.toFixed(1)}; meanwhile ${Math.round(exported / besideMillis)} kB/s were exported`,
  ];
}

function mix(people: Sample['people']): Question[] {
  const one = (n: number) => people[(n * 7) % people.length]!;
  const fields = 'name,company,emails,city,last_contact_at';
  return [
    () => ({ path: `/api/v1/people?sort=name&fields=${fields}` }),
    (n) => ({ path: `/api/v1/search?q=${encodeURIComponent(`${one(n).first} ${one(n).last}`)}&limit=20` }),
    (n) => ({ path: `/api/v1/people/${one(n).id}?include=company,timeline` }),
    (n) => ({ method: 'PATCH', path: `/api/v1/people/${one(n).id}`, body: { city: `Town ${n % 5}` } }),
  ];
}

async function times(
  target: Target,
  questions: Question[],
  more: (so: { asked: number; millis: number }) => boolean,
): Promise<number[]> {
  const all: number[] = [];
  const begun = performance.now();
  for (let n = 0; more({ asked: n, millis: performance.now() - begun }); n += 1) {
    const start = performance.now();
    await askOnce(target, questions[n % questions.length]!(n));
    all.push(performance.now() - start);
    await sleep(pauseMillis);
  }
  // The first ones wake what slept.
  return all.slice(questions.length * 5).toSorted((a, b) => a - b);
}

const at = (all: number[], share: number) => all[Math.min(all.length - 1, Math.floor(all.length * share))]!;

async function bringIn(target: Target, file: string): Promise<string> {
  const form = new FormData();
  form.append('file', await openAsBlob(file), 'people.csv');
  const sent = await fetch(`${target.origin}/api/v1/imports`, { method: 'POST', body: form, headers: target.headers });
  const { id } = (await sent.json()) as { id: string };
  await askOnce(target, { method: 'POST', path: `/api/v1/imports/${id}/run`, body: { accept: 'proposed' } });
  for (;;) {
    const { job_id, state } = (await (
      await fetch(`${target.origin}/api/v1/imports/${id}`, { headers: target.headers })
    ).json()) as { job_id: string; state: string };
    if (state === 'running') return job_id;
    await sleep(100);
  }
}

/** Takes all people again and again; answers with how many bytes came. */
async function exportAll(target: Target, signal: AbortSignal): Promise<number> {
  let bytes = 0;
  try {
    while (!signal.aborted) {
      const answer = await fetch(`${target.origin}/api/v1/people/export?format=csv`, {
        headers: target.headers,
        signal,
      });
      for await (const part of answer.body!) bytes += part.length;
    }
  } catch (error) {
    if (!signal.aborted) throw error;
  }
  return bytes;
}

/** A view that filters by a field without an index has one built. */
async function buildIndex(target: Target): Promise<void> {
  const view = {
    object: 'people',
    name: 'Beside',
    filter: { field: 'c_own_4', is: 'x' },
    sort: ['c_own_4'],
    shared: true,
  };
  await askOnce(target, { method: 'POST', path: '/api/v1/views', body: view });
}
