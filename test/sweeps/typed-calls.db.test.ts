import assert from 'node:assert/strict';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { test } from 'node:test';
import { writeOpenApi, writeTypedCalls } from '#kernel/http';
import { valueSchemas } from '#kernel/objects';
import { testApp } from '../harness/app.ts';

const file = new URL('../../web/kernel/api/generated/calls.ts', import.meta.url);
const head = '// Written from the OpenAPI document by test/sweeps/typed-calls.db.test.ts; not by hand.\n';

/** An object in place of every other one: pages learn at run time which there are. */
const anyObject = {
  api: '{object}',
  name: 'Row',
  parts: {
    type: 'object',
    required: ['id', 'object', 'version'],
    properties: { id: { type: 'string' }, object: { type: 'string' }, version: { type: 'integer' } },
    additionalProperties: true,
  },
  values: { type: 'object' },
};

test('the calls of the web app are those of the document', async () => {
  const kith = await testApp();
  const options = { objects: [anyObject], schemas: { ...valueSchemas }, version: '' };
  const written = head + writeTypedCalls(writeOpenApi(kith.routes(), options));
  await kith.close();
  if (process.env['WRITE'] === '1') writeFileSync(file, written);
  const kept = existsSync(file) ? readFileSync(file, 'utf8') : '';
  const help = 'A call has changed. Write web/kernel/api/generated/calls.ts anew: WRITE=1 npm test -- typed-calls';
  assert.ok(kept === written, help);
});
