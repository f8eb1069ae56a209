import assert from 'node:assert/strict';
import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { after, describe, test } from 'node:test';
import { readConfig } from './index.ts';

const secret = 'only-for-tests-only-for-tests-only';

describe('settings', () => {
  test('have defaults that suit one computer', () => {
    const config = readConfig({ SECRET: secret });
    assert.equal(config.host, '127.0.0.1');
    assert.equal(config.port, 3000);
    assert.equal(config.dataDir, resolve('data'));
    assert.equal(config.publicUrl, 'http://localhost:3000');
    assert.deepEqual(config.roles, ['web', 'worker']);
    assert.equal(config.databaseUrl, null);
    assert.ok(Object.isFrozen(config));
  });

  test('that are empty count as not set', () => {
    assert.equal(readConfig({ SECRET: secret, DATABASE_URL: ' ', PORT: '' }).port, 3000);
  });

  test('are read from their text', () => {
    const env = {
      PORT: '8080',
      ROLES: 'worker, web,worker',
      ALLOW_HTTP: 'yes',
      PUBLIC_URL: 'https://crm.example.com/',
    };
    const config = readConfig({ SECRET: secret, ...env });
    assert.equal(config.port, 8080);
    assert.deepEqual(config.roles, ['worker', 'web']);
    assert.equal(config.allowHttp, true);
    assert.equal(config.publicUrl, 'https://crm.example.com');
  });

  test('name the trusted proxies as Fastify takes them', () => {
    const trusted = (word: string) => readConfig({ SECRET: secret, TRUST_PROXY: word }).trustProxy;
    assert.deepEqual(['true', 'false', '2', '10.0.0.1,10.0.0.2'].map(trusted), [true, false, 2, '10.0.0.1,10.0.0.2']);
  });

  test('refuse plain http beyond this computer, unless it is asked for', () => {
    const read = (env: Record<string, string>) => readConfig({ SECRET: secret, ...env });
    for (const env of [
      { HOST: '192.168.1.5' },
      { PUBLIC_URL: 'http://crm.example.com' },
      { PUBLIC_URL: 'http://127.evil.example' },
    ]) {
      assert.throws(() => read(env), { name: 'StartError', message: /plain http.*ALLOW_HTTP=1/ });
      assert.equal(read({ ...env, ALLOW_HTTP: '1' }).allowHttp, true);
    }
    for (const env of [{ HOST: '::1' }, { HOST: '0.0.0.0' }, { PUBLIC_URL: 'http://127.0.0.1:3000' }]) read(env);
  });

  test('that are wrong are all told in one line', () => {
    const env = { SECRET: 'short', PORT: 'many', DATABASE_URL: 'mysql://host/crm', ROLES: 'web,cook' };
    assert.throws(() => readConfig(env), {
      name: 'StartError',
      message: /^bad setting (?=.*PORT: )(?=.*DATABASE_URL: must look like postgres)(?=.*SECRET: )(?=.*ROLES: ).*$/,
    });
  });
});

describe('the secret', () => {
  const folder = mkdtempSync(join(tmpdir(), 'kith-config-'));
  after(() => rmSync(folder, { recursive: true }));

  test('is made once, and only its owner can read it', () => {
    const dataDir = join(folder, 'new', 'data');
    const first = readConfig({ DATA_DIR: dataDir }).secret;
    assert.equal(Buffer.from(first, 'base64url').length, 32);
    assert.equal(readConfig({ DATA_DIR: dataDir }).secret, first);
    assert.equal(statSync(join(dataDir, 'secret')).mode & 0o777, 0o600);
    assert.equal(readFileSync(join(dataDir, 'secret'), 'utf8').trim(), first);
  });

  test('that was emptied is not replaced', () => {
    writeFileSync(join(folder, 'secret'), '');
    assert.throws(() => readConfig({ DATA_DIR: folder }), { name: 'StartError', message: /restore it from a backup/ });
  });

  test('in a folder that cannot be written is refused in one line', () => {
    writeFileSync(join(folder, 'file'), '');
    const dataDir = join(folder, 'file', 'data');
    assert.throws(() => readConfig({ DATA_DIR: dataDir }), { name: 'StartError', message: /secret|writable folder/ });
  });
});
