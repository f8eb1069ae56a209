import assert from 'node:assert/strict';
import test from 'node:test';
import { localPath } from './local-path.ts';

test('only a path inside a workspace is followed after signing in', () => {
  assert.equal(localPath('/w/acme/people?q=1'), '/w/acme/people?q=1');
  assert.equal(localPath('//evil.example/w/'), null);
  assert.equal(localPath('https://evil.example'), null);
  assert.equal(localPath(undefined), null);
});
