import assert from 'node:assert/strict';
import test from 'node:test';
import { Problem, type RecordRow } from '#web/kernel/api';
import { liveSums } from './live-sums.ts';
import { readBlock } from './read-block.ts';
import { give, giveProduct, newLine, wireLine } from './sheet-lines.ts';
import { Sheet, type DocumentAnswer, type WireDocument } from './sheet.ts';

const row = (values: object) => ({ object: 'quote_line', version: 1, kind: 'item', ...values }) as unknown as RecordRow;
const answer = (version: number, data: RecordRow[]) =>
  ({ document: row({ id: 'q', version }), data, taxes: [] }) as unknown as DocumentAnswer;
const product = row({ id: 'p', name: 'Advice', unit: 'hour', price: { amount: '80.00', currency: 'EUR' } });

/** A sheet whose server answers as told, and whose timers run when the test says so. */
function sheetWith(
  write: (body: WireDocument, version: number | undefined) => DocumentAnswer | Promise<DocumentAnswer>,
) {
  const timers: (() => void)[] = [];
  const sheet = new Sheet(answer(1, []), {
    write: async (body, version) => write(body, version),
    later: (run) => {
      timers.push(run);
      return () => timers.splice(timers.indexOf(run), 1);
    },
  });
  return { sheet, timers };
}

test('a line says what somebody gave, and leaves the rest to its product', () => {
  const chosen = giveProduct(give(newLine(), { name: 'adv', quantity: '2,5' }), product, 'EUR');
  assert.deepEqual([chosen.name, chosen.unit_price, chosen.price_from], ['Advice', '80.00', 'product']);
  assert.deepEqual(wireLine(chosen), { quantity: '2.5', product: 'p' });
  assert.deepEqual(wireLine(give(chosen, { unit_price: '75' })), { quantity: '2.5', product: 'p', unit_price: '75' });
  assert.equal(giveProduct(newLine(), product, 'USD').unit_price, '', 'a price in another currency is none');
  assert.deepEqual(wireLine(give(newLine({ id: 'l' }), { discount_percent: '', name: 'X' })), {
    id: 'l',
    discount_percent: null,
    name: 'X',
  });
});

test('a block from a spreadsheet becomes lines, without its head', () => {
  const lines = readBlock([
    ['What', 'How many', 'Price'],
    ['Chair', '60', '1.234,50'],
    ['Table, oak', '4', '€ 300', '10%'],
    [''],
  ])!;
  assert.deepEqual(lines.map(wireLine), [
    { name: 'Chair', quantity: '60', unit_price: '1234.50' },
    { name: 'Table, oak', quantity: '4', unit_price: '300', discount_percent: '10' },
  ]);
  assert.deepEqual(readBlock([['Chair', '99']])!.map(wireLine), [{ name: 'Chair', unit_price: '99' }]);
  assert.equal(readBlock([['only words']]), null);
});

test('what is typed is added up as the server will', () => {
  const lines = [
    give(newLine(), { name: 'A', quantity: '2,5', unit_price: '80', discount_percent: '10' }),
    give(newLine(), { name: 'B', unit_price: 'abc' }),
    give(newLine(), { name: 'C', unit_price: '50', optional: true, chosen: false }),
  ];
  const { sums, nets } = liveSums(lines, { currency: 'EUR', discount: '' }, () => ({ category: 'S', percent: '19' }));
  assert.deepEqual([sums?.net, sums?.tax, sums?.total], ['180.00', '34.20', '214.20']);
  assert.deepEqual([...nets.values()], ['180.00', '0.00', '50.00']);
});

test('lines are written whole with the version that was read, and what is typed meanwhile follows', async () => {
  const written: [WireDocument, number | undefined][] = [];
  const { sheet } = sheetWith((body, version) => {
    written.push([body, version]);
    if (written.length === 1) sheet.change((lines) => lines.map((line) => give(line, { quantity: '3' })));
    return answer(written.length + 1, [row({ id: 'l1', name: 'Chair', quantity: 1 })]);
  });
  sheet.change(() => [give(newLine(), { name: 'Chair', unit_price: '9' }), newLine()]);
  await sheet.flush();
  assert.equal(sheet.get().at, 'changed');
  await sheet.flush();
  assert.deepEqual(written, [
    [{ lines: [{ name: 'Chair', unit_price: '9' }], discount_percent: null }, 1],
    [{ lines: [{ id: 'l1', name: 'Chair', unit_price: '9', quantity: '3' }], discount_percent: null }, 2],
  ]);
  assert.equal(sheet.get().at, 'saved');
});

test('the parts of a bundle stand behind it, and lines keep their places on the page', async () => {
  const { sheet } = sheetWith(() =>
    answer(2, [
      row({ id: '1', name: 'Advice', product: { id: 'p', name: 'Advice' } }),
      row({ id: '2', name: 'Part', product: { id: 'part', name: 'Part' } }),
      row({ id: '3', name: 'Travel' }),
    ]),
  );
  const bundle = giveProduct(newLine(), product, 'EUR');
  const travel = give(newLine(), { name: 'Travel', unit_price: '5' });
  sheet.change(() => [bundle, travel]);
  await sheet.flush();
  const { lines } = sheet.get();
  assert.deepEqual(
    lines.map(({ id, name }) => [id, name]),
    [
      ['1', 'Advice'],
      ['2', 'Part'],
      ['3', 'Travel'],
    ],
  );
  assert.deepEqual([lines[0]!.key, lines[2]!.key], [bundle.key, travel.key]);
});

test('a line in the middle of being written is waited for, and what is refused is told at its cell', async () => {
  let asked = 0;
  const { sheet } = sheetWith(() => {
    asked++;
    const errors = [{ pointer: '/lines/0/unit_price', code: 'line.without_price', message: 'Give a price.' }];
    throw new Problem(422, { errors });
  });
  const line = give(newLine(), { name: 'Travel' });
  sheet.change(() => [line]);
  sheet.hold(line.key);
  await sheet.flush();
  assert.equal(asked, 0);
  sheet.hold(null);
  await sheet.flush();
  assert.deepEqual([asked, sheet.get().at], [1, 'refused']);
  assert.ok(sheet.get().issues.has(`${line.key} unit_price`));
});

test('where somebody else wrote meanwhile one of the two stays', async () => {
  const versions: (number | undefined)[] = [];
  const names: unknown[] = [];
  const { sheet } = sheetWith((body, version) => {
    versions.push(version);
    names.push(body.lines.map(({ id, name }) => id ?? name));
    if (version === 1) throw new Problem(409, { errors: [{ message: 'Changed.' }] });
    return answer(6, [row({ id: 'new', name: body.lines[0]!.name })]);
  });
  sheet.change(() => [give(newLine({ id: 'gone' }), { name: 'Mine' })]);
  await sheet.flush();
  assert.equal(sheet.get().at, 'conflict');
  await sheet.keepMine(answer(5, [row({ id: 'theirs', name: 'Theirs' })]));
  assert.deepEqual(versions, [1, 5]);
  assert.deepEqual(names, [['gone'], ['Mine', 'theirs']], 'what they added stays');
  assert.deepEqual([sheet.get().at, sheet.get().lines[0]!.id], ['saved', 'new']);
  sheet.takeTheirs(answer(7, [row({ id: 'x', name: 'Theirs' })]));
  assert.equal(sheet.get().lines[0]!.name, 'Theirs');
});
