import assert from 'node:assert/strict';
import { test } from 'node:test';
import { launchBrowser } from '../harness/chromium.ts';

test('a real browser draws a page with Greek letters', async (t) => {
  const browser = await launchBrowser();
  if (typeof browser === 'string') return t.skip(browser);
  try {
    const page = await browser.newPage();
    await page.setContent('<button onclick="this.textContent = this.textContent.toUpperCase()">Γιώργος</button>');
    await page.click('button');
    assert.equal(await page.textContent('button'), 'ΓΙΏΡΓΟΣ');
  } finally {
    await browser.close();
  }
});
