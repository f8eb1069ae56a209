import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Page } from 'playwright-core';
import { ownerAccount } from '../harness/app.ts';
import { axeFindings, settled, story } from '../harness/pages.ts';

/** Gives the browser a device that makes passkeys and checks its owner, as a phone does. */
async function giveDevice(page: Page): Promise<void> {
  const devices = await page.context().newCDPSession(page);
  await devices.send('WebAuthn.enable');
  await devices.send('WebAuthn.addVirtualAuthenticator', {
    options: {
      protocol: 'ctap2',
      transport: 'internal',
      hasResidentKey: true,
      hasUserVerification: true,
      isUserVerified: true,
      automaticPresenceSimulation: true,
    },
  });
}

test('a passkey is added, signs in without a password, is renamed and removed', (t) =>
  story(
    t,
    async ({ signedIn }) => {
      const { page, expect } = await signedIn('settings/security');
      await giveDevice(page);
      const own = page.getByRole('region', { name: 'Passkeys' });
      const dialog = page.getByRole('dialog');
      const add = async () => {
        await own.getByRole('button', { name: 'Add a passkey' }).click();
        await dialog.getByLabel('Name').fill('Phone');
        await dialog.getByLabel('Present password').fill(ownerAccount.password);
        assert.deepEqual(await axeFindings(page), []);
        await dialog.getByRole('button', { name: 'Add', exact: true }).click();
      };
      await add();
      await own.getByText('Phone').waitFor();
      await add();
      await dialog.getByText(/has one for this account already/).waitFor();
      await dialog.getByRole('button', { name: 'Cancel' }).click();

      await page.context().clearCookies({ name: 'kith' });
      await page.goto('/sign-in');
      const enter = page.getByRole('button', { name: 'Sign in with a passkey' });
      await enter.waitFor();
      assert.deepEqual(await axeFindings(page), []);
      await enter.click();
      await page.getByRole('heading', { level: 1, name: /Anna/ }).waitFor();

      await page.getByRole('link', { name: 'Settings' }).first().click();
      await page.getByRole('link', { name: 'Security' }).click();
      await page.getByText(/passkey · 127\.0\.0\.1/).waitFor();
      await own.getByText(/last used/).waitFor();
      await own.getByRole('button', { name: 'Rename' }).click();
      await dialog.getByLabel('Name').fill('Work phone');
      await dialog.getByRole('button', { name: 'Save' }).click();
      await own.getByText('Work phone').waitFor();
      await settled(page);
      assert.deepEqual(await axeFindings(page), []);
      await own.getByRole('button', { name: 'Remove' }).click();
      expect(/status of 403/);
      await dialog.getByLabel('Present password').fill('wrong wrong wrong');
      await dialog.getByRole('button', { name: 'Remove' }).click();
      await dialog.getByText(/password is not right/).waitFor();
      await dialog.getByLabel('Present password').fill(ownerAccount.password);
      await dialog.getByRole('button', { name: 'Remove' }).click();
      await own.getByText('Work phone').waitFor({ state: 'detached' });
    },
    { host: 'localhost' },
  ));
