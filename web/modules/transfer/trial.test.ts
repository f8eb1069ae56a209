import assert from 'node:assert/strict';
import test from 'node:test';
import { i18n } from '#web/kernel/i18n';
import { isReadingNote, matchingLines, trialNumbers } from './trial.ts';

i18n.load('en', {});
i18n.activate('en');

test('a trial run shows only the numbers that say something', () => {
  const run = { rows: 3, people: 2, by_status: { person: 2, skipped: 1 }, refused_values: 0, likely_duplicates: 1 };
  assert.deepEqual(
    trialNumbers(run).map((one) => [one.key, one.count]),
    [
      ['people', 2],
      ['likely', 1],
      ['skipped', 1],
    ],
  );
});

test('how a file was read is a note, not a warning', () => {
  assert.equal(isReadingNote('contacts.csv: delimiter ,'), true);
  assert.equal(isReadingNote('contacts.csv: 3 rows have no name'), false);
});

test('what the workspace has already is told only where it has something', () => {
  const met = { new: 5, update: 1, same: 0 };
  assert.deepEqual(matchingLines({ rows: 6, matching: { people: met, companies: { new: 2, update: 0, same: 0 } } }), [
    { key: 'people', text: '5 new · 1 here already and would gain something' },
  ]);
});
