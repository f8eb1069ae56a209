import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Locator, Page } from 'playwright-core';
import { ownerAccount } from '../harness/app.ts';
import { story, until } from '../harness/pages.ts';

type Case = {
  type: string;
  more?: object;
  /** What somebody does in the open editor before Enter. */
  enter: (editor: Locator, page: Page) => Promise<void>;
  kept: unknown;
  /** Enter belongs to the editor itself; leaving the cell saves. */
  leave?: boolean;
};

const type = (text: string) => async (editor: Locator) => {
  await editor.getByRole('textbox').first().fill(text);
};
const pick = (name: string) => async (editor: Locator, page: Page) => {
  await editor.getByRole('combobox').first().press('ArrowDown');
  await page.getByRole('option', { name, exact: true }).click();
};
const first = (key: string) => (value: unknown) => (value as Record<string, unknown>[])[0]?.[key];

const cases: (Case & { read?: (value: unknown) => unknown })[] = [
  { type: 'text', enter: type('some words'), kept: 'some words' },
  { type: 'long_text', enter: type('many words'), kept: 'many words', leave: true },
  { type: 'number', enter: type('12,5'), kept: 12.5 },
  { type: 'percent', enter: type('40'), kept: 40 },
  { type: 'money', enter: type('1250,5'), kept: { amount: '1250.50', currency: 'EUR' } },
  { type: 'date', enter: type('2026-11-25'), kept: '2026-11-25' },
  { type: 'partial_date', enter: type('1980-04'), kept: '1980-04' },
  {
    type: 'datetime',
    enter: (editor) => editor.locator('input').first().fill('2026-11-25T10:30'),
    kept: '2026-11-25T08:30:00.000Z',
    read: (value) => new Date(String(value)).toISOString(),
  },
  { type: 'duration', enter: type('1:20'), kept: 4800 },
  { type: 'checkbox', enter: (editor) => editor.getByRole('checkbox').check(), kept: true },
  { type: 'rating', enter: (editor) => editor.getByRole('button', { name: '4' }).click(), kept: 4, leave: true },
  { type: 'select', more: { options: ['red', 'blue'] }, enter: pick('blue'), kept: 'blue' },
  { type: 'multi_select', more: { options: ['red', 'blue'] }, enter: pick('red'), kept: ['red'], leave: true },
  { type: 'emails', enter: type('a@firm.example'), kept: 'a@firm.example', read: first('value') },
  { type: 'phones', enter: type('99123456'), kept: '+35799123456', read: first('value') },
  { type: 'urls', enter: type('https://firm.example'), kept: 'https://firm.example', read: first('value') },
  {
    type: 'address',
    enter: type('Anexartisias 1'),
    kept: 'Anexartisias 1',
    read: (value) => (value as { street?: string }).street,
  },
  {
    type: 'member',
    enter: pick(ownerAccount.name),
    kept: ownerAccount.name,
    read: (value) => (value as { name: string }).name,
  },
  {
    type: 'relation',
    more: { to: 'companies' },
    enter: async (editor, page) => {
      await editor.getByRole('combobox').first().fill('Orfe');
      await page.getByRole('option', { name: 'Orfeas Ltd' }).click();
    },
    kept: 'Orfeas Ltd',
    read: (value) => (value as { name: string }).name,
  },
];

test('a cell of every field type is edited where it stands, with Enter and without a mouse on the way', (t) =>
  story(t, async ({ app, signedIn }) => {
    await app.request('POST', '/api/v1/companies', { name: 'Orfeas Ltd' });
    const made = await app.request('POST', '/api/v1/people', { name: 'Maria Kyriakou' });
    const path = `/api/v1/people/${made.body.id as string}`;
    const keys: string[] = [];
    for (const one of cases) {
      const field = { label: `My ${one.type}`, type: one.type, ...one.more };
      const answer = await app.request('POST', '/api/v1/objects/people/fields', field);
      assert.equal(answer.status, 201, JSON.stringify(answer.body));
      keys.push(answer.body.key as string);
    }
    for (const [at, one] of cases.entries()) {
      const key = keys[at] ?? '';
      const { page, context } = await signedIn(`people?columns=${JSON.stringify(['name', key])}`);
      await page.getByRole('grid').getByText('Maria Kyriakou').waitFor();
      await page.keyboard.press('j');
      await page.keyboard.press('ArrowRight');
      await page.keyboard.press('Enter');
      const editor = page.getByRole('group', { name: `My ${one.type}` }).first();
      await editor.waitFor();
      await one.enter(editor, page);
      if (one.leave) await page.getByRole('heading', { level: 1 }).click();
      else await page.keyboard.press('Enter');
      await editor.waitFor({ state: 'detached' });
      const read = one.read ?? ((value: unknown) => value);
      await until(
        async () => (await app.request('GET', path)).body[key] as unknown,
        (value) => value !== null && value !== undefined && JSON.stringify(read(value)) === JSON.stringify(one.kept),
      );
      await context.close();
    }
  }));
