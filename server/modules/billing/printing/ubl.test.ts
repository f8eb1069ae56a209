import assert from 'node:assert/strict';
import { test } from 'node:test';
import { sumLines } from '../lines/line-values.ts';
import type { Line } from '../lines/resolve-lines.ts';
import { missingOf, writeUbl, type Issued } from './ubl.ts';
import { createRandom } from '../../../../test/harness/random.ts';

interface Node {
  name: string;
  attributes: Record<string, string>;
  text: string;
  nodes: Node[];
}

const entities: Record<string, string> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" };
const plain = (text: string) => text.replaceAll(/&(\w+);/g, (_, name) => entities[name] ?? assert.fail(name));

/** Reads XML strictly: anything but elements, attributes and text with the five entities is refused. */
function readXml(xml: string): Node {
  const top: Node = { name: '', attributes: {}, text: '', nodes: [] };
  const open = [top];
  const rest = xml.replace(/^<\?xml version="1.0" encoding="UTF-8"\?>\n/, '').trimEnd();
  const tokens = rest.match(/<[^<>]*>|[^<>]+/g) ?? [];
  assert.equal(tokens.join(''), rest);
  for (const token of tokens) {
    const now = open.at(-1)!;
    const [, close, name] = /^<(\/?)([\w:]+)/.exec(token) ?? [];
    if (name === undefined) now.text += plain(token);
    else if (close) assert.equal(open.pop()!.name, name);
    else {
      const attributes = [...token.matchAll(/ ([\w:]+)="([^"<]*)"/g)].map(([, key, value]) => [key!, plain(value!)]);
      const node = { name, attributes: Object.fromEntries(attributes), text: '', nodes: [] };
      now.nodes.push(node);
      open.push(node);
    }
  }
  assert.equal(open.length, 1);
  return top.nodes[0]!;
}

/** All that stands under a path of local names. */
function all(node: Node, path: string): Node[] {
  const local = (name: string) => name.replace(/^\w+:/, '');
  return path
    .split('/')
    .reduce((nodes, step) => nodes.flatMap((one) => one.nodes.filter(({ name }) => local(name) === step)), [node]);
}
const texts = (node: Node, path: string) => all(node, path).map(({ text }) => text);
const one = (node: Node, path: string) => {
  assert.equal(all(node, path).length, 1, path);
  return texts(node, path)[0]!;
};
/** Thousandths, by whole numbers of our own. */
const exact = (text: string) => {
  const [, sign, whole, part = ''] = /^(-?)(\d+)(?:\.(\d{1,3}))?$/.exec(text) ?? assert.fail(text);
  return BigInt(`${sign}${whole}${part.padEnd(3, '0')}`);
};
const sum = (values: string[]) => values.map(exact).reduce((a, b) => a + b, 0n);

const taxes = [
  { category: 'S', percent: '19' },
  { category: 'S', percent: '5.5' },
  { category: 'Z', percent: '0' },
  { category: 'E', percent: '0' },
  { category: 'AE', percent: '0' },
  { category: 'K', percent: '0' },
  { category: 'G', percent: '0' },
] as const;
const address = { street: 'Main & 1', city: 'Λευκωσία', state: null, postal_code: '1010', country: 'CY' };
const seller = {
  name: '<Roofs> "&" Sons',
  address,
  vat_number: '10259033P',
  iban: 'CY17002001280000001200527600',
} as Issued['parties']['seller'];
const { share: draw, below: whole } = createRandom(20_261_122);

function made(n: number): Issued {
  const lines = Array.from({ length: 1 + whole(8) }, (): Line => {
    const tax = taxes[whole(taxes.length)]!;
    const kind = draw() < 0.1 ? 'note' : 'item';
    return {
      id: null,
      kind,
      product: null,
      name: draw() < 0.2 ? ']]><x a="1">&amp;\u0000' : 'Tiles',
      description: null,
      quantity: `${draw() < 0.1 ? '-' : ''}${1 + whole(500)}.${1 + whole(99)}`,
      unit: 'hour',
      unit_price: `${draw() < 0.1 ? '-' : ''}${whole(900)}.${1 + whole(9_999)}`,
      price_from: null,
      discount_percent: draw() < 0.5 ? null : `${whole(90)}.25`,
      period: 'once',
      optional: false,
      chosen: true,
      undiscounted: draw() < 0.2,
      tax: kind === 'item' ? { id: 'x', reason: null, ...tax } : null,
      cost: null,
    };
  });
  const terms = {
    currency: ['EUR', 'JPY', 'KWD'][n % 3]!,
    discount_percent: draw() < 0.5 ? null : `${whole(50)}.5`,
  };
  const values = {
    kind: n % 4 === 0 ? 'credit_note' : 'invoice',
    number: '2026-0001',
    issued_on: '2026-11-22',
    due_on: '2026-12-22',
  };
  const parties = { seller, company: { name: 'Ελλάς ΑΕ', address, vat_number: 'EL094014201' }, person: null };
  return { values, kept: { lines, terms, sums: sumLines(lines, terms) }, parties, credited: '2026-0000' };
}

