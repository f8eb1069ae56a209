import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { inTransaction, sql, type Db, type Sql } from '#kernel/database';
import { listRecords, requireObject } from '#kernel/objects';
import { bareApp, testApp } from '../../test/harness/app.ts';
import { readArchive } from './archive/read-archive.ts';
import { writeArchive } from './archive/write-archive.ts';
import { modules } from './modules.ts';
import { createServices } from './services.ts';
import { migrateWorkspace } from './workspaces.ts';

type Deal = Record<'title' | 'outcome' | 'name', string> & Record<'pipeline' | 'stage', { name: string } | null>;
type Told = { field: string; before: unknown; after: unknown };

/** What an earlier version kept of a deal: title, pipeline, stage, outcome. */
type Held = [string, string | null, string | null, string];

const held: Held[] = [
  ['Roof', 'Sales', 'new', 'open'],
  ['Wall', 'Sales', 'Offer sent', 'open'],
  ['Door', 'SALES', 'offer SENT', 'won'],
  ['Gate', null, 'Signed', 'won'],
  ['Yard', 'Renewals', 'New', 'open'],
  ['Pool', 'Renewals', null, 'open'],
];
const stood = [
  ['Roof', 'Sales', 'New'],
  ['Wall', 'Sales', 'Offer sent'],
  ['Door', 'Sales', 'Offer sent'],
  ['Gate', 'Sales', 'Signed'],
  ['Yard', 'Renewals', 'New'],
  ['Pool', 'Renewals', undefined],
];

test('texts of deals become pipelines and stages, and their histories stay as they were', async () => {
  const kith = await testApp();
  const { schema } = kith.workspace;
  const ask = async (status: number, method: string, path: string, body?: unknown) => {
    const answer = await kith.request(method, `/api/v1/${path}`, body);
    assert.equal(answer.status, status, `${method} ${path} ${JSON.stringify(answer.body)}`);
    return answer.body;
  };
  try {
    const ids: Record<string, string> = {};
    for (const [title] of held) ids[title] = (await ask(201, 'POST', 'deals', { title })).id;
    await ask(200, 'PATCH', `deals/${ids['Wall']}`, { stage: 'Lost' });
    const view = {
      object: 'deals',
      name: 'By stage',
      sort: ['-closes_on'],
      filter: { field: 'stage', is: 'offer sent' },
    };
    const { id } = await ask(201, 'POST', 'views', view);
    await leaveTexts(kith.services.pools.owner, schema, ids);

    await migrateWorkspace(kith.services, kith.workspace);

    const deals = (await ask(200, 'GET', 'deals?limit=50&sort=created_at')).data;
    assert.deepEqual(
      deals.map((deal: Deal) => [deal.title, deal.pipeline?.name, deal.stage?.name]),
      stood,
    );
    const kept = (await ask(200, 'GET', 'views?object=deals')).data.find((one: { id: string }) => one.id === id);
    assert.deepEqual([kept.sort, kept.filter], [view.sort, view.filter]);
    const { data: stages } = await ask(200, 'GET', 'stages?limit=50&sort=position');
    const sales = stages.filter((stage: Deal) => stage.pipeline?.name === 'Sales');
    assert.deepEqual(
      sales.map((stage: Deal) => `${stage.name}: ${stage.outcome}`),
      [
        'New: open',
        'Qualified: open',
        'Proposal: open',
        'Negotiation: open',
        'Offer sent: open',
        'Won: won',
        'Lost: lost',
        'Signed: won',
      ],
    );
    const wall = deals[1];
    const { data: changes } = await ask(200, 'GET', `deals/${ids['Wall']}/changes`);
    const moved = changes[0].fields.find((one: Told) => one.field === 'stage');
    assert.deepEqual([moved.before, moved.after], ['New', 'Offer sent']);
    assert.equal(wall.stage_since, changes[0].at);
    const soon = encodeURIComponent(changes[1].at);
    assert.equal((await ask(200, 'GET', `deals/${ids['Wall']}?as_of=${soon}`)).stage, null);
    await ask(200, 'GET', `deals?as_of=${soon}`);
    await ask(200, 'GET', `deals/${ids['Wall']}/timeline`);
    const undone = await kith.request('POST', `/api/v1/change_sets/${changes[0].change_set_id}/undo`, {});
    assert.ok(undone.status < 500, JSON.stringify(undone.body));
    const filter = { field: 'stage', is: 'offer sent' };
    assert.equal((await ask(200, 'POST', 'deals/query', { filter })).data.length, 2);
  } finally {
    await kith.close();
  }
});

test('an archive of an earlier version is restored with its texts as stages', async () => {
  const kith = await testApp();
  const bare = await bareApp();
  const { config, log, server } = bare.services;
  const into = createServices({ config, log, server: { ...server, app: server.owner, wall: 'query' }, modules });
  const folder = mkdtempSync(join(tmpdir(), 'kith-upgraded-'));
  try {
    const ids: Record<string, string> = {};
    for (const [title] of held) ids[title] = (await kith.request('POST', '/api/v1/deals', { title })).body.id;
    const { owner } = kith.services.pools;
    const { schema } = kith.workspace;
    await leaveTexts(owner, schema, ids);
    await inTransaction(owner, { schema, role: null, timeout: 20_000 }, async (db) => {
      for (const name of ['stage', 'pipeline']) await db.run(sql`drop table ${db.table(name)}`);
    });
    await writeArchive(kith.services, join(folder, 'archive'));
    await readArchive(into, join(folder, 'archive'));
    const [workspace] = await into.directory.list();
    const { data } = await into.inWorkspace(workspace!, (ctx) =>
      listRecords(ctx, requireObject(ctx, 'deals'), { sort: 'created_at' }),
    );
    const name = (value: unknown) => (value as { name: string } | null)?.name;
    assert.deepEqual(
      data.map((deal) => [deal['title'], name(deal['pipeline']), name(deal['stage'])]),
      stood,
    );
  } finally {
    await kith.close();
    await into.pools.end();
    await bare.close();
    rmSync(folder, { recursive: true, force: true });
  }
});

/** Leaves deals as an earlier version did: texts in columns and in the history, and no pipelines. */
async function leaveTexts(
  owner: Parameters<typeof inTransaction>[0],
  schema: string,
  ids: Record<string, string>,
): Promise<void> {
  await inTransaction(owner, { schema, role: null, timeout: 20_000 }, async (db: Db) => {
    const { table } = db;
    const run = (statement: Sql) => db.run(statement);
    for (const name of ['pipeline', 'pipeline__sort', 'stage', 'stage__sort'])
      await run(sql`alter table ${table('deal')} add column ${sql.id(name)} text`);
    await run(sql`update ${table('deal')} set pipeline_id = null, stage_id = null, stage_since = null`);
    for (const [title, pipeline, stage, outcome] of held)
      await run(sql`update ${table('deal')} set pipeline = ${pipeline}::text, pipeline__sort = lower(${pipeline}::text),
          stage = ${stage}::text, stage__sort = lower(${stage}::text), outcome = ${outcome}
        where id = ${ids[title]}::uuid`);
    await run(sql`update ${table('change')} set before = before || '{"stage": "New"}',
      after = after || '{"stage": "Offer sent"}' where record_id = ${ids['Wall']}::uuid and verb = 'update'`);
    await run(sql`update ${table('view')} set sort = array['stage', '-closes_on'] where object = 'deals'`);
    await run(sql`delete from ${table('stage')}`);
    await run(sql`delete from ${table('pipeline')}`);
    await run(sql`delete from ${table('migration')} where name = '0500-pipelines'`);
  });
}
