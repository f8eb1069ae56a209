import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { newId, sql } from '#kernel/database';
import { testApp, type TestApp, type TestMember } from '../harness/app.ts';
import { askers, type Asker, type Expectation, type Whose } from '../harness/rights-expectations.ts';
import { rightsTable } from '../harness/rights-table.ts';

const ofTeam = { create: 'all', read: 'team', update: 'team', delete: 'team' };
const actions = { import: false, export: true, merge: true, bulk: true, share: true };

interface Made {
  id: string;
  other: string;
  n: number;
}

/** Asked of as a stream, which an answer in one piece never ends; its own tests ask it. */
const streams = new Set(['GET /api/v1/events']);

describe('every route, asked by everybody', () => {
  let kith: TestApp;
  const people = new Map<Asker, TestMember | null>([['anonymous', null]]);
  let colleague: TestMember;
  let n = 0;

  before(async () => {
    kith = await testApp();
    people.set('stranger', (await kith.addWorkspace('Elsewhere')).owner);
    const rights = { administers: false, objects: { default: ofTeam }, actions };
    const role = (await kith.request('POST', '/api/v1/roles', { name: 'Of team', rights })).body.key as string;
    for (const asker of ['read_only', 'own_records', 'admin'] as const)
      people.set(asker, await kith.addMember(`The ${asker}`, asker));
    people.set('of_team', await kith.addMember('Of team', role));
    colleague = await kith.addMember('Colleague', 'member');
    const members = [people.get('of_team')!.id, colleague.id];
    const team = await kith.request('POST', '/api/v1/teams', { name: 'The team', members });
    assert.equal(team.status, 201, JSON.stringify(team.body));
  });
  after(() => kith.close());

  const make = async (api: string, values: object, as = kith.owner): Promise<string> => {
    const made = await kith.request('POST', `/api/v1/${api}`, values, { as });
    assert.equal(made.status, 201, JSON.stringify(made.body));
    return made.body.id as string;
  };

  /** Whom a record of the asker's is made for: of a team, a colleague's. */
  const holder = (asker: Asker, whose: Whose): string => {
    const own = asker === 'of_team' ? colleague : people.get(asker);
    return whose === 'mine' && own && asker !== 'stranger' ? own.id : kith.owner.id;
  };

  const subjects: Record<NonNullable<Expectation['names']>, (owner: string, by: TestMember) => Promise<Made>> = {
    person: async (owner) => {
      const both = [await make('people', { name: 'One', owner }), await make('people', { name: 'Other', owner })];
      return { id: both[0]!, other: both[1]!, n };
    },
    task: async (assignee) => ({ id: await make('tasks', { subject: 'Do it', assignee }), other: '', n }),
    enquiry: async (owner) => ({ id: await make('enquiries', { subject: 'Boats?', owner }), other: '', n }),
    quote: async (owner) => ({ id: await make('quotes', { title: 'Sixty chairs', owner }), other: '', n }),
    order: async (owner) => ({ id: await make('orders', { title: 'Sixty chairs', owner }), other: '', n }),
    invoice: async (owner) => ({ id: await make('invoices', { title: 'Sixty chairs', owner }), other: '', n }),
    payment: async (owner) => ({ id: await make('payments', { amount: '5', owner }), other: '', n }),
    bank_line: async (owner) => {
      const text = `Date;Amount\n2/5/2026;${(n += 1)}.02`;
      const statement = await make('bank_statements', { name: 'May', text, owner });
      const filter = { field: 'bank_statement', is: statement };
      const { body } = await kith.request('POST', '/api/v1/bank_lines/query', { filter });
      return { id: body.data[0].id, other: '', n };
    },
    product: async () => ({ id: await make('products', { name: 'Chair' }), other: '', n }),
    deal: async (owner) => ({ id: await make('deals', { title: 'Sixty chairs', owner }), other: '', n }),
    trashed: async (owner, by) => {
      const made = await subjects.person(owner, by);
      await kith.request('DELETE', `/api/v1/people/${made.id}`);
      return made;
    },
    file: async (owner, by) => {
      const form = new FormData();
      form.set('object', 'people');
      form.set('record_id', (await subjects.person(owner, by)).id);
      form.set('file', new File([`text ${(n += 1)}`], 'note.txt'));
      return { id: await make('files', form), other: '', n };
    },
    view: async (_, by) => ({
      id: await make('views', { object: 'people', name: 'Own', shared: false }, by),
      other: '',
      n,
    }),
    change_set: async (owner, by) => {
      const { id } = await subjects.person(owner, by);
      const changed = await kith.request('PATCH', `/api/v1/people/${id}`, { city: 'Limassol' });
      return { id: changed.headers['kith-change-set']!, other: '', n };
    },
    undone_set: async (owner, by) => {
      const made = await subjects.change_set(owner, by);
      await kith.request('POST', `/api/v1/change_sets/${made.id}/undo`);
      return made;
    },
    merge: async (owner, by) => {
      const { id, other } = await subjects.person(owner, by);
      const merged = await kith.request('POST', `/api/v1/people/${id}/merge`, { with: [other] });
      return { id: merged.body.merge_id as string, other: '', n };
    },
    pair: async (owner, by) => {
      const made = await subjects.person(owner, by);
      const [first, second] = [made.id, made.other].sort();
      const id = newId();
      await kith.inWorkspace(({ db }) =>
        db.run(sql`insert into ${db.table('duplicate')} (id, object, first_id, second_id, score, reason)
          values (${id}, 'person', ${first}::uuid, ${second}::uuid, 90, '{"en": "x", "el": "x"}')`),
      );
      return { ...made, id };
    },
  };

  interface Cell {
    asker: Asker;
    whose: Whose;
    expected: number;
    ask(): Promise<void>;
  }

  const cellOf = async (name: string, asker: Asker, whose: Whose): Promise<Cell> => {
    const expectation = rightsTable[name]!;
    const [method, path] = name.split(' ') as [string, string];
    const as = people.get(asker)!;
    const views = whose === 'mine' && as && asker !== 'stranger' ? as : kith.owner;
    const fixture = expectation.names ? subjects[expectation.names] : async () => ({ id: '', other: '', n });
    const made = { ...(await fixture(holder(asker, whose), views)), n: (n += 1) };
    const filled = (path + (expectation.query ?? ''))
      .replaceAll(':owner', kith.owner.id)
      .replace(':value', `fresh${n}@firm.example`)
      .replace(
        /:(\w+)/g,
        (_, part: string) => expectation.params?.[part] ?? { id: made.id, object: 'people' }[part] ?? part,
      );
    const body = expectation.body?.(made);
    const sent = JSON.stringify(body)?.includes(':owner') ? { member: kith.owner.id } : body;
    const expected = expectation.expected(asker, whose);
    const ask = async () => {
      const answer = await kith.request(method, filled, sent, { as });
      const told = `${name}: ${asker} asks for ${whose}: ${JSON.stringify(answer.body).slice(0, 300)}`;
      assert.equal(answer.status, expected, told);
    };
    return { asker, whose, expected, ask };
  };

  /** One number for all that a workspace keeps: every row of every table; the audit tells of refusals. */
  const stateOf = () =>
    kith.inWorkspace(async ({ db }) => {
      const tables = await db.many<{ name: string }>(sql`select c.relname as name from pg_catalog.pg_class c
        join pg_catalog.pg_namespace s on s.oid = c.relnamespace
        where s.nspname = ${db.schema} and c.relkind = 'r' order by 1`);
      const each = tables
        .filter(({ name }) => name !== 'audit')
        .map(
          ({ name }) =>
            sql`select ${name}::text as name, count(*) as n, sum(hashtext(t::text)) as h from ${db.table(name)} t`,
        );
      return db.many(sql`${sql.join(each, sql` union all `)} order by 1`);
    });

  test('has an expectation in the table, and the table names no route that is not there', () => {
    const known = kith.routes().map((route) => `${route.method} ${route.path}`);
    assert.deepEqual(known.filter((name) => !streams.has(name)).sort(), Object.keys(rightsTable).sort());
  });

  for (const name of Object.keys(rightsTable)) {
    test(`${name} answers each as the table says, and a refusal changes nothing`, async () => {
      const twice = rightsTable[name]!.names !== undefined;
      const cells: Cell[] = [];
      for (const asker of askers)
        for (const whose of twice ? (['mine', 'theirs'] as const) : (['theirs'] as const))
          cells.push(await cellOf(name, asker, whose));
      const state = await stateOf();
      for (const cell of cells) if (cell.expected >= 400) await cell.ask();
      assert.deepEqual(await stateOf(), state, 'what was refused changed no row');
      for (const cell of cells) if (cell.expected < 400) await cell.ask();
    });
  }
});
