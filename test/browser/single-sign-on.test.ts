import assert from 'node:assert/strict';
import { test } from 'node:test';
import { axeFindings, settled, story, until } from '../harness/pages.ts';
import { startProvider } from '../harness/provider.ts';

test('an owner sets the firm’s service up, and a newcomer comes in by it to the page that was asked for', (t) =>
  story(
    t,
    async ({ app, url, signedIn, visit }) => {
      const provider = await startProvider(`${url}/sign-in/return`, 'ES256');
      t.after(() => provider.close());
      const { page } = await signedIn('settings/single-sign-on');
      await page.getByText(`${url}/sign-in/return`).waitFor();
      await page.getByLabel('Address of the service (issuer)').fill(provider.issuer);
      await page.getByLabel('Client ID').fill(provider.clientId);
      await page.getByLabel('Client secret').fill(provider.clientSecret);
      await page.getByLabel('Domains of your firm').fill('firm.example, firm.test');
      await page.getByRole('combobox', { name: 'Whoever comes for the first time' }).click();
      await page.getByRole('option', { name: 'Read only' }).click();
      await page.getByRole('button', { name: 'Save' }).click();
      await page.getByText(/Leave it empty to keep it/).waitFor();
      await settled(page);
      assert.deepEqual(await axeFindings(page), []);

      const eleni = await visit();
      await eleni.page.goto(`/w/${app.workspace.slug}/companies`);
      await eleni.page.getByRole('heading', { name: 'Sign in to Kith' }).waitFor();
      const by = eleni.page.getByRole('button', { name: 'Sign in by your firm’s service' });
      await by.waitFor();
      assert.deepEqual(await axeFindings(eleni.page), []);
      eleni.expect(/status of 404/);
      await eleni.page.getByLabel('E-mail').fill('eleni@nobody.example');
      await by.click();
      await eleni.page.getByText(/No firm here signs in/).waitFor();
      await eleni.page.getByLabel('E-mail').fill('eleni@firm.test');
      await by.click();
      await eleni.page.getByRole('heading', { level: 1, name: 'Companies' }).waitFor();
      assert.equal(new URL(eleni.page.url()).pathname, `/w/${app.workspace.slug}/companies`);
      await eleni.page.goto(`/w/${app.workspace.slug}/settings/security`);
      await eleni.page.getByText(/By your firm’s service/).waitFor();
      await eleni.page.getByText(/single sign-on · 127\.0\.0\.1/).waitFor();
      assert.deepEqual(await axeFindings(eleni.page), []);

      const nobody = await visit({ locale: 'el-GR' });
      nobody.expect(/status of 410/);
      await nobody.page.goto('/sign-in/return?code=x&state=y');
      await nobody.page.getByText('Η προσπάθεια σύνδεσης έληξε. Ξεκινήστε ξανά.').waitFor();
      assert.equal(new URL(nobody.page.url()).search, '', 'what was brought leaves the address bar');
      assert.deepEqual(await axeFindings(nobody.page), []);

      await page.getByRole('button', { name: 'Remove' }).click();
      eleni.expect(/401|ERR_/);
      await page.getByRole('dialog').getByRole('button', { name: 'Remove' }).click();
      await eleni.page.getByRole('heading', { name: 'Sign in to Kith' }).waitFor();
      await until(
        () => page.getByLabel('Client ID').inputValue(),
        (value) => value === '',
      );
    },
    { ssoAllowPrivate: true },
  ));
