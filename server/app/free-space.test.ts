import assert from 'node:assert/strict';
import { test } from 'node:test';
import { judgeSpace, readSpace, watchSpace } from './free-space.ts';

test('room is little below 1 GB or 5 %, scarce below 2 GB or 15 %', () => {
  assert.equal(judgeSpace({ free: 0.9e9, share: 0.5 }), 'little');
  assert.equal(judgeSpace({ free: 90e9, share: 0.04 }), 'little');
  assert.equal(judgeSpace({ free: 1.5e9, share: 0.5 }), 'scarce');
  assert.equal(judgeSpace({ free: 90e9, share: 0.1 }), 'scarce');
  assert.equal(judgeSpace({ free: 2.1e9, share: 0.16 }), null);
  assert.ok(readSpace(import.meta.dirname)!.share <= 1);
  assert.equal(readSpace('/no/such/folder'), null);
});

test('little room is told at the start and every hour, until there is some', (t) => {
  t.mock.timers.enable({ apis: ['setInterval'] });
  const told: string[] = [];
  let free = 0.5e9;
  const warn = (_: object, text: string) => void told.push(text);
  const end = watchSpace('data', { warn } as never, () => ({ free, share: free > 1e9 ? 0.2 : 0.04 }));
  assert.equal(told.length, 1);
  assert.match(told[0]!, /0\.5 GB, 4 %/);
  t.mock.timers.tick(3_600_000);
  assert.equal(told.length, 2);
  free = 50e9;
  t.mock.timers.tick(3_600_000);
  end();
  free = 0;
  t.mock.timers.tick(3_600_000);
  assert.equal(told.length, 2);
});
