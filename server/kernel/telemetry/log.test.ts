import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { createLog, createMetrics } from './index.ts';

function written(isTTY: boolean): { out: { isTTY: boolean; write(text: string): void }; lines: string[] } {
  const lines: string[] = [];
  return { lines, out: { isTTY, write: (text) => void lines.push(text) } };
}

describe('the log', () => {
  test('is JSON lines when a program reads it', () => {
    const { out, lines } = written(false);
    createLog({ logLevel: 'info' }, out).info({ workspace: 'ws_1' }, 'started');
    const { time, ...line } = JSON.parse(lines[0] ?? '') as Record<string, unknown>;
    assert.deepEqual(line, { level: 'info', workspace: 'ws_1', msg: 'started' });
    assert.match(String(time), /^\d{4}-\d\d-\d\dT/);
  });

  test('is readable when a person watches', () => {
    const { out, lines } = written(true);
    createLog({ logLevel: 'info' }, out).warn({ free: '2 GB', err: new Error('disk') }, 'little space');
    assert.match(lines[0] ?? '', /^\d\d:\d\d:\d\d WARN little space free=2 GB\nError: disk\n {4}at /);
  });

  test('hides secrets at the depths where they occur', () => {
    const { out, lines } = written(false);
    const fields = {
      password: 'p1',
      login: { token: 'p2' },
      req: { headers: { authorization: 'p3', 'set-cookie': 'p4' } },
    };
    createLog({ logLevel: 'info' }, out).info(fields, 'signed in');
    assert.doesNotMatch(lines[0] ?? '', /p[1-4]/);
    assert.equal(lines[0]?.match(/\[hidden\]/g)?.length, 4);
  });

  test('leaves out what is less important than its level', () => {
    const { out, lines } = written(false);
    createLog({ logLevel: 'error' }, out).warn('unimportant');
    assert.deepEqual(lines, []);
  });
});

test('metrics measure the process, for each app apart', async () => {
  const [first, second] = [createMetrics(), createMetrics()];
  assert.notEqual(first, second);
  assert.match(await first.metrics(), /process_resident_memory_bytes \d/);
});
