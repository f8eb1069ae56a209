import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { generate } from '../../bench/generate.ts';
import { testApp, type TestApp } from '../harness/app.ts';
import { explainAll } from '../harness/explain.ts';

/** A node of a plan as the database tells it after running it; counts are per loop. */
interface Node {
  'Node Type': string;
  'Relation Name'?: string;
  'Actual Rows': number;
  'Actual Loops': number;
  'Rows Removed by Filter'?: number;
  'Rows Removed by Index Recheck'?: number;
  Plans?: Node[];
}

const columns = 'name,company,emails,city,last_contact_at';
const filter = encodeURIComponent(JSON.stringify({ field: 'city', is: 'Limassol' }));

/** What the database reads to answer the questions of a working day, by name of the question. */
async function rowsRead(people: number): Promise<Record<string, number>> {
  const kith = await testApp();
  try {
    await generate(kith.services.server.install, kith.workspace.schema, {
      people,
      companies: people / 5,
      entries: people * 5,
      owners: [kith.owner.id],
    });
    const { body } = await kith.request('GET', `/api/v1/people?limit=50&sort=name&fields=${columns}`);
    const person = await busyPerson(kith);
    const paths: Record<string, string> = {
      list: `people?sort=name&fields=${columns}`,
      'next page': `people?sort=name&fields=${columns}&cursor=${body.next_cursor}`,
      'list by last contact': 'people?sort=-last_contact_at&limit=50',
      'filter by city': `people?sort=name&fields=${columns}&filter=${filter}`,
      'filter by city with its quick count': `people?sort=name&fields=name&filter=${filter}&total=quick`,
      typeahead: 'search?q=pap',
      'search of a word': 'search?q=maria',
      record: `people/${person}`,
      'record page': `people/${person}?include=company,timeline`,
      timeline: `people/${person}/timeline?limit=20`,
      history: `people/${person}/changes`,
      home: 'home',
    };
    const read: Record<string, number> = {};
    for (const [name, path] of Object.entries(paths)) {
      const explained = await explainAll<{ Plan: Node }[]>(kith, 'explain (analyze, timing off, format json)', () =>
        kith.request('GET', `/api/v1/${path}`),
      );
      assert.ok(explained.length > 0, name);
      for (const { plan } of explained) requireNoWholeTable(name, plan[0]![0]!.Plan, people);
      read[name] = explained.reduce((sum, { plan }) => sum + scanned(plan[0]![0]!.Plan), 0);
    }
    return read;
  } finally {
    await kith.close();
  }
}

/** A person with more entries than one page of a timeline holds. */
async function busyPerson(kith: TestApp): Promise<string> {
  const { body } = await kith.request('GET', '/api/v1/people?limit=1&sort=created_at&fields=name');
  const id = body.data[0].id as string;
  for (let n = 0; n < 30; n += 1)
    await kith.request('POST', '/api/v1/calls', { subject: `call ${n}`, people: [id], at: '2026-01-01T10:00:00Z' });
  return id;
}

/** A small table is read sooner whole than by an index. */
function requireNoWholeTable(name: string, node: Node, people: number): void {
  if (people < 50_000) return;
  const whole = node['Node Type'] === 'Seq Scan' && /^(person|company|timeline)$/.test(node['Relation Name']!);
  assert.ok(!whole, `${name} reads every ${node['Relation Name']}`);
  for (const one of node.Plans ?? []) requireNoWholeTable(name, one, people);
}

/** Rows that the scans of a plan went through, those that a condition then refused included. */
function scanned(node: Node): number {
  const below = (node.Plans ?? []).reduce((sum, one) => sum + scanned(one), 0);
  if (!node['Node Type'].endsWith('Scan') || /^(CTE|Subquery|Function|Values)/.test(node['Node Type'])) return below;
  const each =
    node['Actual Rows'] + (node['Rows Removed by Filter'] ?? 0) + (node['Rows Removed by Index Recheck'] ?? 0);
  return below + each * node['Actual Loops'];
}

describe('rows that an answer reads', () => {
  test('are as many at fifty thousand people as at five thousand', async () => {
    const few = await rowsRead(5_000);
    const many = await rowsRead(50_000);
    for (const [name, rows] of Object.entries(many)) {
      const told = `${name}: ${few[name]} rows of 5,000 people, ${rows} of 50,000`;
      // A count stops at a thousand, which five thousand people do not reach.
      const counted = name.endsWith('count') ? 1_001 : 0;
      assert.ok(rows <= Math.max(1.2 * few[name]! + 10, counted + 60), told);
    }
  });
});
