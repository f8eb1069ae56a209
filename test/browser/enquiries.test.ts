import assert from 'node:assert/strict';
import { test } from 'node:test';
import { axeFindings, settled, story, until } from '../harness/pages.ts';

test('a visitor sends a form on a phone; the enquiry is matched, assigned, answered and becomes a deal', (t) =>
  story(t, async ({ app, url, visit, signedIn }) => {
    const add = async (api: string, values: object) => {
      const answer = await app.request('POST', `/api/v1/${api}`, values);
      assert.equal(answer.status, 201, JSON.stringify(answer.body));
      return answer.body.id as string;
    };
    const maria = await add('people', { name: 'Maria Ioannou', emails: ['maria@sea.example'] });
    await add('assignment_rules', { name: 'All', members: [app.owner.id] });

    const { page } = await signedIn('settings/enquiries');
    const forms = page.getByRole('region', { name: 'Web forms' });
    await forms.getByRole('button', { name: 'Make a form' }).click();
    const window = page.getByRole('dialog', { name: 'Make a form' });
    await window.getByRole('textbox', { name: 'Name', exact: true }).fill('Contact');
    await window.getByRole('textbox', { name: 'Address', exact: true }).fill('Contact us');
    await window.getByRole('textbox', { name: 'Heading', exact: true }).fill('Write to us');
    await window.getByRole('button', { name: 'Save' }).click();
    await forms.getByText('0 enquiries').waitFor();
    await forms.getByRole('button', { name: 'Snippet for your site' }).click();
    const snippet = page.getByRole('dialog', { name: 'Snippet for your site' });
    const frame = /<iframe src="([^"]+)"/.exec((await snippet.textContent()) ?? '')!;
    await snippet.getByRole('button', { name: 'Close' }).last().click();
    assert.equal(frame[1], `${url}/f/${app.workspace.slug}/contact-us`);
    await settled(page);
    assert.deepEqual(await axeFindings(page), []);

    const visitor = await visit({ viewport: { width: 390, height: 800 } });
    visitor.expect(/422/);
    const phone = visitor.page;
    await phone.goto(frame[1]!);
    await phone.getByRole('heading', { name: 'Write to us' }).waitFor();
    assert.deepEqual(await axeFindings(phone), []);
    // The only clock of the product goes on by a minute: a visitor takes longer than a browser of a test.
    const { source } = app.services;
    const clock = source.clock;
    source.clock = () => new Date(clock().getTime() + 60_000);
    await phone.getByRole('textbox', { name: 'Name' }).fill('M. Ioannou');
    await phone.getByRole('textbox', { name: 'E-mail' }).fill('maria at sea');
    await phone.getByRole('textbox', { name: 'Message' }).fill('Ten boats, please');
    await phone.getByRole('button', { name: 'Send' }).click();
    await phone.getByText('This is no e-mail address.').waitFor();
    assert.deepEqual(await axeFindings(phone), []);
    const wide = await phone.evaluate(() => document.documentElement.scrollWidth);
    assert.equal(wide, 390, 'nothing stands out at the side of a phone');
    await phone.getByRole('textbox', { name: 'E-mail' }).fill('maria@sea.example');
    await phone.getByRole('button', { name: 'Send' }).click();
    await phone.getByRole('heading', { name: 'Thank you' }).waitFor();
    assert.deepEqual(await visitor.context.cookies(), []);

    const found = async () => (await app.request('GET', '/api/v1/enquiries')).body.data[0];
    const enquiry = await until(found, (one) => one !== undefined);
    assert.deepEqual([enquiry.person.id, enquiry.status, enquiry.matched_by], [maria, 'assigned', 'email']);
    await page.goto(new URL(`../enquiries/${String(enquiry.id)}`, page.url()).href);
    const card = page.getByRole('region', { name: 'Answering' });
    await card.getByText('Rule "All": the turn of Anna Georgiou').waitFor();
    await card.getByText(/not answered yet/).waitFor();
    await add('calls', { people: [maria], direction: 'out', subject: 'Rang her' });
    await card.getByText('Answered after 0 minutes.').waitFor();
    await settled(page);
    assert.deepEqual(await axeFindings(page), []);
    await card.getByRole('button', { name: 'Convert to a deal' }).click();
    const convert = page.getByRole('dialog', { name: 'Convert to a deal' });
    await convert.getByRole('button', { name: 'Convert', exact: true }).click();
    await page.getByRole('heading', { name: 'Ten boats, please' }).waitFor();
    await until(found, (one) => one.status === 'converted');
    const person = await app.request('GET', `/api/v1/people/${maria}`);
    assert.equal(person.body.stage, 'qualified');
  }));