const documents = Array.from({ length: 400 }, (_, n) => made(n)).filter(({ kept }) =>
  kept.lines.some(({ kind }) => kind === 'item'),
);
const each = (check: (root: Node, issued: Issued) => void) => () => {
  for (const issued of documents) check(readXml(writeUbl(issued)), issued);
};
const linesOf = (root: Node) => [...all(root, 'InvoiceLine'), ...all(root, 'CreditNoteLine')];
const allowances = (root: Node) => all(root, 'AllowanceCharge');

test(
  'BR-01 to BR-16: number, day, kind, currency, seller, buyer, sums and a line are there',
  each((root, { values }) => {
    assert.equal(one(root, 'CustomizationID'), 'urn:cen.eu:en16931:2017');
    assert.deepEqual([one(root, 'ID'), one(root, 'IssueDate')], ['2026-0001', '2026-11-22']);
    const credit = values['kind'] === 'credit_note';
    assert.equal(one(root, credit ? 'CreditNoteTypeCode' : 'InvoiceTypeCode'), credit ? '381' : '380');
    assert.match(one(root, 'DocumentCurrencyCode'), /^[A-Z]{3}$/);
    const [from, to] = ['AccountingSupplierParty/Party', 'AccountingCustomerParty/Party'];
    assert.equal(one(root, `${from}/PartyLegalEntity/RegistrationName`), '<Roofs> "&" Sons');
    assert.equal(one(root, `${to}/PartyLegalEntity/RegistrationName`), 'Ελλάς ΑΕ');
    for (const party of [from, to]) assert.equal(one(root, `${party}/PostalAddress/Country/IdentificationCode`), 'CY');
    assert.ok(linesOf(root).length > 0);
  }),
);

test(
  'BR-CO-09: numbers for VAT begin with their country',
  each((root) => {
    const numbers = ['Supplier', 'Customer'].map((who) =>
      one(root, `Accounting${who}Party/Party/PartyTaxScheme/CompanyID`),
    );
    assert.deepEqual(numbers, ['CY10259033P', 'EL094014201']);
  }),
);

test(
  'BR-CO-10, 11, 13, 14, 15 and 16: every total is the sum of what it is made of',
  each((root) => {
    const total = (name: string) => exact(one(root, `LegalMonetaryTotal/${name}`));
    const off = sum(texts(root, 'LegalMonetaryTotal/AllowanceTotalAmount'));
    const nets = linesOf(root).map((line) => one(line, 'LineExtensionAmount'));
    assert.equal(total('LineExtensionAmount'), sum(nets), 'BR-CO-10');
    assert.equal(off, sum(allowances(root).map((part) => one(part, 'Amount'))), 'BR-CO-11');
    assert.equal(total('TaxExclusiveAmount'), total('LineExtensionAmount') - off, 'BR-CO-13');
    const tax = exact(one(root, 'TaxTotal/TaxAmount'));
    assert.equal(tax, sum(texts(root, 'TaxTotal/TaxSubtotal/TaxAmount')), 'BR-CO-14');
    assert.equal(total('TaxInclusiveAmount'), total('TaxExclusiveAmount') + tax, 'BR-CO-15');
    assert.equal(total('PayableAmount'), total('TaxInclusiveAmount'), 'BR-CO-16');
  }),
);

