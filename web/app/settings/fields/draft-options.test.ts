import assert from 'node:assert/strict';
import test from 'node:test';
import { draftOptions, emptyOption, movedOption, optionsToSend } from './draft-options.ts';

const options = [
  { value: 'gold', label: { en: 'Gold', el: 'Χρυσό' }, colour: 'amber' },
  { value: 'tin', label: { en: 'Tin', el: 'Tin' }, colour: null, archived: true },
];

test('choices that were not touched are sent as they came', () => {
  assert.deepEqual(optionsToSend(draftOptions(options)), [
    { value: 'gold', label: { en: 'Gold', el: 'Χρυσό' }, colour: 'amber' },
    { value: 'tin', label: { en: 'Tin', el: 'Tin' }, colour: null, archived: true },
  ]);
});

test('a new choice has no value yet, and one without words is left out', () => {
  const drafts = [{ ...emptyOption(), el: ' Ασήμι ' }, emptyOption()];
  assert.deepEqual(optionsToSend(drafts), [{ label: { en: 'Ασήμι', el: 'Ασήμι' }, colour: null }]);
});

test('choices change places, and the ends stay', () => {
  const drafts = draftOptions(options);
  assert.deepEqual(
    movedOption(drafts, 0, 1).map((one) => one.id),
    ['tin', 'gold'],
  );
  assert.equal(movedOption(drafts, 0, -1), drafts);
});
