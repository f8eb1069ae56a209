import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { hookSink, isSigned, type HookSink } from '../harness/hook-sink.ts';
import { axeFindings, settled, story } from '../harness/pages.ts';

let sink: HookSink;
before(async () => {
  sink = await hookSink();
});
after(() => sink.close());

test('an administrator makes a webhook, keeps its secret, tries it and sends a message again', (t) =>
  story(
    t,
    async ({ signedIn }) => {
      const { page, expect } = await signedIn('settings/webhooks');
      await page.getByText('No webhooks yet').waitFor();
      await page.getByRole('button', { name: 'Make a webhook' }).click();
      const dialog = page.getByRole('dialog', { name: 'Make a webhook' });
      await dialog.getByLabel('What is it for').fill('Accounting');
      expect(/status of 422/);
      await dialog.getByLabel('Address').fill('http://user:word@127.0.0.1/');
      await dialog.getByRole('button', { name: 'Make the webhook' }).click();
      await dialog.getByText('may hold no user name').waitFor();
      await dialog.getByLabel('Address').fill(sink.url);
      await settled(page);
      assert.deepEqual(await axeFindings(page), []);
      await dialog.getByRole('button', { name: 'Make the webhook' }).click();
      const shown = page.getByRole('dialog', { name: 'Copy the secret now' });
      const secret = await shown.locator('.k-secret').innerText();
      await shown.getByRole('button', { name: 'I kept it' }).click();

      await page.getByRole('button', { name: 'Send a test' }).click();
      await sink.reached(1);
      assert.ok(isSigned(sink.caught[0]!, secret));
      await page.getByRole('button', { name: 'What was sent' }).click();
      await page.getByText('webhook.test').waitFor();
      await settled(page);
      assert.deepEqual(await axeFindings(page), []);
      await page.getByRole('button', { name: 'Send again' }).click();
      await sink.reached(2);
      assert.equal(sink.caught[1]!.headers['webhook-id'], sink.caught[0]!.headers['webhook-id']);
      await page.getByRole('button', { name: 'Disable' }).click();
      await page.getByRole('button', { name: 'Delete' }).click();
      await page.getByText('No webhooks yet').waitFor();
    },
    { webhookAllowPrivate: true },
  ));
