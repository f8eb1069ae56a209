import assert from 'node:assert/strict';
import { test } from 'node:test';
import { axeFindings, settled, story, until } from '../harness/pages.ts';

test('a relation to several is kept from both sides: put on and taken off where it points to', (t) =>
  story(t, async ({ app, signedIn }) => {
    const make = async (path: string, body: object) => {
      const made = await app.request('POST', `/api/v1/${path}`, body);
      assert.equal(made.status, 201, JSON.stringify(made.body));
      return made.body.id as string;
    };
    await make('objects', {
      label: 'Project',
      plural: 'Projects',
      fields: [
        { label: 'Lead', type: 'relation', to: 'people' },
        { label: 'Team', type: 'relation', to: 'people', many: true },
      ],
    });
    const [maria, petros] = [
      await make('people', { name: 'Maria Lambrou' }),
      await make('people', { name: 'Petros Ioannou' }),
    ];
    const harbour = await make('c_projects', { name: 'Harbour', c_team: [petros] });
    await make('c_projects', { name: 'Hill', c_lead: maria });
    const team = async () => {
      const { body } = await app.request('GET', `/api/v1/c_projects/${harbour}`);
      return (body.c_team as { name: string }[]).map((one) => one.name);
    };
    const { page } = await signedIn(`people/${maria}`);
    const led = page.getByRole('region', { name: 'Projects · Lead' });
    await led.getByRole('link', { name: 'Hill' }).waitFor();
    const part = page.getByRole('region', { name: 'Projects · Team' });
    // What loads above would push the open list out of sight.
    await settled(page);
    await part.getByRole('button', { name: 'Link one that is there' }).click();
    await part.getByRole('combobox', { name: 'Project' }).fill('Harb');
    await page.getByRole('option', { name: 'Harbour', exact: true }).click();
    await part.getByRole('link', { name: 'Harbour' }).waitFor();
    assert.deepEqual(await team(), ['Petros Ioannou', 'Maria Lambrou'], 'who was on it stays on it');
    await settled(page);
    assert.deepEqual(await axeFindings(page), []);

    await part.getByRole('button', { name: 'Take Harbour off' }).click();
    await part.getByRole('link', { name: 'Harbour' }).waitFor({ state: 'detached' });
    assert.deepEqual(await team(), ['Petros Ioannou']);
    await page.getByRole('button', { name: 'Undo', exact: true }).last().click();
    await until(team, (names) => names.length === 2);
    await part.getByRole('link', { name: 'Harbour' }).click();
    await page.getByRole('heading', { level: 1, name: 'Harbour' }).waitFor();
    await page.getByLabel('Facts').getByText('Maria Lambrou').waitFor();
  }));
