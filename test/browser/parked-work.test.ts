import assert from 'node:assert/strict';
import { test } from 'node:test';
import { newId, sql } from '#kernel/database';
import { axeFindings, settled, story } from '../harness/pages.ts';

test('work that was given up says why where it was begun, and goes on from there', (t) =>
  story(t, async ({ app, signedIn, url }) => {
    const ask = async (method: string, path: string, body?: object) => {
      const answer = await app.request(method, `/api/v1/${path}`, body);
      assert.ok(answer.status < 300, JSON.stringify(answer.body));
      return answer.body;
    };
    /** As a worker leaves a job that failed too often. */
    const parked = (kind: string, payload: object, reason: string) =>
      app.inWorkspace(async ({ db }) => {
        const id = newId();
        await db.run(sql`insert into ${db.table('job')}
            (id, kind, payload, member_id, attempt, max_attempts, state, done_at, error, reason)
          values (${id}, ${kind}, ${JSON.stringify(payload)}::jsonb, ${app.owner.id}::uuid, 5, 5, 'parked', now(),
            'broken', ${reason})`);
        return id;
      });

    const { page } = await signedIn('import');
    const buffer = Buffer.from('First name,Last name,E-mail\nDora,Dorou,dora@x.example\n');
    await page.locator('input[type=file]').setInputFiles({ name: 'people.csv', mimeType: 'text/csv', buffer });
    await page.getByRole('button', { name: /^Import .* row/ }).waitFor();
    const id = new URL(page.url()).searchParams.get('id')!;
    await app.inWorkspace(({ db }) =>
      db.run(sql`update ${db.table('import')} set state = 'running' where id = ${id}::uuid`),
    );
    await parked('transfer.run', { id }, 'disk_full');
    await page.reload();
    await page.getByText('It stopped: the disk of the server is full. Make room, then try again.').waitFor();
    await settled(page);
    assert.deepEqual(await axeFindings(page), []);
    await page.getByRole('button', { name: 'Try again' }).click();
    await page.getByRole('heading', { name: 'Done.' }).waitFor();
    assert.equal((await ask('GET', 'people?q=Dorou')).data.length, 1);

    await ask('POST', 'objects/people/fields', { label: 'Size', type: 'text' });
    await ask('PATCH', 'objects/people/fields/c_size', { type: 'number' });
    const { fields } = await ask('GET', 'objects/people');
    const size = fields.findIndex((one: { key: string }) => one.key === 'c_size');
    await page.goto(`${url}${new URL(page.url()).pathname.replace(/\/import$/, '')}/settings/objects`);
    const line = page.getByRole('listitem').filter({ hasText: 'c_size' });
    await line.getByText('Number · c_size').waitFor();
    assert.ok(size >= 0);
    // The texts that it had are carried over as if that were just being done.
    const job = await parked('objects.change_type', {}, 'died');
    await app.inWorkspace(async ({ db }) => {
      await db.run(sql`update ${db.table('field_setting')} set setting = jsonb_set(jsonb_set(setting,
          '{shadows,0,pending}', 'true'), '{shadows,0,job}', to_jsonb(${job}::text))
        where object = 'person' and key = 'c_size'`);
      await db.run(sql`update ${db.table('job')} set payload = (select jsonb_build_object('object', 'person',
          'field', 'c_size', 'column', setting->'shadows'->0->>'column', 'unfit', 'refuse', 'above', 0)
        from ${db.table('field_setting')} where object = 'person' and key = 'c_size') where id = ${job}`);
    });
    await ask('PATCH', 'objects/people/fields/c_size', { label: 'Length' });
    await page.reload();
    await line.getByText('Becomes: Text').waitFor();
    await line.getByText('It stopped: the program ended each time it was at work on this.').waitFor();
    await settled(page);
    assert.deepEqual(await axeFindings(page), []);
    await line.getByRole('button', { name: 'Keep the type as it is' }).click();
    await line.getByText('Becomes: Text').waitFor({ state: 'detached' });
    await line.getByText('Number · c_size').waitFor();
  }));
