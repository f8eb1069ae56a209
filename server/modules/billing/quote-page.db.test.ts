import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { after, before, describe, test } from 'node:test';
import { testApp, type TestApp } from '../../../test/harness/app.ts';

type Json = Record<string, unknown>;

describe('a quote on its way to the customer and back', () => {
  let kith: TestApp;
  let now = new Date('2026-11-22T10:00:00Z');
  const ids: Record<string, string> = {};
  const ask = async (status: number, method: string, path: string, body?: unknown, more?: object) => {
    const answer = await kith.request(method, `/api/v1/${path}`, body, more as never);
    assert.equal(answer.status, status, `${method} ${path} ${JSON.stringify(answer.body)}`);
    return answer.body;
  };
  const make = async (object: string, values: Json) => (await ask(201, 'POST', object, values)).id as string;
  const lines = [
    { name: 'Design <b>', unit_price: '1000', quantity: 1, unit: 'hour' },
    { name: 'Shop', unit_price: '500', quantity: 1, optional: true },
  ];
  const draft = async (values: Json = {}) => {
    const deal = await make('deals', { title: 'New site', company: ids['Acme'] });
    const { id } = await ask(201, 'POST', `deals/${deal}/quotes`, {});
    await ask(200, 'PATCH', `quotes/${id}`, values);
    const { data } = await ask(200, 'PUT', `quotes/${id}/lines`, { lines });
    return { id: id as string, deal, shop: data[1].id as string };
  };
  const send = async (id: string, body: Json = {}) => {
    const { link, status } = await ask(200, 'POST', `quotes/${id}/send`, body);
    assert.equal(status, 'sent');
    return new URL(link).pathname;
  };
  const open = (url: string) => kith.app.inject({ method: 'GET', url });
  const answer = (url: string, fields: [string, string][], from = '192.0.2.1') =>
    kith.app.inject({
      method: 'POST',
      url,
      payload: new URLSearchParams(fields).toString(),
      headers: { 'content-type': 'application/x-www-form-urlencoded' },
      remoteAddress: from,
    });
  const totalOf = (page: string) => /name="total" value="([^"]+)"/.exec(page)![1]!.replaceAll('&amp;', '&');
  const accept = async (url: string, line: string[] = []) => {
    const query = new URLSearchParams([['choose', '1'], ...line.map((id) => ['line', id] as [string, string])]);
    const page = await open(`${url}?${query}`);
    return answer(url, [
      ['answer', 'accepted'],
      ['name', 'Maria Lambrou'],
      ['agree', 'yes'],
      ['total', totalOf(page.body)],
      ...line.map((id) => ['line', id] as [string, string]),
    ]);
  };

  before(async () => {
    kith = await testApp({ clock: () => now });
    ids['Acme'] = await make('companies', { name: 'Acme' });
  });
  after(() => kith.close());

  test('the page shows the quote as text, notes the first look, and its link is like no other', async () => {
    const { id } = await draft({ title: '<script>alert(1)</script>' });
    const url = await send(id, { to: ['maria@acme.example'] });
    const page = await open(url);
    assert.equal(page.statusCode, 200);
    assert.match(page.body, /&lt;script&gt;alert\(1\)&lt;\/script&gt;/);
    assert.match(page.body, /Design &lt;b&gt;/);
    assert.match(page.body, /1 hour ×/);
    assert.match(page.body, /€1,190\.00/);
    assert.doesNotMatch(page.body, /<script/);
    assert.equal((await ask(200, 'GET', `quotes/${id}`)).seen_at, '2026-11-22T10:00:00Z');
    const pdf = await open(`${url}/pdf`);
    assert.deepEqual([pdf.statusCode, pdf.headers['content-type']], [200, 'application/pdf']);
    assert.equal(pdf.rawPayload.subarray(0, 5).toString(), '%PDF-');
    await kith.drain();
    const files = await ask(200, 'GET', `files?object=quotes&record_id=${id}`);
    assert.deepEqual(
      files.data.map((file: Json) => [file['type'], file['size']]),
      [['application/pdf', pdf.rawPayload.length]],
    );
    const [mail] = (await ask(200, 'GET', 'mail_outbox')).data;
    assert.match(mail.text, new RegExp(url.slice(-20)));
    const other = `${url.slice(0, -1)}${url.endsWith('A') ? 'E' : 'A'}`;
    for (const wrong of [other, '/q/x', `/q/${'A'.repeat(64)}`]) assert.equal((await open(wrong)).statusCode, 404);
  });

  test('accepting chooses options, wins the deal, makes the order and gives the owner a task, once', async () => {
    const { id, deal, shop } = await draft();
    const url = await send(id);
    const thanks = await accept(url, [shop]);
    assert.match(thanks.body, /Your acceptance has reached us/);
    const quote = await ask(200, 'GET', `quotes/${id}`);
    assert.deepEqual(
      [quote.status, quote.answered_by, quote.net.amount, quote.total.amount],
      ['accepted', 'Maria Lambrou', '1500.00', '1785.00'],
    );
    const won = await ask(200, 'GET', `deals/${deal}`);
    assert.deepEqual([won.outcome, won.stage.name, won.amount.amount], ['won', 'Won', '1500.00']);
    const { data: orders } = await ask(200, 'POST', 'orders/query', { filter: { field: 'quote', is: id } });
    assert.deepEqual([orders.length, orders[0].total.amount, orders[0].status], [1, '1785.00', 'open']);
    const ordered = await ask(200, 'GET', `orders/${orders[0].id}/lines`);
    assert.deepEqual(
      ordered.data.map((line: Json) => line['name']),
      ['Design <b>', 'Shop'],
    );
    const { data: tasks } = await ask(200, 'POST', 'tasks/query', { filter: { field: 'deals', is: deal } });
    assert.deepEqual(
      tasks.map((task: Json) => task['subject']),
      ['Accepted: New site'],
    );
    const { data: proofs } = await ask(200, 'POST', 'quote_answers/query', { filter: { field: 'quote', is: id } });
    const hash = createHash('sha256').update(proofs[0].document).digest('hex');
    assert.deepEqual([proofs.length, proofs[0].name, proofs[0].ip_address], [1, 'Maria Lambrou', '192.0.2.1']);
    assert.equal(proofs[0].document_hash, hash);
    assert.match(proofs[0].document, /€1,785\.00/);
    const again = await answer(url, [
      ['answer', 'declined'],
      ['text', 'No'],
    ]);
    assert.match(again.body, /was accepted by Maria Lambrou/);
    assert.equal((await ask(200, 'GET', `quotes/${id}`)).status, 'accepted');
    await ask(409, 'DELETE', `quote_answers/${proofs[0].id}`);
    const { data: sets } = await ask(200, 'GET', 'change_sets?limit=5');
    const accepted = sets.find((set: Json) => String(set['label']).startsWith('The customer answered'));
    const refused = await ask(409, 'POST', `change_sets/${accepted.id}/undo`, {});
    assert.equal(refused.code, 'change_set.final');
    assert.match(refused.detail, /Quote/);
    const renamed = await kith.request('PATCH', `/api/v1/quotes/${id}`, { notes: 'Called her' });
    await ask(200, 'POST', `change_sets/${renamed.headers['kith-change-set']}/undo`, {});
    const { data: timeline } = await ask(200, 'GET', `deals/${deal}/timeline`);
    assert.ok(timeline.some((entry: Json) => entry['kind'] === 'quote'));
  });

  test('two who accept in the same moment make one order', async () => {
    const { id } = await draft();
    const url = await send(id);
    await Promise.all(Array.from({ length: 5 }, () => accept(url)));
    const { data } = await ask(200, 'POST', 'orders/query', { filter: { field: 'quote', is: id } });
    assert.equal(data.length, 1);
    assert.equal(data[0].total.amount, '1190.00');
  });

  test('another sum than the one that was read is not accepted, nor is a name that is missing', async () => {
    const { id, shop } = await draft();
    const url = await send(id);
    const fields: [string, string][] = [
      ['answer', 'accepted'],
      ['name', 'Maria'],
      ['agree', 'yes'],
    ];
    assert.match((await answer(url, [...fields, ['total', '€1.00']])).body, /changed the sum/);
    const total = totalOf((await open(url)).body);
    assert.match((await answer(url, [...fields, ['total', total], ['line', shop]])).body, /changed the sum/);
    const nobody = await answer(url, [
      ['answer', 'accepted'],
      ['total', total],
    ]);
    assert.match(nobody.body, /Write your full name.*Tick that you accept/s);
    assert.equal((await answer(url, [['answer', 'stolen']])).statusCode, 422);
    assert.equal((await ask(200, 'GET', `quotes/${id}`)).status, 'sent');
  });

  test('a question and a refusal reach the owner with their words', async () => {
    const { id, deal } = await draft();
    const url = await send(id);
    const asked = await answer(url, [
      ['answer', 'asked'],
      ['text', 'Is <i>support</i> part of it?'],
    ]);
    assert.match(asked.body, /Your question has reached us/);
    await answer(url, [
      ['answer', 'declined'],
      ['name', 'Petros'],
      ['text', 'Too dear'],
    ]);
    const quote = await ask(200, 'GET', `quotes/${id}`);
    assert.deepEqual([quote.status, quote.decline_reason], ['declined', 'Too dear']);
    assert.equal((await ask(200, 'GET', `deals/${deal}`)).outcome, 'open', 'the deal is not lost by that');
    const { data } = await ask(200, 'POST', 'tasks/query', {
      filter: { field: 'deals', is: deal },
      sort: 'created_at',
    });
    assert.deepEqual(
      data.map((task: Json) => task['subject']),
      ['Question about a quote: New site', 'Declined: New site'],
    );
    assert.match(String(data[0].notes), /Is <i>support<\/i> part of it\?/);
  });

  test('what was sent changes by a new version alone, and then the one before can no longer be accepted', async () => {
    const { id } = await draft();
    const url = await send(id);
    await ask(422, 'PATCH', `quotes/${id}`, { terms: 'Other terms' });
    await ask(409, 'PUT', `quotes/${id}/lines`, { lines: [] });
    const next = await ask(201, 'POST', `quotes/${id}/versions`, {});
    assert.equal((await open(url)).statusCode, 200);
    const newer = await send(next.id);
    assert.equal((await open(url)).statusCode, 404);
    assert.equal((await ask(200, 'GET', `quotes/${id}`)).status, 'replaced');
    assert.match((await accept(newer)).body, /has reached us/);
  });

  test('a day after the last one it can be read and not accepted; taken back it is not there', async () => {
    const { id } = await draft({ valid_until: '2026-11-30' });
    const url = await send(id);
    now = new Date('2026-12-01T10:00:00Z');
    assert.match((await open(url)).body, /last day of this quote has passed/);
    const late = await answer(url, [
      ['answer', 'accepted'],
      ['name', 'Maria'],
      ['agree', 'yes'],
      ['total', '€1,190.00'],
    ]);
    assert.match(late.body, /last day of this quote has passed/);
    await ask(200, 'POST', `quotes/${id}/reopen`, {});
    assert.equal((await open(url)).statusCode, 404);
    const problem = await ask(409, 'POST', `quotes/${id}/send`, {});
    assert.equal(problem.code, 'quote.expired');
  });

  test('a discount above the limit waits for an administrator', async () => {
    const [seller] = (await ask(200, 'GET', 'sellers')).data;
    await ask(200, 'PATCH', `sellers/${seller.id}`, { discount_limit: 10 });
    const as = await kith.addMember('Sella', 'member');
    const { id } = await ask(201, 'POST', 'quotes', { title: 'Dear' }, { as });
    const put = (discount: number) =>
      ask(
        200,
        'PUT',
        `quotes/${id}/lines`,
        { lines: [{ name: 'A', unit_price: '100', discount_percent: discount }] },
        { as },
      );
    await put(10.5);
    assert.equal((await ask(409, 'POST', `quotes/${id}/send`, {}, { as })).code, 'quote.needs_approval');
    await ask(200, 'POST', `quotes/${id}/ask_approval`, {}, { as });
    await ask(403, 'POST', `quotes/${id}/approve`, {}, { as });
    assert.equal((await ask(200, 'POST', `quotes/${id}/approve`, {})).status, 'approved');
    assert.equal((await ask(200, 'POST', `quotes/${id}/send`, {}, { as })).status, 'sent');
    const other = await ask(201, 'POST', 'quotes', { title: 'Fair' }, { as });
    await ask(409, 'POST', `quotes/${other.id}/send`, {}, { as });
    await ask(
      200,
      'PUT',
      `quotes/${other.id}/lines`,
      { lines: [{ name: 'A', unit_price: '100', discount_percent: 10 }] },
      { as },
    );
    await ask(200, 'POST', `quotes/${other.id}/send`, {}, { as });
  });
});
