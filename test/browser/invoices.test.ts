import assert from 'node:assert/strict';
import { test } from 'node:test';
import { axeFindings, settled, story } from '../harness/pages.ts';

test('an order is invoiced, the invoice issued, and credited', (t) =>
  story(t, async ({ app, signedIn }) => {
    const company = (await app.request('POST', '/api/v1/companies', { name: 'Acme' })).body.id as string;
    const { id } = (await app.request('POST', '/api/v1/orders', { title: 'Sixty chairs', company })).body;
    const lines = [{ name: 'Chair', quantity: 60, unit_price: '10' }];
    assert.equal((await app.request('PUT', `/api/v1/orders/${id}/lines`, { lines })).status, 200);
    const { page } = await signedIn(`orders/${id}`);
    await page.getByRole('button', { name: 'Invoice what is left' }).click();
    await page.getByRole('button', { name: 'Issue', exact: true }).click();
    await page.getByText('Issued. It has its number and stays as it is.').waitFor();
    await page
      .getByText(/^\d{4}-0001$/)
      .first()
      .waitFor();
    await settled(page);
    assert.deepEqual(await axeFindings(page), []);
    await page.getByRole('button', { name: 'Document' }).click();
    await page.getByRole('menuitem', { name: 'Credit what is left' }).click();
    await page.getByRole('button', { name: 'Issue', exact: true }).click();
    await page
      .getByText(/^C-\d{4}-0001$/)
      .first()
      .waitFor();
    const { data } = (await app.request('GET', '/api/v1/invoices?sort=created_at')).body;
    assert.deepEqual(
      data.map((one: { kind: string; status: string }) => [one.kind, one.status]),
      [
        ['invoice', 'cancelled'],
        ['credit_note', 'paid'],
      ],
    );
  }));
