import assert from 'node:assert/strict';
import { test } from 'node:test';
import { axeFindings, settled, story } from '../harness/pages.ts';

/** As many as a good customer of twenty years has. */
const ENTRIES = 10_000;

test('in ten thousand entries one jumps to a day, further up and back to the newest', (t) =>
  story(t, async ({ app, signedIn }) => {
    const made = await app.request('POST', '/api/v1/people', { name: 'Maria Kyriakou', country: 'Japan' });
    const start = Date.parse('2000-01-01T10:00:00Z');
    for (let from = 0; from < ENTRIES; from += 1_000) {
      const operations = Array.from({ length: 1_000 }, (_, at) => ({
        op: 'create',
        values: {
          subject: `call ${String(from + at)}`,
          people: [made.body.id],
          happened_at: new Date(start + (from + at) * 86_400_000).toISOString(),
        },
      }));
      assert.equal((await app.request('POST', '/api/v1/calls/batch', { operations, atomic: true })).status, 200);
    }
    const { page } = await signedIn(`people/${made.body.id as string}`);
    await page.getByText(/^\d\d:\d\d in Japan$/).waitFor();
    const timeline = page.getByRole('region', { name: 'Timeline' });
    await timeline.getByText('call 9999', { exact: true }).waitFor();

    await timeline.getByRole('button', { name: 'Jump to a date' }).press('Enter');
    await page.getByLabel('Show the timeline from this day back').fill('2010-01-01');
    await page.keyboard.press('Enter');
    await timeline.getByText('call 3653', { exact: true }).waitFor();
    assert.equal(await timeline.getByText('call 3654', { exact: true }).count(), 0);
    await settled(page);
    assert.deepEqual(await axeFindings(page), []);
    await timeline.getByRole('button', { name: 'Show newer' }).click();
    await timeline.getByText('call 3703', { exact: true }).waitFor();
    await timeline.getByRole('button', { name: 'Show older' }).click();
    await timeline.getByText('call 3600', { exact: true }).waitFor();
    await timeline.getByRole('button', { name: 'Back to the newest' }).click();
    await timeline.getByText('call 9999', { exact: true }).waitFor();
  }));
