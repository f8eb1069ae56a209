// From the first enquiry to the money in the bank, and a part of it back, by API alone:
//   KITH=http://localhost:3000 KITH_KEY=kith_… node docs/guides/from-enquiry-to-money.mjs
const origin = process.env['KITH'] ?? 'http://localhost:3000';

/** One call; what Kith refuses is thrown with its code and its words. */
async function ask(method, path, body) {
  const headers = { authorization: `Bearer ${process.env['KITH_KEY']}` };
  if (method === 'POST') headers['idempotency-key'] = crypto.randomUUID();
  if (body !== undefined) headers['content-type'] = 'application/json';
  const sent = { method, headers, ...(body === undefined ? {} : { body: JSON.stringify(body) }) };
  const answer = await fetch(`${origin}/api/v1/${path}`, sent);
  const read = answer.status === 204 ? null : await answer.json();
  if (!answer.ok)
    throw new Error(`${method} ${path}: ${read.code}: ${read.detail} ${JSON.stringify(read.errors ?? '')}`);
  return read;
}

const tell = (what, value) => console.log(`${what.padEnd(22)} ${value}`);

// Somebody asks. Whoever is known by address or number is no second person.
const enquiry = await ask('POST', 'enquiries', {
  sender_name: 'Maria Lambrou',
  sender_email: 'maria@hellas.example',
  sender_company: 'Hellas Shipping',
  message: 'A site in Greek and English, please.',
});
tell('enquiry', `${enquiry.person.name} (${enquiry.matched_by})`);

// It becomes a deal, the deal a quote.
const deal = await ask('POST', `enquiries/${enquiry.id}/convert`, {});
const quote = await ask('POST', `deals/${deal.id}/quotes`, {});
const care = await ask('POST', 'products', { name: 'Care plan', price: '120', cost: '40', period: 'month' });
const { document } = await ask('PUT', `quotes/${quote.id}/lines`, {
  lines: [
    { name: 'Design', quantity: 1, unit_price: '1000' },
    { product: care.id, quantity: 12, discount_percent: 10 },
    { name: 'Photographs', quantity: 1, unit_price: '300', optional: true },
  ],
});
tell('quote', `${document.total.amount} ${document.total.currency}`);

// The customer opens the link, which needs no account, and accepts what they read there.
const { link } = await ask('POST', `quotes/${quote.id}/send`, {});
// From outside it has the public address; from here the one that we ask.
const at = new URL(new URL(link).pathname, origin);
const page = await (await fetch(at)).text();
const [, total] = /name="total" value="([^"]+)"/.exec(page);
const accepted = await fetch(at, {
  method: 'POST',
  body: new URLSearchParams({ answer: 'accepted', name: 'Maria Lambrou', agree: 'yes', total }),
});
if (!accepted.ok) throw new Error(`the page answered ${accepted.status}`);
tell('deal', (await ask('GET', `deals/${deal.id}`)).outcome);

// The order became an invoice, the invoice money.
const of = (id) => ({ filter: { field: 'quote', is: id } });
const [order] = (await ask('POST', 'orders/query', of(quote.id))).data;
const draft = await ask('POST', `orders/${order.id}/invoices`, {});
const invoice = await ask('POST', `invoices/${draft.id}/issue`, {});
tell('invoice', invoice.number);
await ask('POST', 'payments', {
  amount: invoice.total.amount,
  way: 'transfer',
  company: invoice.company.id,
  invoices: [{ invoice: invoice.id }],
});
tell('paid', (await ask('GET', `invoices/${invoice.id}`)).status);

// A part is given back: a credit note, and the money for it.
const note = await ask('POST', `invoices/${invoice.id}/credit`, { amount: '100' });
const credit = await ask('POST', `invoices/${note.id}/issue`, {});
tell('credited', `${credit.total.amount} ${credit.total.currency}`);
