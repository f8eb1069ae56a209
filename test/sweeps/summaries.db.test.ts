import assert from 'node:assert/strict';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { testApp, type TestApp } from '../harness/app.ts';

type Json = Record<string, unknown>;
type Ref = { id: string } | null;

const product = join(import.meta.dirname, '../../../shared/data/imports/hubspot');
const skip = existsSync(product) ? false : 'the sample files (../shared/data/imports) are not here';
const now = new Date('2026-11-22T08:00:00Z');
const contacts = 'call,meeting,mail,letter,chat';
const interactions = ['calls', 'meetings', 'mails', 'letters', 'chats'];

describe('what is counted and dated on people and companies agrees with their records', () => {
  let kith: TestApp;

  before(async () => {
    kith = await testApp({ clock: () => now });
    await kith.services.addSample(kith.workspace);
    await kith.drain();
  });
  after(() => kith.close());

  const ask = async (method: string, path: string, body?: unknown) => {
    const answer = await kith.request(method, `/api/v1/${path}`, body);
    assert.ok(answer.status < 300, `${method} ${path}: ${JSON.stringify(answer.body).slice(0, 300)}`);
    return answer;
  };
  const all = async (api: string): Promise<Json[]> => {
    const rows: Json[] = [];
    for (let cursor: string | null = ''; cursor !== null;) {
      const { body } = await ask('GET', `${api}?limit=1000${cursor && `&cursor=${cursor}`}`);
      rows.push(...body.data);
      cursor = body.next_cursor;
    }
    return rows;
  };
  const idsOf = (value: unknown): string[] => [(value ?? []) as Ref | Ref[]].flat().flatMap((ref) => ref?.id ?? []);
  const tally = (rows: Json[], field: string): Map<string, number> => {
    const counted = new Map<string, number>();
    for (const row of rows) for (const id of idsOf(row[field])) counted.set(id, (counted.get(id) ?? 0) + 1);
    return counted;
  };
  const first = (rows: Json[], field: string, at: string, later: boolean): Map<string, string> => {
    const found = new Map<string, string>();
    for (const row of rows) {
      const moment = row[at] as string | null;
      for (const id of moment ? idsOf(row[field]) : []) {
        const known = found.get(id);
        if (!known || (later ? moment! > known : moment! < known)) found.set(id, moment!);
      }
    }
    return found;
  };
  /** All that is summed up, worked out here from the records that it is summed up from. */
  const check = async (when: string) => {
    const jobs = (await all('employments')).filter((one) => one['ended_on'] === null);
    const deals = (await all('deals')).filter((one) => one['outcome'] === 'open');
    const tasks = (await all('tasks')).filter((one) => one['done'] === false);
    const talks = (await Promise.all(interactions.map(all)))
      .flat()
      .filter((one) => Date.parse(one['happened_at'] as string) <= now.getTime());
    const [worked, dealsOf, dealsWith] = [tally(jobs, 'company'), tally(deals, 'company'), tally(deals, 'person')];
    const wrong: string[] = [];
    const same = (of: Json, field: string, wanted: unknown) => {
      if (of[field] !== wanted)
        wrong.push(`${String(of['object'])} ${field}: ${String(of[field])}, not ${String(wanted)}`);
    };
    const due = (field: string) => first(tasks, field, 'due_at', false);
    const [duePeople, dueCompanies, last] = [
      due('people'),
      due('companies'),
      first(talks, 'people', 'happened_at', true),
    ];
    for (const person of await all('people')) {
      const id = person['id'] as string;
      same(person, 'open_deals', dealsWith.get(id) ?? 0);
      same(person, 'next_step_at', duePeople.get(id) ?? null);
      same(person, 'last_contact_at', last.get(id) ?? null);
    }
    for (const company of await all('companies')) {
      const id = company['id'] as string;
      same(company, 'people_count', worked.get(id) ?? 0);
      same(company, 'open_deals', dealsOf.get(id) ?? 0);
      same(company, 'next_step_at', dueCompanies.get(id) ?? null);
      const { body } = await ask('GET', `companies/${id}/timeline?kinds=${contacts}&limit=50`);
      const past = body.data.find((entry: { at: string }) => Date.parse(entry.at) <= now.getTime());
      if (past || !body.next_cursor) same(company, 'last_contact_at', past?.at ?? null);
    }
    assert.deepEqual([...new Set(wrong)].slice(0, 10), [], `${when}: ${wrong.length} are wrong`);
  };

  const bring = async (files: [string, string][]): Promise<Json> => {
    const form = new FormData();
    for (const [name, content] of files) form.append('file', new Blob([content]), name);
    const sent = await ask('POST', 'imports', form);
    await ask('POST', `imports/${sent.body.id}/run`, { accept: 'proposed' });
    await kith.drain();
    const { body } = await ask('GET', `imports/${sent.body.id}`);
    assert.equal(body.state, 'done', body.error);
    return body;
  };

  test('after the sample firm was added', () => check('sample'));

  test('after a batch that makes companies, and one that makes who works there', async () => {
    const create = (values: Json) => ({ op: 'create', values });
    const made = await ask('POST', 'companies/batch', { operations: [create({ name: 'A' }), create({ name: 'B' })] });
    const [a, b] = made.body.data ?? made.body.results;
    const people = (await all('people')).slice(0, 2);
    const operations = people.map((person) => create({ person: person['id'], company: a.id }));
    await ask('POST', 'employments/batch', { operations });
    await ask('POST', 'deals/batch', { operations: [create({ title: 'x', company: b.id, person: people[0]!['id'] })] });
    await check('batch');
  });

  test('after a merge of companies and of people, and its undo', async () => {
    for (const api of ['companies', 'people']) {
      const [keep, other] = await all(api);
      const merged = await ask('POST', `${api}/${String(keep!['id'])}/merge`, { with: [other!['id']] });
      await check(`merge of ${api}`);
      await ask('POST', `merges/${merged.body.merge_id}/undo`);
      await check(`undo of the merge of ${api}`);
    }
  });

  test('after an import that meets some of them and brings others, and its undo', async () => {
    const [met] = await all('companies');
    const csv = [
      'Name,Company,E-mail',
      ...Array.from(
        { length: 60 },
        (_, n) => `New Person${n},${n % 3 ? `Fresh ${n % 7}` : String(met!['name'])},n${n}@fresh.example`,
      ),
    ].join('\n');
    const body = await bring([['people.csv', csv]]);
    const fresh = (await all('companies')).filter((one) => String(one['name']).startsWith('Fresh'));
    assert.equal(fresh.length, 7);
    await check('import');
    await ask('POST', `change_sets/${String(body['change_set_id'])}/undo`);
    await kith.drain();
    await check('undo of the import');
  });

  test('after a calendar with a person whose company it does not name', async () => {
    const person = (await all('people')).find((one) => one['company'] && one['emails'])!;
    const [{ value }] = person['emails'] as [{ value: string }];
    const days = ['20261120T090000Z', '20261121T090000Z'];
    const events = days.flatMap((day, n) => [
      'BEGIN:VEVENT',
      `UID:visit-${n}@firm.example`,
      `DTSTART:${day}`,
      'SUMMARY:A visit',
      `ATTENDEE;CN=Visitor:mailto:${value}`,
      'END:VEVENT',
    ]);
    const calendar = ['BEGIN:VCALENDAR', 'VERSION:2.0', 'PRODID:-//x//y', ...events, 'END:VCALENDAR', ''].join('\r\n');
    await bring([['visits.ics', calendar]]);
    const { body } = await ask('GET', `people/${String(person['id'])}`);
    assert.equal(body.last_contact_at, '2026-11-21T09:00:00Z');
    await check('calendar');
  });

  test('after an export of another product with deals, tasks and talks, brought twice', { skip }, async () => {
    for (const round of ['first', 'second']) {
      const files = readdirSync(product).filter((name) => name.endsWith('.csv'));
      await bring(files.map((name) => [name, readFileSync(join(product, name), 'utf8')]));
      await check(`the ${round} time`);
    }
  });

  test('after the firm was taken away again in pages', async () => {
    const { body } = await ask('GET', 'change_sets?limit=100');
    const sample = body.data.find((set: { label: string }) => set.label === 'Sample data');
    await ask('POST', `change_sets/${sample.id}/undo`, { force: true });
    await kith.drain();
    await check('undo of the sample');
  });
});
