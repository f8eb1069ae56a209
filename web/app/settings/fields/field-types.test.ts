import assert from 'node:assert/strict';
import test from 'node:test';
import { fold } from '#shared/fold';
import { apiName } from './field-types.ts';

test('a custom field is named after its label in ASCII', () => {
  assert.equal(apiName('Membership number', fold), 'c_membership_number');
  assert.equal(apiName('Αριθμός μέλους', fold), 'c_arithmos_melous');
});
