import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { axeFindings, settled, story, until } from '../harness/pages.ts';
import { linkIn, smtpSink, type SmtpSink } from '../harness/smtp-sink.ts';

let sink: SmtpSink;
before(async () => {
  sink = await smtpSink();
});
after(() => sink.close());

const fresh = 'nine quiet green doors';

test('an invitation by mail makes a member, who forgets the password, sets another and is signed out elsewhere', (t) =>
  story(
    t,
    async ({ signedIn, visit }) => {
      const admin = await signedIn('settings/members');
      await admin.page.getByRole('button', { name: 'Invite somebody' }).click();
      const dialog = admin.page.getByRole('dialog', { name: 'Invite somebody' });
      await dialog.getByLabel('E-mail').fill('nikos@firm.example');
      await dialog.getByRole('button', { name: 'Invite', exact: true }).click();
      const ready = admin.page.getByRole('dialog', { name: 'The invitation is ready' });
      const shown = await ready.locator('.k-secret').innerText();
      assert.deepEqual(await axeFindings(admin.page), []);
      await ready.getByRole('button', { name: 'Done' }).click();
      await admin.page
        .getByRole('listitem')
        .filter({ hasText: 'nikos@firm.example' })
        .getByText(/^Member · until/)
        .waitFor();
      await until(
        async () => sink.mails.length,
        (count) => count === 1,
      );
      assert.equal(linkIn(sink.mails[0]!), shown);

      const nikos = await visit();
      await nikos.page.goto(shown);
      await nikos.page.getByRole('heading', { name: 'Join Firm' }).waitFor();
      assert.equal(new URL(nikos.page.url()).hash, '', 'the secret leaves the address bar');
      assert.deepEqual(await axeFindings(nikos.page), []);
      await nikos.page.getByLabel('Your name').fill('Nikos Pavlou');
      await nikos.page.getByLabel('Password').fill(fresh);
      await nikos.page.getByRole('button', { name: 'Join now' }).click();
      await nikos.page.getByRole('heading', { level: 1, name: /Nikos/ }).waitFor();

      const again = await visit();
      await again.page.goto('/sign-in');
      await again.page.getByRole('link', { name: 'Forgot the password?' }).click();
      await again.page.getByRole('heading', { name: 'A new password' }).waitFor();
      await again.page.getByLabel('E-mail').fill('nikos@firm.example');
      await again.page.getByRole('button', { name: 'Send the link' }).click();
      await again.page.getByRole('heading', { name: 'Look into your mail' }).waitFor();
      await until(
        async () => sink.mails.length,
        (count) => count === 2,
      );
      await again.page.goto(linkIn(sink.mails[1]!));
      await again.page.getByLabel('New password').fill('ten quiet green doors');
      assert.deepEqual(await axeFindings(again.page), []);
      nikos.expect(/401|ERR_/);
      await again.page.getByRole('button', { name: 'Save' }).click();
      await again.page.getByRole('heading', { name: 'Sign in to Kith' }).waitFor();
      const started = Date.now();
      await nikos.page.getByRole('heading', { name: 'Sign in to Kith' }).waitFor();
      assert.ok(Date.now() - started <= 5_000, 'the open page is left within five seconds');
      await again.page.getByLabel('E-mail').fill('nikos@firm.example');
      await again.page.getByLabel('Password').fill('ten quiet green doors');
      await again.page.getByRole('button', { name: 'Sign in' }).click();
      await again.page.getByRole('heading', { level: 1, name: /Nikos/ }).waitFor();

      await admin.page.getByRole('link', { name: 'Sign-ins' }).click();
      await admin.page.getByText('new password by mail').waitFor();
      await admin.page.getByText(/invitation · 127\.0\.0\.1/).waitFor();
      await settled(admin.page);
      assert.deepEqual(await axeFindings(admin.page), []);
    },
    { smtpUrl: sink.url },
  ));

test('a link that was used says so, and one’s own sign-ins and devices stand under Security', (t) =>
  story(t, async ({ signedIn, visit }) => {
    const stranger = await visit();
    stranger.expect(/status of 410/);
    await stranger.page.goto('/invitation#nothing');
    await stranger.page.getByText(/used, withdrawn or is too old/).waitFor();
    const other = await signedIn('people');
    const { page } = await signedIn('settings/security');
    await page.getByRole('region', { name: 'Your sign-ins' }).getByText('Signed in').first().waitFor();
    other.expect(/401|ERR_/);
    await page.getByRole('button', { name: 'Sign out everywhere else' }).click();
    await other.page.getByRole('heading', { name: 'Sign in to Kith' }).waitFor();
    await settled(page);
    assert.deepEqual(await axeFindings(page), []);
  }));
