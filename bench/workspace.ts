import { createApiKey } from '#kernel/access';
import { sql } from '#kernel/database';
import type { Workspace } from '#kernel/workspace';
import { addMember } from '../server/app/routes/members.ts';
import type { Services } from '../server/app/services.ts';
import { createWorkspace } from '../server/app/workspaces.ts';
import { generate, type Size } from './generate.ts';
import type { Sample } from './operations.ts';

/** A generated workspace: who asks, and what is asked about. */
export interface Firm {
  workspace: Workspace;
  /** Keys of people who see all, their own, and their team's. */
  keys: Record<Asker, string>;
  sample: Sample;
}
export type Asker = 'all' | 'own' | 'team';

const password = 'four ordinary words here';
const colleagues = 40;

/** The workspace with its generated records, keys of several rights, and the ids that questions are asked about. */
export async function prepare(services: Services, size: Size): Promise<Firm> {
  const owner = { name: 'Bench', email: 'bench@firm.example', password };
  const firm = { name: 'Bench', region: 'CY', timeZone: 'Asia/Nicosia', currency: 'EUR', language: 'en' as const };
  const workspace = (await services.directory.list())[0] ?? (await createWorkspace(services, firm, owner));
  const inside = <T>(query: ReturnType<typeof sql>) => services.inWorkspace(workspace, (ctx) => ctx.db.many<T>(query));
  const t = (name: string) => sql.id(workspace.schema, name);
  const [count] = await inside<{ n: number }>(sql`select count(*) as n from ${t('person')}`);
  if (count!.n < size.people) {
    console.log(`generating ${size.people} people, ${size.companies} companies, ${size.entries} timeline entries …`);
    const start = performance.now();
    for (let n = 0; n < colleagues; n += 1)
      await addMember(services, workspace, {
        name: `Colleague ${n}`,
        email: `c${n}@firm.example`,
        role: 'member',
        password,
      });
    const members = await inside<{ id: string }>(sql`select id from ${t('member')} order by id`);
    await generate(services.server.install, workspace.schema, { ...size, owners: members.map((one) => one.id) });
    console.log(`generated in ${Math.round((performance.now() - start) / 1000)} s`);
  }
  const members = await inside<{ id: string }>(sql`select id from ${t('member')} order by id`);
  const key = async (role: string, memberId: string) =>
    (await createApiKey(services.pools, { workspaceId: workspace.id, name: 'bench', role, memberId, expiresAt: null }))
      .key;
  const people = await inside<Sample['people'][number]>(sql`select id, name__sort, name->>'first' as first,
      name->>'last' as last from ${t('person')}
    where id in (select ('01900002-0000-7000-8000-' || lpad(to_hex(i), 12, '0'))::uuid
      from generate_series(1, ${size.people}, ${Math.max(1, Math.floor(size.people / 500))}) i)`);
  const keys = { all: await key('owner', members[0]!.id), own: await key('own_records', members[1]!.id), team: '' };
  return { workspace, keys, sample: { people } };
}

const fieldTypes = ['text', 'number', 'date', 'checkbox'];

/** What administrators of a large firm add, through the API: forty fields, a formula, a rollup, a role whose rights
 * reach as far as the team, and the views that have these indexed. Answers with a key of that role. */
export async function furnish(services: Services, { workspace, keys }: Firm, origin: string): Promise<string> {
  const headers = { authorization: `Bearer ${keys.all}`, 'content-type': 'application/json' };
  const ask = async (method: string, path: string, body: unknown) => {
    const answer = await fetch(`${origin}/api/v1/${path}`, { method, headers, body: JSON.stringify(body) });
    const told = (await answer.json()) as Record<string, unknown>;
    if (!answer.ok && answer.status !== 409) throw new Error(`${method} ${path}: ${JSON.stringify(told)}`);
    return told;
  };
  const members = await services.inWorkspace(workspace, (ctx) =>
    ctx.db.many<{ id: string; role: string }>(sql`select id, role from ${ctx.db.table('member')} order by id`),
  );
  const colleague = members[2]!;
  if (colleague.role === 'member') {
    for (let n = 0; n < 40; n += 1)
      await ask('POST', 'objects/people/fields', { label: `Own ${n}`, type: fieldTypes[n % fieldTypes.length] });
    await ask('POST', 'objects/people/fields', {
      label: 'Score',
      type: 'formula',
      formula: 'len(city) * 10 + len(stage)',
    });
    const rollup = { of: 'companies', by: 'parent', fn: 'count' };
    await ask('POST', 'objects/companies/fields', { label: 'Branches', type: 'rollup', rollup });
    const team = members.slice(2, 10).map((one) => one.id);
    await ask('POST', 'teams', { name: 'One team', members: team });
    const ofTeam = { create: 'all', read: 'team', update: 'team', delete: 'own' };
    const actions = { import: false, export: true, merge: true, bulk: true, share: true };
    const rights = { administers: false, objects: { default: ofTeam }, actions };
    await ask('POST', 'roles', { name: 'Of the team', rights });
    await ask('PATCH', `members/${colleague.id}`, { role: 'c_of_the_team' });
    await ask('POST', 'views', { object: 'people', name: 'By score', sort: ['-c_score'], shared: true });
    const many = { field: 'c_branches', gte: 3 };
    await ask('POST', 'views', {
      object: 'companies',
      name: 'Many branches',
      filter: many,
      sort: ['name'],
      shared: true,
    });
    await workedOut(services, workspace);
  }
  const made = {
    workspaceId: workspace.id,
    name: 'team',
    role: 'c_of_the_team',
    memberId: colleague.id,
    expiresAt: null,
  };
  return (await createApiKey(services.pools, made)).key;
}

/** Waits until formulas, rollups and indexes stand. */
async function workedOut(services: Services, workspace: Workspace): Promise<void> {
  const open = () =>
    services.inWorkspace(workspace, (ctx) =>
      ctx.db.one<{ n: number }>(sql`select count(*) as n from ${ctx.db.table('job')}
        where done_at is null and state <> 'parked' and run_at <= now()`),
    );
  const start = performance.now();
  while ((await open()).n > 0) await new Promise((later) => setTimeout(later, 500));
  const client = await services.pools.owner.connect();
  for (const table of ['person', 'company']) await client.query(`vacuum analyze "${workspace.schema}"."${table}"`);
  client.release();
  console.log(`worked out in ${Math.round((performance.now() - start) / 1000)} s`);
}
