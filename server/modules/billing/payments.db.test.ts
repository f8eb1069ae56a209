import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { testApp, type TestApp } from '../../../test/harness/app.ts';
import { sql } from '#kernel/database';
import { createRandom } from '../../../test/harness/random.ts';

type Json = Record<string, unknown>;

describe('payments', () => {
  let kith: TestApp;
  let company: string;
  const ask = async (status: number, method: string, path: string, body?: unknown, more?: object) => {
    const answer = await kith.request(method, `/api/v1/${path}`, body, more as never);
    assert.equal(answer.status, status, `${method} ${path} ${JSON.stringify(answer.body)}`);
    return answer.body;
  };
  const make = async (object: string, values: Json) => (await ask(201, 'POST', object, values)).id as string;
  const read = (path: string) => ask(200, 'GET', path);
  const pay = (body: Json, status = 201, more?: object) => ask(status, 'POST', 'payments', body, more);
  const amount = (record: Json, key: string) => (record[key] as Json)['amount'];
  const standing = async (id: string) => {
    const record = await read(`invoices/${id}`);
    return [record.status, amount(record, 'open'), amount(record, 'paid')];
  };
  /** An issued invoice of 119.00. */
  const owed = async () => {
    const id = await make('invoices', { title: 'Advice', company });
    await ask(200, 'PUT', `invoices/${id}/lines`, { lines: [{ name: 'Advice', unit_price: '100' }] });
    await ask(200, 'POST', `invoices/${id}/issue`, {});
    return id;
  };
  const credited = async (id: string, body: Json) => {
    const note = (await ask(201, 'POST', `invoices/${id}/credit`, body)).id as string;
    await ask(200, 'POST', `invoices/${note}/issue`, {});
    return note;
  };

  before(async () => {
    kith = await testApp();
    company = await make('companies', { name: 'Acme', vat_number: 'CY10259033P' });
  });
  after(() => kith.close());

  test('a payment pays invoices in part and whole, and the rest stays to the credit of the customer', async () => {
    const [one, two] = [await owed(), await owed()];
    const first = await pay({ amount: '150', reference: 'Both', invoices: [{ invoice: one }, { invoice: two }] });
    assert.deepEqual(await standing(one), ['paid', '0.00', '119.00']);
    assert.deepEqual(await standing(two), ['issued', '88.00', '31.00']);
    assert.deepEqual([amount(first, 'unapplied'), first.company.id], ['0.00', company]);
    const more = await pay({ amount: '100', invoices: [{ invoice: two, amount: '80' }] });
    assert.equal(amount(more, 'unapplied'), '20.00');
    await ask(409, 'POST', `payments/${more.id}/apply`, { invoices: [{ invoice: two, amount: '8.01' }] });
    await ask(409, 'POST', `payments/${more.id}/apply`, { invoices: [{ invoice: one }] });
    await ask(200, 'POST', `payments/${more.id}/apply`, { invoices: [{ invoice: two }] });
    assert.deepEqual(await standing(two), ['paid', '0.00', '119.00']);
    assert.equal(amount(await read(`payments/${more.id}`), 'unapplied'), '12.00');
    // Its page, and that of the customer, tell it; nothing of it is edited, removed or undone.
    const timeline = await read(`companies/${company}/timeline?kinds=payment`);
    assert.equal(timeline.data.length, 2);
    await ask(409, 'PATCH', `payments/${more.id}`, { amount: { amount: '1', currency: 'EUR' } });
    await ask(409, 'DELETE', `payments/${more.id}`);
    // A bounced payment is owed again, once.
    await ask(200, 'POST', `payments/${first.id}/reverse`, {});
    await ask(409, 'POST', `payments/${first.id}/reverse`, {});
    assert.deepEqual(await standing(one), ['issued', '119.00', '0.00']);
    assert.deepEqual(await standing(two), ['issued', '31.00', '88.00']);
    await pay({ amount: '5', currency: 'USD', invoices: [{ invoice: one }] }, 409);
    await pay({ amount: '5', invoices: [{ invoice: one }, { invoice: one }] }, 409);
    await pay({ amount: '0' }, 409);
  });

  test('money is paid back of credit notes and of what was not applied, above a limit by administrators', async () => {
    const id = await owed();
    await pay({ amount: '119', invoices: [{ invoice: id }] });
    const note = await credited(id, { amount: '50' });
    assert.deepEqual(await standing(note), ['issued', '59.50', '0.00']);
    assert.deepEqual(await standing(id), ['paid', '0.00', '119.00']);
    await pay({ amount: '-60', invoices: [{ invoice: note }] }, 409);
    await pay({ amount: '-10' }, 409);
    await pay({ amount: '-10', invoices: [{ invoice: id }] }, 409);
    const [seller] = (await read('sellers')).data;
    await ask(200, 'PATCH', `sellers/${seller.id}`, { refund_limit: 20 });
    const member = await kith.addMember('Eleni', 'member');
    const back = { amount: '-20.01', invoices: [{ invoice: note }] };
    assert.equal((await pay(back, 403, { as: member })).code, 'payment.needs_approval');
    await pay({ ...back, amount: '-20' }, 201, { as: member });
    await pay({ amount: '-39.50', invoices: [{ invoice: note }] });
    assert.deepEqual(await standing(note), ['paid', '0.00', '59.50']);
    const over = await pay({ amount: '30', company });
    await pay({ amount: '-30.01', refunds: over.id }, 409);
    const refund = await pay({ amount: '-30', refunds: over.id });
    await pay({ amount: '-0.01', refunds: over.id }, 409);
    await ask(409, 'POST', `payments/${over.id}/reverse`, {});
    await ask(200, 'POST', `payments/${refund.id}/reverse`, {});
    assert.equal(amount(await read(`payments/${over.id}`), 'unapplied'), '30.00');
  });

  test('whatever goes on at once, nothing is applied twice, lost, or above what is open', async () => {
    const { share: draw, below: whole } = createRandom(20_261_122);
    const bills = [await owed(), await owed(), await owed()];
    const known: string[] = [];
    const some = () => {
      const all = bills.toSorted(() => draw() - 0.5).slice(0, 1 + whole(3));
      return all.map((invoice) => ({ invoice, ...(draw() < 0.6 && { amount: `${1 + whole(60)}.${10 + whole(90)}` }) }));
    };
    const step = async () => {
      const what = draw();
      const old = known[whole(known.length)];
      if (what < 0.5 || !old) {
        const body = { amount: `${1 + whole(90)}.5`, ...(draw() < 0.7 && { invoices: some() }) };
        const made = await kith.request('POST', '/api/v1/payments', body);
        if (made.status === 201) known.push(made.body.id);
        return made;
      }
      if (what < 0.75) return kith.request('POST', `/api/v1/payments/${old}/apply`, { invoices: some() });
      if (what < 0.9) return kith.request('POST', `/api/v1/payments/${old}/reverse`, {});
      const bill = bills[whole(3)];
      const note = await kith.request('POST', `/api/v1/invoices/${bill}/credit`, { amount: `${1 + whole(9)}` });
      return note.status === 201 ? kith.request('POST', `/api/v1/invoices/${note.body.id}/issue`, {}) : note;
    };
    for (let round = 0; round < 12; round += 1) {
      const answers = await Promise.all(Array.from({ length: 8 }, step));
      for (const { status, body } of answers)
        assert.ok([200, 201, 409].includes(status), `${status} ${JSON.stringify(body)}`);
    }
    assert.ok(known.length > 20, 'most payments are entered');
    await kith.inWorkspace(async ({ db }) => {
      const { table } = db;
      const wrong = await db.many(sql`select i.id, i.total, i.paid, i.open, i.credited, p.sum
        from ${table('invoice')} i
        left join lateral (select coalesce(sum(t.amount), 0) as sum from ${table('payment_part')} t
          join ${table('payment')} y on y.id = t.payment_id and y.status = 'entered'
          where t.invoice_id = i.id and t.deleted_at is null) p on true
        left join lateral (select coalesce(sum(n.total), 0) as notes, coalesce(sum(n.open + n.paid), 0) as back
          from ${table('invoice')} n where n.credits_id = i.id and n.status <> 'draft') c on true
        where i.kind = 'invoice' and (i.paid <> p.sum or i.open < 0 or i.paid < 0 or i.credited <> c.notes
          or i.open <> i.total - i.paid - i.credited + c.back or (i.open = 0) <> (i.status in ('paid', 'cancelled')))`);
      assert.deepEqual(wrong, []);
      const lost = await db.many(sql`select y.id from ${table('payment')} y
        where y.unapplied * sign(y.amount) < 0 or y.status = 'entered' and y.amount > 0 and y.amount <> y.unapplied
          + (select coalesce(sum(t.amount), 0) from ${table('payment_part')} t
              where t.payment_id = y.id and t.deleted_at is null)
          - (select coalesce(sum(r.amount), 0) from ${table('payment')} r
              where r.refunds_id = y.id and r.status = 'entered')`);
      assert.deepEqual(lost, []);
    });
  });
});
