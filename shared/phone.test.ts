import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import { test } from 'node:test';
import { parsePhone, parsePhones } from './phone.ts';

const values = (text: string) => parsePhones(text, 'CY').numbers.map((number) => number.value);

test('several numbers in one cell are told apart', () => {
  assert.deepEqual(values('22456781/82'), ['+35722456781', '+35722456782']);
  assert.deepEqual(values('26259446 - 97 767874'), ['+35726259446', '+35797767874']);
  assert.deepEqual(values('22373746; 99 466438'), ['+35722373746', '+35799466438']);
  assert.deepEqual(values('+357 22 476744\n00357 99 001003'), ['+35722476744', '+35799001003']);
  assert.deepEqual(values('\u202a+357 26 239391\u202c'), ['+35726239391']);
});

test('an extension is kept apart from the number', () => {
  for (const text of ['25 345123 εσωτ. 14', '25345123 ext. 14', 'tel:+357-25-345123;ext=14', '25 345123, ext 14']) {
    const [number] = parsePhones(text, 'CY').numbers;
    assert.deepEqual([number?.value, number?.extension], ['+35725345123', '14'], text);
  }
});

test('what is no valid number is refused as typed and never changed', () => {
  for (const text of ['2245O781', '8 (495) 123-45-67', '22-45678', '99 12 34', 'call me']) {
    assert.deepEqual(parsePhones(text, 'CY'), { numbers: [], refused: [text] });
  }
});

const numbers = new URL('../../shared/data/phone/phones_a.csv', import.meta.url);

test('numbers of every region are read as libphonenumber reads them', (t) => {
  if (!existsSync(numbers)) return t.skip('no ../shared/data');
  const lines = readFileSync(numbers, 'utf8').trim().split('\n').slice(1);
  let right = 0;
  for (const line of lines) {
    const cells = line.match(/("(?:[^"]|"")*"|[^,]*)(?:,|$)/g)?.map((cell) => cell.replace(/,$/, '')) ?? [];
    const [raw = '', region = '', , , valid, e164, , , extension] = cells;
    const number = parsePhone(raw.replace(/^"|"$/g, '').replaceAll('""', '"'), region);
    const same = number === null ? valid === 'false' : number.value === e164 && (number.extension ?? '') === extension;
    if (same) right++;
  }
  assert.ok(right / lines.length >= 0.9995, `${right} of ${lines.length}`);
});