test(
  'BR-CO-17, BR-S-01, 05, 08, 09 and those of Z, E, AE, G and IC: each tax is of its lines',
  each((root, { kept }) => {
    const rates = (node: Node, path: string) => {
      const [category] = all(node, path);
      return `${one(category!, 'ID')} ${Number(texts(category!, 'Percent')[0])}`;
    };
    const parts = all(root, 'TaxTotal/TaxSubtotal');
    const groups = parts.map((part) => rates(part, 'TaxCategory'));
    assert.equal(new Set(groups).size, groups.length, 'BR-S-01: one for each category and percentage');
    for (const line of linesOf(root)) assert.ok(groups.includes(rates(line, 'Item/ClassifiedTaxCategory')));
    parts.forEach((part, at) => {
      const group = groups[at]!;
      const [category, percent] = group.split(' ');
      assert.equal(Number(percent) > 0, category === 'S', 'BR-S-05, BR-Z-05, BR-E-05, BR-AE-05, BR-G-05, BR-IC-05');
      const own = linesOf(root).filter((line) => rates(line, 'Item/ClassifiedTaxCategory') === group);
      const off = allowances(root).filter((one_) => rates(one_, 'TaxCategory') === group);
      const net = sum(own.map((line) => one(line, 'LineExtensionAmount')));
      const taxable = exact(one(part, 'TaxableAmount'));
      assert.equal(taxable, net - sum(off.map((less) => one(less, 'Amount'))), 'BR-S-08 and the like');
      // In thousandths of the currency times thousandths of per cent, rounded half away from zero.
      const step = { JPY: 1_000n, EUR: 10n, KWD: 1n }[kept.terms.currency]!;
      const [top, bottom] = [taxable * BigInt(Number(percent) * 1_000), 100_000n * step];
      const due = ((top < 0n ? -top : top) * 2n + bottom) / (2n * bottom);
      assert.equal(exact(one(part, 'TaxAmount')), (top < 0n ? -due : due) * step, 'BR-CO-17, BR-S-09');
      const told = texts(part, 'TaxCategory/TaxExemptionReason').length;
      assert.equal(told, ['E', 'AE', 'G', 'K'].includes(category!) ? 1 : 0, 'BR-E-10, BR-AE-10, BR-S-10, BR-Z-10');
    });
  }),
);

test(
  'BR-21 to BR-27 and BR-DEC: lines have numbers, quantities, names and prices not below zero; decimals fit',
  each((root, { kept }) => {
    const ids = linesOf(root).map((line) => one(line, 'ID'));
    assert.equal(new Set(ids).size, ids.length);
    for (const line of linesOf(root)) {
      assert.ok(!one(line, 'Price/PriceAmount').startsWith('-'), 'BR-27');
      assert.notEqual(one(line, 'Item/Name'), '', 'BR-25');
      assert.ok(all(line, 'InvoicedQuantity').length + all(line, 'CreditedQuantity').length === 1, 'BR-22');
    }
    const digits = { JPY: 0, EUR: 2, KWD: 3 }[kept.terms.currency]!;
    for (const { text, attributes } of all(root, 'LegalMonetaryTotal').flatMap(({ nodes }) => nodes)) {
      assert.equal(text.split('.')[1]?.length ?? 0, digits);
      assert.equal(attributes['currencyID'], kept.terms.currency);
    }
  }),
);

test('BR-O-05: what is outside the scope of VAT has no percentage and a reason; what is missing is told', () => {
  const [first] = documents;
  const lines = [{ ...first!.kept.lines.find(({ kind }) => kind === 'item')!, tax: null }];
  const terms = { currency: 'EUR', discount_percent: null };
  const outside = { ...first!, kept: { lines, terms, sums: sumLines(lines, terms) } };
  const root = readXml(writeUbl(outside));
  const [part] = all(root, 'TaxTotal/TaxSubtotal');
  assert.equal(one(part!, 'TaxCategory/ID'), 'O');
  assert.deepEqual(texts(part!, 'TaxCategory/Percent'), []);
  assert.equal(one(part!, 'TaxCategory/TaxExemptionReason'), 'Not subject to VAT');
  assert.deepEqual(missingOf(outside), []);
  assert.deepEqual(texts(root, 'AccountingSupplierParty/Party/PartyTaxScheme'), [], 'BR-O-02');
  const nobody = { ...first!, parties: { seller: null, company: null, person: 'Anna' } };
  assert.match(missingOf(nobody).join(), /BR-09.*BR-11/);
});
