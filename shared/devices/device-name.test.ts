import assert from 'node:assert/strict';
import test from 'node:test';
import { deviceName } from './device-name.ts';

test('a browser is told by two words', () => {
  assert.equal(deviceName('Mozilla/5.0 (Windows NT 10.0; Win64) Gecko/20100101 Firefox/140.0'), 'Firefox · Windows');
  assert.equal(deviceName('Mozilla/5.0 (iPhone; CPU OS 19 like Mac OS X) Version/19 Safari/604'), 'Safari · iPhone');
  assert.equal(deviceName('curl/8'), 'curl/8');
});
