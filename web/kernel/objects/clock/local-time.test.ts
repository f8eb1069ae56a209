import assert from 'node:assert/strict';
import test from 'node:test';
import type { RecordRow } from '#web/kernel/api';
import { clockCountry } from './local-time.ts';

const zoneOf = (values: object): string | undefined => clockCountry(values as unknown as RecordRow)?.zone;

test('the clock follows the country of the address, in either language or as a code', () => {
  assert.equal(zoneOf({ country: 'Cyprus' }), 'Asia/Nicosia');
  assert.equal(zoneOf({ country: 'Ελλάδα' }), 'Europe/Athens');
  assert.equal(zoneOf({ country: 'JP', phones: [{ value: '+35799123456' }] }), 'Asia/Tokyo');
  assert.equal(zoneOf({ address: { country: 'Germany' } }), 'Europe/Berlin');
});

test('without an address it follows the first telephone', () => {
  assert.equal(zoneOf({ phones: [{ value: '+35799123456' }, { value: '+442071234567' }] }), 'Asia/Nicosia');
  assert.equal(zoneOf({ country: 'Somewhere', phones: [{ value: '+442071234567' }] }), 'Europe/London');
});

test('where a country has several times, or nothing is known, there is no clock', () => {
  assert.equal(zoneOf({ country: 'United States', phones: [{ value: '+35799123456' }] }), undefined);
  assert.equal(zoneOf({ phones: [{ value: '+12125550123' }] }), undefined);
  assert.equal(zoneOf({ phones: [{ value: '+61212345678' }] }), undefined);
  assert.equal(zoneOf({}), undefined);
});
