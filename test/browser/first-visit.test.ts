import assert from 'node:assert/strict';
import { test } from 'node:test';
import { axeFindings, firstStory, settled } from '../harness/pages.ts';

const email = 'eleni@workshop.example';
const password = 'a quiet garden wall';

test('a new installation asks for the firm and its owner, and opens an empty workspace', (t) =>
  firstStory(t, async ({ visit }) => {
    const { page, expect } = await visit();
    await page.goto('/');
    await page.getByRole('heading', { name: 'Welcome to Kith' }).waitFor();
    assert.deepEqual(await axeFindings(page), []);
    await page.getByLabel('Name of your firm').fill('Eleni’s workshop');
    await page.getByLabel('Your name').fill('Eleni Pavlou');
    await page.getByLabel('E-mail').fill(email);
    await page.getByLabel('Password').fill(password);
    await page.getByText('Bring your own files next').click();
    await page.getByRole('button', { name: 'Create the workspace' }).click();

    await page.getByRole('heading', { level: 1, name: /Eleni/ }).waitFor();
    await page.getByText('Your day will be here').waitFor();
    await settled(page);
    assert.deepEqual(await axeFindings(page), []);
    await page.getByRole('link', { name: 'People', exact: true }).click();
    await page.getByText('No people yet').waitFor();
    await page.getByRole('link', { name: 'Deals', exact: true }).click();
    await page.getByText('No deals yet').waitFor();

    await page.getByRole('button', { name: 'Eleni Pavlou: account menu' }).click();
    await page.getByRole('menuitem', { name: 'Sign out' }).click();
    await page.getByRole('heading', { name: 'Sign in to Kith' }).waitFor();
    await page.getByLabel('E-mail').fill(email);
    await page.getByLabel('Password').fill('not the password at all');
    expect(/401.*\/api\/auth\/sign-in/);
    await page.getByRole('button', { name: 'Sign in' }).click();
    await page.getByText('The e-mail or the password is not right.').waitFor();
    assert.deepEqual(await axeFindings(page), []);
    await page.getByLabel('Password').fill(password);
    await page.getByRole('button', { name: 'Sign in' }).click();
    await page.getByText('Your day will be here').waitFor();
  }));

test('an installation with sample data shows how far it has come, then a full workspace', (t) =>
  firstStory(t, async ({ visit }) => {
    const { page } = await visit();
    await page.goto('/setup');
    await page.getByLabel('Name of your firm').fill('Sample firm');
    await page.getByLabel('Your name').fill('Eleni Pavlou');
    await page.getByLabel('E-mail').fill(email);
    await page.getByLabel('Password').fill(password);
    await page.getByRole('button', { name: 'Create the workspace' }).click();
    await page.getByText('Adding the sample firm').waitFor();
    await page.getByRole('heading', { level: 2, name: 'Stay in touch' }).waitFor();
    await page.getByRole('link', { name: 'People', exact: true }).click();
    await page.getByRole('grid').getByRole('row').nth(5).waitFor();
  }));
