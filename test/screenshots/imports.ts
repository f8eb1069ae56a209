import type { APIRequestContext, Page } from 'playwright-core';
import type { Shot } from './pages.ts';

/** The imports that the walk makes for its pictures: one waits for its run, one has run. */
export type BroughtImports = { ready: string; done: string };

// Rows that come in, rows that do not, and values that do not fit, as people write them.
const contacts = [
  'First name,Last name,E-mail,Mobile,Company,Town,Birthday,Shoe size',
  'Αικατερίνη-Μαρία,Παπακωνσταντίνου-Χριστοδούλου,kate@kallithea.example,99 123 456,Kallithea,Λεμεσός,15/4/1980,38',
  'Γιώργος,Χαραλάμπους,giorgos at kition,12,Kition Ceramics & Building Materials (Overseas) Ltd,Λάρνακα,31/2/1975,43',
  ',,,,,Paphos,,40',
  'Anna,Smith,anna@smith.example,call her sister,Smith & Daughters,Nicosia,1/12/1990,41',
  ',,,,,Famagusta,,',
].join('\n');
const calls =
  'Date,Type,With,Notes\n3/2/2026,Call,Anna Smith,Wants the catalogue\n,Call,Anna Smith,Asked for a price\n';

/** Brings two imports in by the API. */
export async function bringImports(request: APIRequestContext, url: string): Promise<BroughtImports> {
  const ready = await start(request, url);
  const done = await start(request, url);
  await request.post(`/api/v1/imports/${done}/run`, { data: { accept: 'proposed' }, headers: { origin: url } });
  await reach(request, done, 'done');
  return { ready, done };
}

async function start(request: APIRequestContext, url: string): Promise<string> {
  const form = new FormData();
  form.append('file', new File([contacts], 'contacts.csv', { type: 'text/csv' }));
  form.append('file', new File([calls], 'calls.csv', { type: 'text/csv' }));
  const answer = await request.post('/api/v1/imports', { multipart: form, headers: { origin: url } });
  if (!answer.ok()) throw new Error(`the import answered ${String(answer.status())}: ${await answer.text()}`);
  const { id } = (await answer.json()) as { id: string };
  await reach(request, id, 'ready');
  return id;
}

async function reach(request: APIRequestContext, id: string, state: string): Promise<void> {
  for (;;) {
    const one = (await (await request.get(`/api/v1/imports/${id}`)).json()) as { state: string };
    if (one.state === state) return;
    if (one.state === 'failed') throw new Error('the import failed');
    await new Promise((resolve) => setTimeout(resolve, 300));
  }
}

const working = (state: string, more: object = {}): Record<string, unknown> => ({
  '**/api/v1/imports/*': {
    id: 'x',
    state,
    files: [{ name: 'contacts.csv', sheet: null, rows: 4210, object: 'person', recognised_as: null }],
    mapping: null,
    dry_run: null,
    undo: null,
    progress: { done: 1830, total: 4210 },
    job_id: 'x',
    rejected: 0,
    warnings: [],
    ...more,
  },
});

/** The pages of an import: drop, mapping with trial, at work, result with rows kept aside, mapping again. */
export const importShots: Shot[] = [
  { name: 'import', path: 'import' },
  { name: 'import-mapping', path: 'import?id={ready}' },
  { name: 'import-reading', path: 'import?id=x', answers: working('reading', { progress: null }) },
  { name: 'import-running', path: 'import?id=x', answers: working('running') },
  {
    name: 'import-failed',
    path: 'import?id=x',
    answers: working('failed', { error: '“contacts.xlsx” is damaged or cut off: it has no end.' }),
  },
  {
    name: 'import-half-undone',
    path: 'import?id=x',
    answers: working('done', {
      created: 9120,
      undo: { job_id: 'x', state: 'cancelled', done: 3500, total: 9120 },
    }),
  },
  { name: 'import-done', path: 'import?id={done}' },
  { name: 'import-again', path: 'import?id={done}', act: changeMapping },
];

async function changeMapping(page: Page): Promise<void> {
  await page.getByRole('button', { name: /^(Change the mapping|Αλλαγή αντιστοίχισης)/ }).click();
  await page.getByRole('table').first().waitFor();
}
