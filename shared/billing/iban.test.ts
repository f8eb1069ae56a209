import assert from 'node:assert/strict';
import { test } from 'node:test';
import { printedIban, readIban } from './iban.ts';

test('IBANs of the registry are read, others are not', () => {
  // The examples of the IBAN registry.
  for (const iban of [
    'CY17 0020 0128 0000 0012 0052 7600',
    'GR16 0110 1250 0000 0001 2300 695',
    'GB29NWBK60161331926819',
  ])
    assert.ok(readIban(iban), iban);
  assert.equal(readIban('cy17 0020 0128 0000 0012 0052 7600'), 'CY17002001280000001200527600');
  assert.equal(printedIban('CY17002001280000001200527600'), 'CY17 0020 0128 0000 0012 0052 7600');
  for (const text of ['CY17002001280000001200527601', 'CY1700200128000000120052760', 'CY17', '', 'DE00 1234'])
    assert.equal(readIban(text), null, text);
});
