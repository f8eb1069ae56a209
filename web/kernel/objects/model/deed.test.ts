import assert from 'node:assert/strict';
import test from 'node:test';
import type { ObjectType } from '#web/kernel/api';
import { i18n } from '#web/kernel/i18n';
import { deedWords } from './deed.ts';

i18n.load('en', {});
i18n.activate('en');

const objects = [
  { label: { en: ['Person', 'People'], el: ['Άτομο', 'Άτομα'] } },
  { label: { en: ['Deal', 'Deals'], el: ['Ευκαιρία', 'Ευκαιρίες'] } },
] as unknown as ObjectType[];

test('deeds on records are told with the object’s own name', () => {
  assert.equal(deedWords('Add person', objects), 'Added: person');
  assert.equal(deedWords('Move deal to the trash', objects), 'Moved to the trash: deal');
  assert.equal(deedWords('Batch of 12 people', objects), 'Several at once: 12 people');
  assert.equal(deedWords('Change 2200 people', objects), 'Changed: 2,200 people');
  assert.equal(deedWords('Undo: Change deal', objects), 'Undo: Changed: deal');
  assert.equal(deedWords('Redo: Change deal', objects), 'Redo: Changed: deal');
});

test('deeds on rights are told in words', () => {
  assert.equal(deedWords('Add role: Of Paphos', objects), 'Role made: Of Paphos');
  assert.equal(deedWords('Bring back team: Sales', objects), 'Team brought back: Sales');
  assert.equal(deedWords('Share person with Anna with a hat', objects), 'Shared with Anna with a hat: person');
  assert.equal(deedWords('No longer share deal with Sales', objects), 'No longer shared with Sales: deal');
  assert.equal(deedWords('Make person private', objects), 'Made private: person');
  assert.equal(deedWords('Undo: Open person again', objects), 'Undo: Opened again: person');
});

test('deeds on fields are told in words', () => {
  assert.equal(deedWords('Change type of field: Colour', objects), 'Type of field changed: Colour');
  assert.equal(deedWords('Undo: Change type of field: Colour', objects), 'Undo: Type of field changed: Colour');
  assert.equal(deedWords('Not unique after all: Colour', objects), 'Not unique after all: Colour');
  assert.equal(deedWords('Join choices: Colour → Red', objects), 'Choices joined: Colour → Red');
  assert.equal(deedWords('Split choices: Colour → Red', objects), 'Choices split: Colour → Red');
});

test('what is not known stays as the server told it', () => {
  assert.equal(deedWords('Import: Old.csv', objects), 'Import: Old.csv');
  assert.equal(deedWords('Add zeppelin', objects), 'Add zeppelin');
  assert.equal(deedWords('Something else', objects), 'Something else');
});
