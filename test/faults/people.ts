import assert from 'node:assert/strict';
import type { Answer } from '../harness/app.ts';
import type { Firm } from './firm.ts';

/** What a list of people says, which no fault may change. */
export interface Line {
  given: string;
  family: string;
  email: string;
  company: string;
  /** The address of another one of the list. */
  spouse?: string;
}

/** So many different people of one domain, at a two-hundredth as many companies. */
export function lines(count: number, domain: string): Line[] {
  return Array.from({ length: count }, (_, i) => ({
    given: `Given${i}`,
    family: `Family${i}`,
    email: `p${i}@${domain}`,
    company: `${domain} ${i % Math.ceil(count / 200)}`,
  }));
}

/** Gives a list to the program and has it brought in; answers with the id of the import. */
export async function beginImport(firm: Firm, people: readonly Line[]): Promise<string> {
  const rows = people.map((one) => [one.given, one.family, one.email, one.company, one.spouse ?? ''].join());
  const form = new FormData();
  form.append('file', new Blob([`First name,Last name,E-mail,Company,Spouse\n${rows.join('\n')}\n`]), 'people.csv');
  const { id } = await firm.ok('POST', '/api/v1/imports', form);
  await firm.ok('POST', `/api/v1/imports/${id}/run`, { accept: 'proposed' });
  return id;
}

/** Asks for the import until it has brought so many people in, or has ended; null where the database is away. */
export async function brought(firm: Firm, id: string, people: number): Promise<Answer['body']> {
  for (;;) {
    const { status, body } = await firm.send('GET', `/api/v1/imports/${id}`);
    assert.ok(status === 200 || status === 503, JSON.stringify(body));
    if (status === 200 && (body.created >= people || !['reading', 'running'].includes(body.state))) return body;
  }
}

/** Asks for a job until it has done so much, or has ended. */
export async function worked(firm: Firm, id: string, done: number): Promise<Answer['body']> {
  for (;;) {
    const { status, body } = await firm.send('GET', `/api/v1/jobs/${id}`);
    assert.ok(status === 200 || status === 503, JSON.stringify(body));
    if (status !== 200) continue;
    assert.notEqual(body.state, 'parked', body.error);
    if (!['waiting', 'running'].includes(body.state) || (body.progress?.done ?? 0) >= done) return body;
  }
}

/** Everybody of a domain: address → record. Fails where an address is there twice. */
export async function everybody(firm: Firm, domain: string): Promise<Map<string, Answer['body']>> {
  const filter = { field: 'emails', contains: domain };
  const byEmail = new Map<string, Answer['body']>();
  let count = 0;
  for (let cursor: string | undefined; cursor !== null;) {
    const page = await firm.ok('POST', '/api/v1/people/query', { filter, limit: 1_000, ...(cursor ? { cursor } : {}) });
    for (const person of page.data) byEmail.set(person.emails[0].value, person);
    count += page.data.length;
    cursor = page.next_cursor;
  }
  assert.equal(byEmail.size, count, 'nobody is there twice');
  return byEmail;
}

/** Fails unless exactly these people are there, each with the values of its line. */
export async function requireExactly(
  firm: Firm,
  domain: string,
  people: readonly Line[],
): Promise<Map<string, Answer['body']>> {
  const found = await everybody(firm, domain);
  const wrong = people.filter(({ email, given, family, company }) => {
    const { name, company: firmNow } = found.get(email) ?? {};
    return name?.first !== given || name.last !== family || firmNow?.name !== company;
  });
  assert.deepEqual(wrong, [], 'all are there as they were sent');
  assert.equal(found.size, people.length, 'and nobody else');
  return found;
}

/** Some records of a list, from its whole length, have so many changes in their history. */
export async function requireHistory(firm: Firm, found: Map<string, Answer['body']>, changes: number): Promise<void> {
  const all = [...found.values()];
  for (let at = 0; at < all.length; at += Math.ceil(all.length / 40)) {
    const { data } = await firm.ok('GET', `/api/v1/people/${all[at].id}/changes`);
    assert.equal(data.length, changes, JSON.stringify(data).slice(0, 1_000));
  }
}
