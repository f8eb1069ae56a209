import assert from 'node:assert/strict';
import { test } from 'node:test';
import { epcText } from './print-invoice.ts';

const seller = { name: 'Red  Cross\nof Belgium', bic: 'BPOTBEB1' } as never;

test('a transfer is written as EPC069-12 says', () => {
  // The lines in the order of the guideline: tag, version, character set, SCT, BIC, name, IBAN, amount, purpose,
  // structured reference, text.
  assert.equal(
    epcText({ iban: 'BE72000000001616', seller, amount: '1.00', number: '2026-0001' }),
    'BCD\n002\n1\nSCT\nBPOTBEB1\nRed Cross of Belgium\nBE72000000001616\nEUR1.00\n\n\n2026-0001',
  );
  assert.equal(epcText({ iban: 'BE72000000001616', seller, amount: '1.005', number: '1' }), null);
  assert.equal(epcText({ iban: 'BE72000000001616', seller, amount: '1000000000.00', number: '1' }), null);
});
