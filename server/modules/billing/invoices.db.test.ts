import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { testApp, type TestApp } from '../../../test/harness/app.ts';

type Json = Record<string, unknown>;

describe('invoices and credit notes', () => {
  let kith: TestApp;
  let company: string;
  const rates: Record<string, string> = {};
  const year = new Intl.DateTimeFormat('en', { timeZone: 'Asia/Nicosia', year: 'numeric' }).format();
  const ask = async (status: number, method: string, path: string, body?: unknown) => {
    const answer = await kith.request(method, `/api/v1/${path}`, body);
    assert.equal(answer.status, status, `${method} ${path} ${JSON.stringify(answer.body)}`);
    return answer.body;
  };
  const make = async (object: string, values: Json) => (await ask(201, 'POST', object, values)).id as string;
  const order = async (lines: Json[], more: Json = {}) => {
    const id = await make('orders', { title: 'New roof', company });
    return { id, lines: (await ask(200, 'PUT', `orders/${id}/lines`, { lines, ...more })).data as Json[] };
  };
  const invoice = (id: string, body: Json = {}, status = 201) => ask(status, 'POST', `orders/${id}/invoices`, body);
  const issue = (id: string, status = 200) => ask(status, 'POST', `invoices/${id}/issue`, {});
  const amount = (record: Json, key: string) => (record[key] as Json)['amount'];
  const linesOf = async (id: string) => (await ask(200, 'GET', `invoices/${id}/lines`)).data as Json[];
  const single = async (price: string) => {
    const id = await make('invoices', { title: 'Advice', company });
    await ask(200, 'PUT', `invoices/${id}/lines`, { lines: [{ name: 'Advice', unit_price: price }] });
    return id;
  };

  before(async () => {
    kith = await testApp();
    company = await make('companies', { name: 'Acme', vat_number: 'CY10259033P' });
    for (const { id, name } of (await ask(200, 'GET', 'tax_rates?limit=50')).data) rates[name] = id;
    const [seller] = (await ask(200, 'GET', 'sellers')).data;
    await ask(200, 'PATCH', `sellers/${seller.id}`, { iban: 'CY17002001280000001200527600', payment_days: 14 });
  });
  after(() => kith.close());

  test('thirty at once, a third of them refused, get numbers without a gap or a double', async () => {
    const [empty, full] = [[] as string[], [] as string[]];
    for (let n = 0; n < 20; n += 1) full.push(await single('10'));
    for (let n = 0; n < 10; n += 1) empty.push(await make('invoices', { title: 'Nothing', company }));
    const all = full.flatMap((id, at) => (at < 10 ? [id, empty[at]!] : [id]));
    const path = (id: string) => `/api/v1/invoices/${id}/issue`;
    const answers = await Promise.all(all.map((id) => kith.request('POST', path(id), {})));
    assert.equal(answers.filter(({ status }) => status === 409).length, 10);
    // One whose number is taken, and is then given back with all else it wrote.
    await assert.rejects(
      kith.inWorkspace(async ({ db }) => {
        const { sql } = await import('#kernel/database');
        await db.run(sql`update ${db.table('document_counter')} set last = last + 1`);
        throw new Error('stopped in between');
      }),
    );
    full.push(await single('10'));
    const last = await issue(full.at(-1)!);
    const numbers = answers.flatMap(({ status, body }) => (status === 200 ? [body.number as string] : []));
    assert.deepEqual(
      [...numbers, last.number].toSorted(),
      Array.from({ length: 21 }, (_, at) => `${year}-${String(at + 1).padStart(4, '0')}`),
    );
  });

  test('an order is invoiced by a deposit, in part and to its end, never beyond', async () => {
    const { id, lines } = await order(
      [
        { name: 'Tiles', quantity: 10, unit_price: '20', tax_rate: rates['VAT 19%'] },
        { kind: 'note', name: 'Red ones' },
        { name: 'Book', quantity: 2, unit_price: '50', tax_rate: rates['VAT 5%'] },
      ],
      { discount_percent: 10 },
    );
    // 200 + 100 less 10 %: 180 at 19 %, 90 at 5 %; 30 % of that are 54 and 27.
    const deposit = await invoice(id, { percent: 30 });
    assert.equal(amount(deposit, 'net'), '81.00');
    assert.equal(amount(deposit, 'tax'), '11.61'); // 10.26 + 1.35
    await issue(deposit.id);
    await invoice(id, { percent: 71 }, 409);
    const [tiles, , book] = lines.map((line) => line['id'] as string);
    await invoice(id, { lines: [{ line: tiles, quantity: 11 }] }, 409);
    const part = await invoice(id, { lines: [{ line: tiles, quantity: 4 }] });
    // 80 less 8; all of the 54 that was paid for tiles comes off.
    assert.equal(amount(part, 'net'), '18.00');
    await invoice(id, { lines: [{ line: tiles, quantity: '6.000001' }] }, 409);
    const rest = await invoice(id);
    // 6 × 20 and 100 less 10 %, and less the 27.00 paid for the books.
    assert.equal(amount(rest, 'net'), '171.00');
    assert.deepEqual(
      (await linesOf(rest.id)).map((line) => [line['name'], line['quantity']]),
      [
        ['Tiles', 6],
        ['Red ones', null],
        ['Book', 2],
        ['Deposit invoiced before', -1],
      ],
    );
    await invoice(id, {}, 409);
    await invoice(id, { lines: [{ line: book, quantity: 1 }] }, 409);
    await issue(part.id);
    // A draft that was made larger by hand is not issued.
    const [first] = await linesOf(rest.id);
    const more = { lines: (await linesOf(rest.id)).map((line) => ({ id: line['id'] })) as Json[] };
    more.lines[0]!['quantity'] = 7;
    await ask(200, 'PUT', `invoices/${rest.id}/lines`, more);
    await issue(rest.id, 409);
    more.lines[0]!['quantity'] = first!['quantity'];
    await ask(200, 'PUT', `invoices/${rest.id}/lines`, more);
    await issue(rest.id);
    // 81 + 18 + 171: all of the 270 that was ordered.
  });

  test('an issued invoice is not edited, removed or undone, but credited', async () => {
    const id = await single('100');
    const answer = await kith.request('POST', `/api/v1/invoices/${id}/issue`, {});
    const { status, open, due_on: due, issued_on: on } = answer.body;
    assert.deepEqual([status, open], ['issued', { amount: '119.00', currency: 'EUR' }]);
    assert.equal((Date.parse(due) - Date.parse(on)) / 86_400_000, 14);
    await ask(422, 'PATCH', `invoices/${id}`, { title: 'Other' });
    await ask(200, 'PATCH', `invoices/${id}`, { notes: 'Ours' });
    await ask(409, 'PUT', `invoices/${id}/lines`, { lines: [] });
    assert.equal((await ask(409, 'DELETE', `invoices/${id}`)).code, 'record.final');
    const other = await single('1');
    assert.equal((await ask(409, 'POST', `invoices/${other}/merge`, { with: [id] })).code, 'record.final');
    const undo = await ask(409, 'POST', `change_sets/${answer.headers['kith-change-set']}/undo`, {});
    assert.equal(undo.code, 'change_set.final');
    await issue(id, 409);

    await ask(409, 'POST', `invoices/${id}/credit`, { amount: '100.01' });
    const some = await ask(201, 'POST', `invoices/${id}/credit`, { amount: '30.03' });
    assert.deepEqual([amount(some, 'net'), amount(some, 'tax')], ['30.03', '5.71']);
    const note = await issue(some.id);
    assert.deepEqual([note.number, note.status], [`C-${year}-0001`, 'paid']);
    const left = await ask(200, 'GET', `invoices/${id}`);
    assert.deepEqual([amount(left, 'open'), left.status], ['83.26', 'issued']);
    await ask(409, 'POST', `invoices/${id}/credit`, { amount: '70' });
    const line = (await linesOf(id))[0]!['id'];
    await ask(409, 'POST', `invoices/${id}/credit`, { lines: [{ line, quantity: 1 }] });
    const rest = await ask(201, 'POST', `invoices/${id}/credit`, {});
    assert.equal(amount(rest, 'net'), '69.97');
    await ask(409, 'POST', `invoices/${id}/credit`, {});
    await issue(rest.id);
    const gone = await ask(200, 'GET', `invoices/${id}`);
    assert.deepEqual([amount(gone, 'open'), gone.status, amount(gone, 'credited')], ['0.00', 'cancelled', '119.00']);
  });

  test('what was credited by its lines can be invoiced again', async () => {
    const { id } = await order([{ name: 'Tiles', quantity: 3, unit_price: '10' }]);
    const first = await invoice(id);
    await issue(first.id);
    const [line] = await linesOf(first.id);
    const note = await ask(201, 'POST', `invoices/${first.id}/credit`, { lines: [{ line: line!['id'], quantity: 2 }] });
    await invoice(id, {}, 409);
    await issue(note.id);
    const again = await invoice(id);
    assert.equal(amount(again, 'net'), '20.00');
  });

  test('an invoice without a customer is not issued, and as PDF in both languages it is a PDF', async () => {
    const id = await make('invoices', { title: 'Nobody' });
    await ask(200, 'PUT', `invoices/${id}/lines`, { lines: [{ name: 'Advice', unit_price: '5' }] });
    assert.equal((await issue(id, 409)).code, 'invoice.not_ready');
    for (const language of ['en', 'el']) {
      const one = await single('12.34');
      await ask(200, 'PATCH', `invoices/${one}`, { language });
      await issue(one);
      // What the customer is called later does not reach what was issued.
      await ask(200, 'PATCH', `companies/${company}`, { name: `Acme ${language}` });
      const pdf = await kith.request('GET', `/api/v1/invoices/${one}/pdf`);
      assert.equal(pdf.status, 200);
      assert.equal(pdf.headers['content-type'], 'application/pdf');
      const missing = await ask(409, 'GET', `invoices/${one}/ubl`);
      assert.match(missing.detail, /BR-11/);
    }
  });

  test('an issued invoice is an e-invoice, a draft is none', async () => {
    const [seller] = (await ask(200, 'GET', 'sellers')).data;
    await ask(200, 'PATCH', `sellers/${seller.id}`, { vat_number: 'CY10259033P' });
    await ask(200, 'PATCH', `companies/${company}`, { address: { city: 'Paphos', country: 'CY' } });
    const id = await single('12.34');
    assert.equal((await ask(409, 'GET', `invoices/${id}/ubl`)).code, 'invoice.not_so_far');
    const { number } = await issue(id);
    const answer = await kith.request('GET', `/api/v1/invoices/${id}/ubl`);
    assert.equal(answer.status, 200);
    assert.equal(answer.headers['content-type'], 'application/xml');
    const xml = answer.bytes.toString();
    assert.ok(xml.includes(`<cbc:ID>${number}</cbc:ID>`));
    assert.ok(xml.includes('<cbc:PayableAmount currencyID="EUR">14.68</cbc:PayableAmount>'));
  });
});
