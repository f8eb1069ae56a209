import assert from 'node:assert/strict';
import { test } from 'node:test';
import { sql } from '#kernel/database';
import { axeFindings, settled, story } from '../harness/pages.ts';

const today = new Date();
const quarter = Math.floor(today.getUTCMonth() / 3);
const day = (month: number, date: number) =>
  new Date(Date.UTC(today.getUTCFullYear(), month, date)).toISOString().slice(0, 10);
const [from, to] = [day(quarter * 3, 1), day(quarter * 3 + 3, 0)];
const euros = (amount: string) => ({ amount, currency: 'EUR' });

test('the forecast: what people say, their targets, what history says, and the deals behind each number', (t) =>
  story(t, async ({ app, signedIn }) => {
    const add = async (api: string, values: object) => {
      const answer = await app.request('POST', `/api/v1/${api}`, values);
      assert.equal(answer.status, 201, JSON.stringify(answer.body));
      return answer.body.id as string;
    };
    const deal = (title: string, amount: string, values: object) =>
      add('deals', { title, amount: euros(amount), closes_on: to, ...values });
    await deal('Chairs', '1200.00', { forecast_category: 'commit' });
    await deal('Tables', '700.00', { probability: 60 });
    await deal('Lamps', '450.00', { probability: 20 });
    await deal('Roof', '9000.00', { stage: 'Won' });
    await add('pipelines', { name: 'Tenders', position: 2 });
    await deal('Far away', '5000.00', { closes_on: day(quarter * 3 + 5, 1), forecast_category: 'commit' });
    const { page } = await signedIn('forecast');
    await page.getByText(/too little history.*0 of 50 deals lost/).waitFor();
    const row = page.getByRole('row', { name: /Anna Georgiou/ });
    for (const sum of ['€9,000', '€1,200', '€700', '€450']) await row.getByRole('link', { name: sum }).waitFor();

    await page.getByRole('button', { name: 'Set a target' }).click();
    const form = page.getByRole('dialog');
    await form.getByLabel('Name', { exact: false }).first().fill('Anna, this quarter');
    await form.getByRole('button', { name: 'Cancel' }).click();
    await add('targets', { name: 'Anna', owner: app.owner.id, starts_on: from, amount: euros('10000.00') });
    await keepRun(app.inWorkspace, app.owner.id);
    await page.reload();
    await row.getByText('€1,000', { exact: true }).waitFor();
    await row.getByRole('img', { name: '€10,000 to €12,000, most likely about €11,000' }).waitFor();
    await page.getByText(/from 85 deals won and 70 lost/).waitFor();
    await settled(page);
    assert.deepEqual(await axeFindings(page), []);

    await page.getByRole('tab', { name: 'Tenders' }).click();
    await page.getByText('Nothing closes in this quarter').waitFor();
    await page.getByRole('tab', { name: 'All' }).click();

    // Each number opens the deals that it is made of.
    await row.getByRole('link', { name: '€700' }).click();
    await page.getByText('Tables').first().waitFor();
    assert.equal(await page.getByText('Lamps').count(), 0);
    await page.goBack();
    await row.getByRole('link', { name: '€9,000' }).click();
    await page.getByText('Roof').first().waitFor();
    assert.equal(await page.getByText('Tables').count(), 0);
  }));

type InWorkspace = Parameters<Parameters<typeof story>[1]>[0]['app']['inWorkspace'];

/** A run as a night keeps it: there is no history of a quarter in a test that lasts seconds. */
function keepRun(inWorkspace: InWorkspace, owner: string): Promise<unknown> {
  const range = { p10: 1_000, p50: 2_000, p90: 3_000, mean: 2_000 };
  const result = {
    all: range,
    open: range,
    before: 9_000,
    owners: [{ owner, before: 9_000, range }],
    learnt: { from: day(0, 1), to: from, won: 85, lost: 70, doubt: 0.3, tries: 3, season: false },
    baselines: { win_rate: 1_500, last_period: 900 },
  };
  return inWorkspace(({ db }) =>
    db.run(sql`insert into ${db.table('forecast_run')} (id, made_on, through, currency, result, deal_ids, chances)
      values (${'01900000-0000-7000-8000-000000000001'}::uuid, ${from}::date, ${to}::date, 'EUR',
        ${JSON.stringify(result)}::jsonb, '{}', '{}')`),
  );
}
