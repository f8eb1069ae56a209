import assert from 'node:assert/strict';
import { test } from 'node:test';
import { mayMove, movedTo, teamLines } from './team-tree.ts';

const team = (id: string, parent: string | null) => ({ id, name: id.toUpperCase(), parent, members: [] });
const teams = [team('west', 'sales'), team('sales', null), team('help', null), team('east', 'sales')];

test('a tree of teams is read from the top, each level by name', () => {
  assert.deepEqual(
    teamLines(teams).map((line) => [line.id, line.depth]),
    [
      ['help', 0],
      ['sales', 0],
      ['east', 1],
      ['west', 1],
    ],
  );
});

test('a team becomes no part of itself or of what is below it', () => {
  assert.equal(mayMove(teams, 'sales', 'west'), false);
  assert.equal(mayMove(teams, 'sales', 'sales'), false);
  assert.equal(mayMove(teams, 'sales', 'help'), true);
  assert.equal(mayMove(teams, 'west', null), true);
});

test('the arrows move a team into the one above it, and out again', () => {
  const lines = teamLines(teams);
  assert.equal(movedTo(lines, 'west', 'in'), 'east');
  assert.equal(movedTo(lines, 'sales', 'in'), 'help');
  assert.equal(movedTo(lines, 'west', 'out'), null);
  assert.equal(movedTo(lines, 'help', 'in'), undefined);
  assert.equal(movedTo(lines, 'help', 'out'), undefined);
});
