import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import type { TestApp } from '../harness/app.ts';
import { givenFiles, settled, story } from '../harness/pages.ts';

const image = '<img src=x onerror=alert(1)>';
const given = join(givenFiles, 'hostile', 'html', 'crm-places.jsonl');

function payloads(): string[] {
  const own = ['</script><script>alert(1)</script>', '<svg onload=alert(1)>', '[x](javascript:alert(1))', '{{7*7}}'];
  if (!existsSync(given)) return own;
  const lines = readFileSync(given, 'utf8').trim().split('\n');
  return [...own, ...lines.map((line) => (JSON.parse(line) as { payload: string }).payload)];
}

async function create(app: TestApp, object: string, values: object): Promise<{ id: string }> {
  const answer = await app.request('POST', `/api/v1/${object}`, values);
  assert.equal(answer.status, 201, JSON.stringify(answer.body));
  return answer.body as { id: string };
}

test('text that looks like a program is shown as text in list, record, timeline and search', (t) =>
  story(t, async ({ app, signedIn }) => {
    if (!existsSync(given)) t.diagnostic(`only our own payloads: ${given} is not here`);
    const person = await create(app, 'people', { name: image });
    const texts = payloads();
    for (const text of texts) {
      await create(app, 'notes', { text, people: [person.id] });
    }
    const { page } = await signedIn('people');
    await page.getByRole('gridcell').getByText(image, { exact: true }).waitFor();
    await page.keyboard.press('Control+k');
    await page.keyboard.type('img src');
    await page.getByRole('option').filter({ hasText: image }).first().waitFor();
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { level: 1, name: image }).waitFor();
    await page.getByRole('region', { name: 'Timeline' }).getByRole('listitem').nth(texts.length).waitFor();
    await settled(page);
    const strange = await page.evaluate(() => ({
      inside: document.querySelectorAll('main :is(script, iframe, img[onerror], base, meta, style, object)').length,
      links: [...document.querySelectorAll('a')].filter((one) => /^javascript:/i.test(one.href)).length,
    }));
    assert.deepEqual(strange, { inside: 0, links: 0 });
  }));
