import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { test } from 'node:test';
import { testApp } from '../harness/app.ts';

const script = fileURLToPath(new URL('../../docs/guides/from-enquiry-to-money.mjs', import.meta.url));

test('the script of the guide goes from an enquiry to the money and a part of it back', async () => {
  const kith = await testApp();
  const origin = await kith.app.listen({ host: '127.0.0.1', port: 0 });
  const env = { ...process.env, KITH: origin, KITH_KEY: kith.owner.key };
  const { stdout } = await promisify(execFile)(process.execPath, [script], { env, timeout: 60_000 });
  const told = stdout
    .trim()
    .split('\n')
    .map((line) => line.split(/ {2,}/));
  // 1,000 and twelve months at 120 less a tenth: 2,296.00; with 19 % VAT 2,732.24. Of 100 given back VAT is 19.
  assert.deepEqual(
    told.map(([what, value]) => [what, value?.replace(/^2\d{3}-/, '')]),
    [
      ['enquiry', 'Maria Lambrou (new)'],
      ['quote', '2732.24 EUR'],
      ['deal', 'won'],
      ['invoice', '0001'],
      ['paid', 'paid'],
      ['credited', '119.00 EUR'],
    ],
  );
  await kith.close();
});
