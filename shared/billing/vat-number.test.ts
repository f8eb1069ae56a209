import assert from 'node:assert/strict';
import { test } from 'node:test';
import { isInEu, readVatNumber } from './vat-number.ts';

test('VAT numbers are read with their prefix or by their country', () => {
  // Numbers that are published: of Cyprus by python-stdnum, of Greece by the national bank, of Germany by VIES.
  assert.deepEqual(readVatNumber('CY-10259033P'), { country: 'CY', number: 'CY10259033P' });
  assert.deepEqual(readVatNumber('10259033 p', 'CY'), { country: 'CY', number: 'CY10259033P' });
  assert.deepEqual(readVatNumber('EL 094014201'), { country: 'GR', number: 'EL094014201' });
  assert.deepEqual(readVatNumber('GR094014201'), { country: 'GR', number: 'EL094014201' });
  assert.deepEqual(readVatNumber('094014201', 'GR'), { country: 'GR', number: 'EL094014201' });
  assert.deepEqual(readVatNumber('DE 136.695.976'), { country: 'DE', number: 'DE136695976' });
});

test('a wrong form or check character, or no country, is no VAT number', () => {
  for (const text of ['CY10259033Z', 'CY12345678X', 'EL094014202', 'DE12345678', 'US123456789', '', 'abc'])
    assert.equal(readVatNumber(text), null, text);
  assert.equal(readVatNumber('094014201'), null);
});

test('the Union is told from the rest', () => {
  assert.deepEqual(['CY', 'GR', 'DE', 'GB', 'XI', 'US', 'EL'].map(isInEu), [
    true,
    true,
    true,
    false,
    false,
    false,
    false,
  ]);
});
