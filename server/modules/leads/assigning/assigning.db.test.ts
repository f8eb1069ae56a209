import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { testApp, type TestApp, type TestMember } from '../../../../test/harness/app.ts';

type Json = Record<string, unknown>;

describe('assignment of enquiries', () => {
  let kith: TestApp;
  let maria: TestMember;
  let nikos: TestMember;
  let eleni: TestMember;
  // A Friday, ten o'clock in Cyprus.
  let now = new Date('2026-11-20T08:00:00Z');
  before(async () => {
    kith = await testApp({ clock: () => now });
    maria = await kith.addMember('Maria', 'member');
    nikos = await kith.addMember('Nikos', 'member');
    eleni = await kith.addMember('Eleni', 'member');
  });
  after(() => kith.close());

  const make = async (api: string, values: Json): Promise<Json> => {
    const made = await kith.request('POST', `/api/v1/${api}`, values);
    assert.equal(made.status, 201, JSON.stringify(made.body));
    return made.body as Json;
  };
  const change = async (api: string, record: Json, values: Json) => {
    const changed = await kith.request('PATCH', `/api/v1/${api}/${String(record['id'])}`, values);
    assert.equal(changed.status, 200, JSON.stringify(changed.body));
  };
  const ownerOf = (enquiry: Json) => (enquiry['owner'] as { name: string } | null)?.name ?? null;
  let n = 0;
  const ask = (values: Json = {}) => make('enquiries', { sender_email: `p${(n += 1)}@ask.example`, ...values });
  const rule = (values: Json) => make('assignment_rules', { position: 1, ...values });
  const end = (record: Json, api = 'assignment_rules') =>
    kith.request('DELETE', `/api/v1/${api}/${String(record['id'])}`);

  test('by turns, each in the order of the pool, with the reason; the new person goes along', async () => {
    const turns = await rule({ name: 'All', members: [maria.id, nikos.id, eleni.id] });
    const made = [await ask(), await ask(), await ask(), await ask()];
    assert.deepEqual(made.map(ownerOf), ['Eleni', 'Maria', 'Nikos', 'Eleni']);
    assert.deepEqual([made[1]!['assigned_because'], made[1]!['status']], ['Rule "All": the turn of Maria', 'assigned']);
    const person = await kith.request('GET', `/api/v1/people/${(made[1]!['person'] as Json)['id'] as string}`);
    assert.equal(person.body.owner.name, 'Maria');
    assert.equal(ownerOf(await ask({ owner: kith.owner.id })), 'Anna Georgiou');
    await end(turns);
  });

  test('fifty at once keep the turns exactly', async () => {
    const turns = await rule({ name: 'Many', members: [maria.id, nikos.id, eleni.id] });
    const made = await Promise.all(Array.from({ length: 50 }, () => ask()));
    const counts = Map.groupBy(made, ownerOf);
    assert.deepEqual([...counts.values()].map((some) => some.length).toSorted(), [16, 17, 17]);
    await end(turns);
  });

  test('the first rule whose condition holds decides; a condition that is none is refused', async () => {
    const limassol = await rule({
      name: 'Limassol',
      condition: '{"field": "person.city", "is": "Limassol"}',
      members: [maria.id],
    });
    const rest = await rule({ name: 'Rest', position: 2, members: [nikos.id] });
    const known = await make('people', { name: 'Lia', city: 'Λεμεσός' });
    const near = await make('people', { name: 'Lenia', city: 'Limassol' });
    assert.equal(ownerOf(await ask({ person: near['id'] })), 'Maria');
    assert.equal(ownerOf(await ask({ person: known['id'] })), 'Nikos');
    const body = { name: 'Wrong', condition: '{"field": "nothing", "is": 1}', members: [maria.id] };
    const refused = await kith.request('POST', '/api/v1/assignment_rules', body);
    assert.deepEqual([refused.status, refused.body.errors[0].pointer], [422, '/condition']);
    await end(limassol);
    await end(rest);
  });

  test('whoever has the fewest open takes it, and says how many', async () => {
    const load = await rule({ name: 'Load', way: 'load', members: [maria.id, kith.owner.id] });
    const open = await kith.request('POST', '/api/v1/enquiries/query', {
      filter: {
        all: [
          { field: 'owner', is: kith.owner.id },
          { field: 'status', is: 'assigned' },
        ],
      },
    });
    const made = await ask();
    assert.equal(ownerOf(made), 'Anna Georgiou');
    const told = `Rule "Load": Anna Georgiou has the fewest open (${open.body.data.length})`;
    assert.equal(made['assigned_because'], told);
    await end(load);
  });

  test('who is away or has another territory is passed over; where nobody is left the manager is told', async () => {
    const team = await kith.request('POST', '/api/v1/teams', { name: 'Sales', members: [maria.id, nikos.id] });
    const pool = await rule({
      name: 'Pool',
      team: team.body.id,
      by: 'territories',
      by_field: 'person.city',
      manager: eleni.id,
    });
    const duty = (member: TestMember, values: Json) => make('duties', { name: 'x', assignee: member.id, ...values });
    await duty(maria, { territories: 'Paphos\nLimassol', hours: 'mon-fri 09:00-17:00' });
    const nikosDuty = await duty(nikos, { territories: 'Limassol', away_until: '2026-11-20' });
    const person = (await make('people', { name: 'Lia', city: 'limassol' }))['id'];
    assert.equal(ownerOf(await ask({ person })), 'Maria');
    assert.equal(ownerOf(await ask({ person })), 'Maria');
    await change('duties', nikosDuty, { away_until: null });
    assert.equal(ownerOf(await ask({ person })), 'Nikos');
    now = new Date('2026-11-21T08:00:00Z');
    await change('duties', nikosDuty, { territories: 'Larnaca' });
    const [left] = [await ask({ person }), await ask({ person })];
    assert.deepEqual([ownerOf(left!), left!['status']], [null, 'new']);
    assert.equal(left!['assigned_because'], 'Rule "Pool": nobody is there');
    const tasks = await kith.request('POST', '/api/v1/tasks/query', { filter: { field: 'assignee', is: eleni.id } });
    const subjects = (tasks.body.data as Json[]).map(({ subject }) => subject);
    assert.deepEqual(subjects, ['Nobody takes enquiries of the rule "Pool"']);
    await end(pool);
    assert.equal((await ask({ person }))['assigned_because'], null);
  });
});
