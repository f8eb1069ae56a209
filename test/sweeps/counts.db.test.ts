import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { testApp, type TestApp } from '../harness/app.ts';
import { explainAll } from '../harness/explain.ts';

type Json = Record<string, unknown>;
const usual = 3; // data statements of a read, and 10 of a write, whatever the number of records
const writing = 10;

describe('the work of one request', () => {
  let kith: TestApp;
  const ids: Record<string, string> = {};
  let turn = 0;

  const make = async (api: string, values: Json) => {
    const made = await kith.request('POST', `/api/v1/${api}`, values);
    assert.equal(made.status, 201, JSON.stringify(made.body));
    return made.body.id as string;
  };
  const batch = async (api: string, n: number, values: (at: number) => Json) => {
    for (let from = 0; from < n; from += 1_000) {
      const operations = Array.from({ length: Math.min(1_000, n - from) }, (_, at) => ({
        op: 'create',
        values: values(from + at),
      }));
      const made = await kith.request('POST', `/api/v1/${api}/batch`, { operations });
      assert.equal(made.status, 200, JSON.stringify(made.body).slice(0, 300));
    }
  };
  /** More of everything: people with employments, calls and tasks. */
  const fill = async (n: number, mark: string) => {
    const cities = ['Limassol', 'Nicosia', 'Paphos', 'Larnaca', 'Athens'];
    await batch('companies', n / 10, (at) => ({ name: `Company ${mark}${at}`, city: cities[at % 5] }));
    await batch('people', n, (at) => ({
      name: `Person${at} Name${mark}`,
      city: cities[at % 5],
      emails: [`p${at}@${mark}.example`],
    }));
    const people = (await kith.request('GET', '/api/v1/people?limit=1000&sort=-created_at&fields=name')).body
      .data as Json[];
    await batch('calls', Math.min(n, 1_000), (at) => ({
      subject: `call ${at}`,
      people: [people[at % people.length]!['id']],
    }));
  };

  before(async () => {
    kith = await testApp();
    ids['tag'] = await make('tags', { name: 'vip' });
    ids['company'] = await make('companies', { name: 'Acme', tags: [ids['tag']] });
    ids['person'] = await make('people', { name: 'Anna Papadopoulou', tags: [ids['tag']], phones: ['99123456'] });
    ids['job'] = await make('employments', { person: ids['person'], company: ids['company'] });
    for (const [api, n] of [
      ['calls', 25],
      ['notes', 5],
      ['meetings', 5],
    ] as const)
      for (let at = 0; at < n; at += 1) await make(api, { subject: `s ${at}`, people: [ids['person']] });
    ids['task'] = await make('tasks', { subject: 'do', people: [ids['person']], companies: [ids['company']] });
    ids['deal'] = await make('deals', { title: 'sale', person: ids['person'], company: ids['company'] });
    await kith.request('PATCH', `/api/v1/people/${ids['person']}`, { owner: kith.owner.id, city: 'Limassol' });
    await fill(50, 'few');
  });
  after(() => kith.close());

  const reads = (): Record<string, [string, Json?]> => ({
    list: ['people?limit=20'],
    'list with total': ['people?limit=20&total=true'],
    'list by city': ['people/query', { filter: { field: 'city', is: 'Limassol' }, sort: 'name', limit: 5 }],
    'list of words': ['people?q=person1&limit=1'],
    groups: ['people/query', { group_by: 'owner', aggregate: [{ fn: 'count' }] }],
    'rows of a group': ['people/query', { group_by: 'stage', group: null, limit: 20 }],
    record: [`people/${ids['person']}`],
    'record page': [`people/${ids['person']}?include=timeline,company`],
    'company page': [`companies/${ids['company']}?include=timeline,parent`],
    'record as it was': [`people/${ids['person']}?as_of=2100-01-01T00:00:00Z`],
    timeline: [`people/${ids['person']}/timeline?limit=20`],
    'timeline of a company': [`companies/${ids['company']}/timeline?limit=20`],
    history: [`people/${ids['person']}/changes`],
    typeahead: ['search?q=papa'],
    'search of two words': ['search?q=anna%20papadopoulou'],
    'misspelt search': ['search?q=papodopoulu'],
    'search by number': ['search?q=99123456'],
    'change sets': ['change_sets?limit=20'],
    views: ['views?object=people'],
    objects: ['objects'],
    home: ['home'],
  });
  const writes = (): Record<string, [string, string, Json?]> => ({
    'create a person': ['POST', 'people', { name: 'New Person', tags: [ids['tag']], emails: ['new@x.example'] }],
    'change a person': ['PATCH', `people/${ids['person']}`, { title: `t${performance.now()}`, tags: [] }],
    'create a call': [
      'POST',
      'calls',
      { subject: 'x', people: [ids['person']], companies: [ids['company']], deals: [ids['deal']] },
    ],
    'change a task': ['PATCH', `tasks/${ids['task']}`, { subject: `s${performance.now()}` }],
    'change a deal': ['PATCH', `deals/${ids['deal']}`, { stage: (turn += 1) % 2 ? 'Won' : 'Proposal' }],
    'end an employment': ['PATCH', `employments/${ids['job']}`, { title: `t${performance.now()}` }],
    'trash a task': ['DELETE', `tasks/${ids['task']}`],
    'restore a task': ['POST', `tasks/${ids['task']}/restore`, {}],
    'a batch of creates': [
      'POST',
      'people/batch',
      { operations: Array.from({ length: 50 }, (_, n) => ({ op: 'create', values: { name: `B${n}` } })) },
    ],
    'a batch row by row': [
      'POST',
      'people/batch',
      {
        atomic: false,
        operations: Array.from({ length: 50 }, (_, n) => ({ op: 'create', values: { name: `B${n}` } })),
      },
    ],
  });

  const measure = async () => {
    const measured: Record<string, { statements: number; rows: number }> = {};
    const run = async (name: string, most: number, sent: { method: string; path: string; body?: Json | undefined }) => {
      await kith.drain();
      const { result, statements } = await kith.watch(() =>
        kith.request(sent.method, `/api/v1/${sent.path}`, sent.body),
      );
      assert.ok(result.status < 300, `${name} ${JSON.stringify(result.body)}`);
      const told = statements.map((one) => one.text.replaceAll(/\s+/g, ' ').slice(0, 120)).join('\n');
      assert.ok(statements.length <= most, `${name}: ${statements.length} statements\n${told}`);
      measured[name] = { statements: statements.length, rows: statements.reduce((sum, one) => sum + one.rows, 0) };
    };
    for (const [name, [path, body]] of Object.entries(reads()))
      await run(name, usual, { method: body ? 'POST' : 'GET', path, body });
    for (const [name, [method, path, body]] of Object.entries(writes()))
      await run(name, writing, { method, path, body });
    return measured;
  };

  test('is bounded, and the same at fifty and at two thousand records', async () => {
    // The first round leaves changes of every kind behind, which name what they point at.
    await measure();
    const few = await measure();
    await fill(2_000, 'many');
    const many = await measure();
    for (const [name, counts] of Object.entries(few)) {
      assert.equal(many[name]!.statements, counts.statements, `${name}: as many statements`);
      const grows = ['list of words', 'groups', 'change sets', 'history'].includes(name) ? 20 : 3;
      const told = `${name}: ${counts.rows} rows, then ${many[name]!.rows}`;
      assert.ok(many[name]!.rows <= counts.rows + grows, told);
    }
  });

  test('reads no table from end to end at five thousand records', async () => {
    await fill(3_000, 'more');
    await kith.inWorkspace(async ({ workspace }) => {
      const client = await kith.services.pools.owner.connect();
      try {
        for (const name of [
          'person',
          'company',
          'timeline',
          'record_key',
          'change',
          'employment',
          'call',
          'search_word',
        ])
          await client.query(`analyze "${workspace.schema}"."${name}"`);
      } finally {
        client.release();
      }
    });
    const page = await kith.request('GET', '/api/v1/people?limit=50');
    const middle = await kith.request('GET', `/api/v1/people?limit=50&cursor=${page.body.next_cursor}`);
    const asked: Record<string, [string, Json?]> = {
      ...reads(),
      'list, next page': [`people?limit=50&cursor=${middle.body.next_cursor}`],
      'list by last contact': ['people?sort=-last_contact_at&limit=50'],
      'list by owner': ['people/query', { filter: { field: 'owner', me: true }, sort: '-created_at', limit: 50 }],
      'list by tag': ['people/query', { filter: { field: 'tags', is: ids['tag'] }, limit: 50 }],
      'list by address': ['people/query', { filter: { field: 'emails', is: 'p5@many.example' } }],
    };
    // Everything is counted here, or at most the first thousand.
    delete asked['groups'];
    delete asked['list with total'];
    // Five hundred companies are read whole sooner than by the days of their dates; rows-read has ten thousand.
    delete asked['home'];
    for (const [name, [path, body]] of Object.entries(asked)) {
      const plans = await explainAll<string>(kith, 'explain', () =>
        kith.request(body ? 'POST' : 'GET', `/api/v1/${path}`, body),
      );
      for (const { plan } of plans)
        assert.doesNotMatch(
          plan.join('\n'),
          /Seq Scan on "?(person|company|timeline|record_key|change)\b/,
          `${name}\n${plan.join('\n')}`,
        );
    }
  });
});
