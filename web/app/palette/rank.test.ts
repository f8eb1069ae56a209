import assert from 'node:assert/strict';
import test from 'node:test';
import { fold } from '#shared/fold';
import { rankCommands, type Command } from './rank.ts';

const commands: Command[] = [
  { id: '1', label: 'Go to: People', group: 'page' },
  { id: '2', label: 'Add person', group: 'action', words: 'new create contact' },
  { id: '3', label: 'People in Limassol', group: 'view' },
  { id: '4', label: 'Άτομα', group: 'page' },
];
const ids = (typed: string) => rankCommands(commands, typed, 9).map((one) => one.id);

test('what begins as typed comes first, then words inside', () => {
  assert.deepEqual(ids('people'), ['3', '1']);
  assert.deepEqual(ids('create'), ['2']);
  assert.deepEqual(ids(''), ['1', '2', '3', '4']);
  assert.deepEqual(ids('zzz'), []);
});

test('either script finds the other', () => {
  assert.equal(fold('Άτομα'), 'atoma');
  assert.deepEqual(ids('atoma'), ['4']);
});
