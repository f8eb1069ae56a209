import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { test } from 'node:test';
import { isDeadWorker, workerName } from './worker-name.ts';

test('a worker is dead once its process is, also where another got its number', () => {
  const own = workerName();
  assert.equal(isDeadWorker(own), false);
  const { pid } = spawnSync(process.execPath, ['--version']);
  assert.equal(isDeadWorker(own.replace(/^\d+/, String(pid))), true);
  if (process.platform === 'linux') assert.equal(isDeadWorker(own.replace(/^(\d+) \d+/, '$1 1')), true);
});

test('of a worker on another machine nothing is known', () => {
  assert.equal(isDeadWorker('1 1 12345678 elsewhere'), false);
});
