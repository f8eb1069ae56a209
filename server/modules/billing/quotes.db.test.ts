import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { testApp, type TestApp } from '../../../test/harness/app.ts';

type Json = Record<string, unknown>;

describe('quotes and what they are priced by', () => {
  let kith: TestApp;
  const ids: Record<string, string> = {};
  const ask = async (status: number, method: string, path: string, body?: unknown, more?: object) => {
    const answer = await kith.request(method, `/api/v1/${path}`, body, more as never);
    assert.equal(answer.status, status, `${method} ${path} ${JSON.stringify(answer.body)}`);
    return answer.body;
  };
  const make = async (object: string, values: Json) => (await ask(201, 'POST', object, values)).id as string;
  const quote = (values: Json = {}) => make('quotes', { title: 'New roof', company: ids['Acme'], ...values });
  const write = async (id: string, lines: Json[], more: Json = {}) =>
    ask(200, 'PUT', `quotes/${id}/lines`, { lines, ...more });
  const money = (amount: string, currency = 'EUR') => ({ amount, currency });
  const sums = ({ document }: { document: Json }) =>
    ['net', 'tax', 'total'].map((key) => (document[key] as { amount: string }).amount);

  before(async () => {
    kith = await testApp();
    ids['Acme'] = await make('companies', { name: 'Acme', vat_number: 'CY10259033P' });
    ids['Hellas'] = await make('companies', { name: 'Hellas', vat_number: 'EL094259216' });
    for (const { id, name } of (await ask(200, 'GET', 'tax_rates?limit=50')).data) ids[name] = id;
    ids['Hour'] = await make('products', {
      name: 'Advice',
      code: 'ADV',
      price: money('80'),
      cost: money('30'),
      unit: 'hour',
    });
    ids['Care'] = await make('products', {
      name: 'Care plan',
      price: money('120'),
      cost: money('20'),
      period: 'month',
    });
    ids['Book'] = await make('products', { name: 'Book', price: money('10'), kind: 'goods', tax_rate: ids['VAT 5%'] });
  });
  after(() => kith.close());

  test('a workspace begins with the rates of its country', async () => {
    const { data } = await ask(200, 'GET', 'tax_rates?sort=position&limit=50');
    assert.deepEqual(
      data.map((rate: Json) => [rate['name'], rate['category'], rate['percent'], rate['standard']]).slice(0, 6),
      [
        ['VAT 19%', 'S', 19, true],
        ['VAT 9%', 'S', 9, false],
        ['VAT 5%', 'S', 5, false],
        ['VAT 3%', 'S', 3, false],
        ['Zero rate', 'Z', 0, false],
        ['Exempt', 'E', 0, false],
      ],
    );
  });

  test('lines take name, price, tax and cost of their products, and every sum is exact', async () => {
    const id = await quote();
    const made = await write(id, [
      { product: ids['Hour'], quantity: '2.5', discount_percent: 10 },
      { kind: 'heading', name: 'And each month' },
      { product: ids['Care'], quantity: 1 },
      { product: ids['Book'], quantity: 3, optional: true },
      { name: 'Travel', unit_price: '0.335', quantity: 3 },
    ]);
    // 2.5 × 80 = 200.00 less 20.00; 120.00; 3 × 0.335 = 1.005, rounded up; the books are not chosen.
    assert.deepEqual(
      made.data.map((line: Json) => [line['name'], (line['net'] as Json | null)?.['amount'] ?? null]),
      [
        ['Advice', '180.00'],
        ['And each month', null],
        ['Care plan', '120.00'],
        ['Book', '30.00'],
        ['Travel', '1.01'],
      ],
    );
    // 301.01 × 19 % = 57.1919
    assert.deepEqual(sums(made), ['301.01', '57.19', '358.20']);
    assert.deepEqual(made.taxes, [{ category: 'S', percent: 19, taxable: '301.01', tax: '57.19', reason: null }]);
    assert.deepEqual(made.document.monthly, money('120.00'));
    assert.equal(made.document.margin, null, 'nobody told what the travel costs');
    const chosen = await write(
      id,
      made.data.map((line: Json) => ({ id: line['id'], ...(line['name'] === 'Book' && { chosen: true }) })),
      { discount_percent: '10' },
    );
    // Off the 301.01: 30.10, off the 30.00: 3.00; 270.91 × 19 % = 51.4729, 27.00 × 5 % = 1.35.
    assert.deepEqual(sums(chosen), ['297.91', '52.82', '350.73']);
    assert.deepEqual(
      chosen.taxes.map((one: Json) => [one['percent'], one['taxable'], one['tax']]),
      [
        [19, '270.91', '51.47'],
        [5, '27.00', '1.35'],
      ],
    );
    assert.deepEqual(
      chosen.data.map((line: Json) => line['id']),
      made.data.map((line: Json) => line['id']),
    );
  });

  test('one undo takes back lines and sums together, and lines are written with their quote alone', async () => {
    const id = await quote();
    const first = await write(id, [{ product: ids['Hour'], quantity: 1 }]);
    const { data } = await ask(200, 'GET', `quotes/${id}/lines`);
    assert.deepEqual(data, first.data);
    const answer = await kith.request('PUT', `/api/v1/quotes/${id}/lines`, {
      lines: [{ name: 'Gift', unit_price: '1' }],
    });
    assert.deepEqual(sums(answer.body as never), ['1.00', '0.19', '1.19']);
    await ask(200, 'POST', `change_sets/${answer.headers['kith-change-set']}/undo`, {});
    const undone = await ask(200, 'GET', `quotes/${id}/lines`);
    assert.deepEqual(sums(undone), ['80.00', '15.20', '95.20']);
    assert.deepEqual(
      undone.data.map((line: Json) => line['name']),
      ['Advice'],
    );
    const [line] = undone.data;
    for (const [status, method, path, body] of [
      [409, 'PATCH', `quote_lines/${line.id}`, { name: 'Mine' }],
      [409, 'DELETE', `quote_lines/${line.id}`, undefined],
      [409, 'POST', 'quote_lines', { quote: id, name: 'Mine' }],
      [422, 'PATCH', `quotes/${id}`, { total: money('1') }],
    ] as const)
      await ask(status, method, path, body);
  });

  test('prices: a list naming the customer, then for its tag, then quantity and day, then the product', async () => {
    const tag = await make('tags', { name: 'Friends' });
    const friend = await make('companies', { name: 'Friend', tags: [tag] });
    const price = (values: Json) => make('prices', { product: ids['Hour'], ...values });
    const tagged = await make('price_lists', { name: 'Friends', customer_tags: [tag] });
    const own = await make('price_lists', { name: 'Acme 2026', companies: [ids['Acme']], valid_until: '2026-12-31' });
    await price({ amount: money('75'), min_quantity: 10 });
    await price({ amount: money('90', 'USD') });
    await price({ amount: money('70'), price_list: tagged });
    await price({ amount: money('60'), price_list: own });
    const costs = async (asked: Record<string, string>) => {
      const {
        amount,
        from,
        price_list: list,
      } = await ask(200, 'GET', `products/${ids['Hour']}/price?${new URLSearchParams({ on: '2026-06-01', ...asked })}`);
      return [amount && Number(amount), from, list?.name ?? null];
    };
    assert.deepEqual(await costs({}), [80, 'product', null]);
    assert.deepEqual(await costs({ quantity: '10' }), [75, 'price', null]);
    assert.deepEqual(await costs({ currency: 'USD' }), [90, 'price', null]);
    assert.deepEqual(await costs({ currency: 'GBP' }), [null, null, null]);
    assert.deepEqual(await costs({ company: friend }), [70, 'list', 'Friends']);
    assert.deepEqual(await costs({ company: ids['Acme']! }), [60, 'list', 'Acme 2026']);
    assert.deepEqual(await costs({ company: ids['Acme']!, on: '2027-01-01' }), [80, 'product', null]);
  });

  test('a customer abroad: reverse charge with a VAT number of the right form, home rates without', async () => {
    const id = await quote({ company: ids['Hellas'] });
    const made = await write(id, [
      { product: ids['Care'], quantity: 1 },
      { product: ids['Book'], quantity: 1 },
    ]);
    assert.deepEqual(
      made.data.map((line: Json) => line['tax_category']),
      ['AE', 'K'],
    );
    assert.deepEqual(sums(made), ['130.00', '0.00', '130.00']);
    assert.match(made.taxes[0].reason, /Reverse charge/);
    const wrong = await make('companies', { name: 'Wrong', vat_number: 'EL094259217' });
    const home = await write(await quote({ company: wrong }), [{ product: ids['Care'], quantity: 1 }]);
    assert.deepEqual(sums(home), ['120.00', '22.80', '142.80']);
  });

  test('a bundle brings its parts: included in its price, or under it as a heading where it has none', async () => {
    const part = (bundle: string, product: string, quantity: number) =>
      make('bundle_parts', { bundle, product, quantity });
    const start = await make('products', { name: 'Start', price: money('300') });
    await part(start, ids['Care']!, 2);
    const kit = await make('products', { name: 'Kit' });
    await part(kit, ids['Book']!, 3);
    const made = await write(await quote(), [{ product: start, quantity: 2 }, { product: kit }]);
    assert.deepEqual(
      made.data.map((line: Json) => [
        line['kind'],
        line['name'],
        line['quantity'],
        (line['net'] as Json | null)?.['amount'],
      ]),
      [
        ['item', 'Start', 2, '600.00'],
        ['item', 'Care plan', 4, '0.00'],
        ['heading', 'Kit', null, undefined],
        ['item', 'Book', 3, '30.00'],
      ],
    );
  });

  test('what is wrong is told at its line and nothing is written', async () => {
    const id = await quote();
    const answer = await ask(422, 'PUT', `quotes/${id}/lines`, {
      lines: [
        { name: 'No price' },
        { product: '0198d5f0-0000-7000-8000-000000000000' },
        { id: '0198d5f0-0000-7000-8000-000000000000', name: 'Strange', unit_price: '1' },
        { unit_price: '1' },
      ],
    });
    assert.deepEqual(
      answer.errors.map((one: Json) => [one['pointer'], one['code']]),
      [
        ['/lines/0/unit_price', 'line.without_price'],
        ['/lines/1/product', 'product.not_found'],
        ['/lines/1/name', 'line.without_name'],
        ['/lines/2/id', 'line.not_found'],
        ['/lines/3/name', 'line.without_name'],
      ],
    );
    for (const line of [
      { name: 'A', unit_price: '1e5' },
      { name: 'A', unit_price: '1.23456' },
      { name: 'A', unit_price: '1', discount_percent: 101 },
      { name: 'A', unit_price: '1', quantity: 'many' },
      { name: 'A', unit_price: '1', total: '5' },
    ])
      await ask(422, 'PUT', `quotes/${id}/lines`, { lines: [line] });
    await ask(422, 'PUT', `quotes/${id}/lines`, {
      lines: [{ name: 'A', unit_price: '999999999999', quantity: '999999999' }],
    });
    assert.deepEqual((await ask(200, 'GET', `quotes/${id}/lines`)).data, []);
  });

  test('a deal begins a quote, and a next version begins as the one before', async () => {
    const deal = await make('deals', { title: 'Sixty chairs', company: ids['Acme'] });
    const begun = await ask(201, 'POST', `deals/${deal}/quotes`, {});
    assert.deepEqual([begun.title, begun.company.name, begun.deal.name], ['Sixty chairs', 'Acme', 'Sixty chairs']);
    assert.deepEqual([begun.status, begun.currency, begun.version_number, begun.number > 0], ['draft', 'EUR', 1, true]);
    const lines = [
      { product: ids['Care'], quantity: 2 },
      { kind: 'note', name: 'By the end of May' },
    ];
    await write(begun.id, lines, { discount_percent: 50 });
    const next = await ask(201, 'POST', `quotes/${begun.id}/versions`, {});
    assert.deepEqual([next.version_number, next.replaces.id, next.deal.id], [2, begun.id, deal]);
    const [was, is] = [
      await ask(200, 'GET', `quotes/${begun.id}/lines`),
      await ask(200, 'GET', `quotes/${next.id}/lines`),
    ];
    assert.deepEqual(sums(is), sums(was));
    assert.deepEqual(
      is.data.map((line: Json) => line['name']),
      ['Care plan', 'By the end of May'],
    );
  });

  test('a country by its name is taxed as by its code', async () => {
    const tax = async (country: string) => {
      const company = await make('companies', { name: `Of ${country}`, address: { country } });
      const { data } = await write(await quote({ company }), [{ product: ids['Hour'] }]);
      return [data[0].tax_category, data[0].tax_percent];
    };
    assert.deepEqual(await tax('Κύπρος'), ['S', 19]);
    assert.deepEqual(await tax('Switzerland'), ['O', 0]);
  });

  test('who may not see what things cost writes and reads quotes without it', async () => {
    const all = { create: 'all', read: 'all', update: 'all', delete: 'all' };
    const role = await ask(201, 'POST', 'roles', {
      name: 'Seller',
      rights: {
        administers: false,
        objects: {
          default: all,
          quote: {
            ...all,
            fields: { cost: 'hidden', margin: 'hidden', margin_percent: 'hidden' },
          },
          quote_line: {
            ...all,
            fields: { cost: 'hidden' },
          },
        },
        actions: { import: false, export: true, merge: false, bulk: true, share: false },
      },
    });
    const seller = await kith.addMember('Sella', role.key);
    const id = await quote();
    const put = (lines: Json[]) => kith.request('PUT', `/api/v1/quotes/${id}/lines`, { lines }, { as: seller });
    const written = await put([{ product: ids['Hour'], quantity: 1, unit_price: '80' }]);
    assert.equal(written.status, 200, JSON.stringify(written.body));
    assert.doesNotMatch(JSON.stringify(written.body), /cost|margin/);
    assert.equal((await put([{ name: 'A', unit_price: '1', cost: '0.5' }])).status, 422);
    const whole = await ask(200, 'GET', `quotes/${id}`);
    assert.deepEqual([whole.cost, whole.margin, whole.margin_percent], [money('30.00'), money('50.00'), 62.5]);
  });
});
