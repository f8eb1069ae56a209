import assert from 'node:assert/strict';
import { test } from 'node:test';
import { z } from '#kernel/http';
import { Failure } from '#shared/failure';
import { tellError } from './tell-error.ts';

test('whatever went wrong is one line without a stack', () => {
  const options = z.object({
    time_zone: z.string('Give the zone by its name.'),
    currency: z.string('Give three letters.'),
  });
  const wrong = options.safeParse({}).error;
  assert.equal(tellError(wrong), 'time-zone: Give the zone by its name. currency: Give three letters.');
  assert.equal(tellError(new Error('ENOENT: no such file\n    at open')), 'ENOENT: no such file at open');
  assert.equal(
    tellError(new Failure('archive.not_empty')),
    'There is a workspace here already. Restore into an empty data folder.',
  );
});

test('what a failure and its only issue both say is said once', () => {
  const message = 'Use at least 12 characters.';
  const issues = [{ pointer: '/password', code: 'password.short', message }];
  assert.equal(tellError(new Failure('input.invalid', { detail: message, issues })), message);
});
