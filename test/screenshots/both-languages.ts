import { readFileSync } from 'node:fs';
import type { Page } from 'playwright-core';

const catalogue = readFileSync(new URL('../../web/kernel/i18n/locales/el.po', import.meta.url), 'utf8');
const greek = new Map(
  [...catalogue.matchAll(/^msgid "(.+)"\nmsgstr "(.+)"$/gm)].map(([, english, translated]) => [english, translated]),
);

/** Finds a text of the page in English or in Greek; `{name}` in it stands for anything, `|` parts several. */
export function said(text: string): RegExp {
  const texts = text
    .split('|')
    .flatMap((one) => [one, greek.get(one) ?? one])
    .map((one) => one.replace(/[.*+?^$()|[\]\\]/g, String.raw`\$&`).replace(/\{\w+\}/g, '.+'));
  return new RegExp(`^(?:${texts.join('|')})`);
}

/** Presses a button; `at` counts where there are several. */
export const push = (page: Page, text: string, at = 0): Promise<void> =>
  page
    .getByRole('button', { name: said(text) })
    .nth(at)
    .click();

/** Opens a menu and takes one of its entries. */
export async function take(page: Page, menu: string, entry: string): Promise<void> {
  await push(page, menu);
  await page
    .getByRole('menuitem', { name: said(entry) })
    .first()
    .click();
}

/** Chooses in a field by the place of the choice. */
export async function pick(page: Page, field: string, at: number): Promise<void> {
  await page
    .getByRole('combobox', { name: said(field) })
    .first()
    .click();
  await page.getByRole('option').nth(at).click();
}
