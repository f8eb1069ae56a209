import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import { test } from 'node:test';
import { isEmail, isFreeMailDomain, isRoleAddress, parseEmails } from './email.ts';

test('addresses of one cell are split, freed of wrapping and lower-cased', () => {
  const both = ['a@x.example', 'b.c@y.example'];
  for (const text of [
    'A@x.example; b.c@Y.example',
    'a@x.example,b.c@y.example;',
    'a@x.example b.c@y.example',
    'a@x.example/b.c@y.example',
    'mailto:a@x.example\nB C <b.c@y.example>',
    'a@x.example ::: b.c@y.example',
  ]) {
    assert.deepEqual(parseEmails(text), { emails: both, refused: [] }, text);
  }
});

test('what is no address is refused as typed', () => {
  for (const text of [
    'info(at)galini.example',
    'andreas.example',
    'maria@',
    'maria @kition.example',
    'not available',
  ]) {
    assert.deepEqual(parseEmails(text), { emails: [], refused: [text] });
  }
});

test('role addresses and free mail domains are known', () => {
  assert.ok(isRoleAddress('info@x.example') && isRoleAddress('sales2@x.example') && !isRoleAddress('maria@x.example'));
  assert.ok(isFreeMailDomain('cytanet.com.cy') && isFreeMailDomain('yahoo.co.uk') && !isFreeMailDomain('x.example'));
});

const syntax = new URL('../../shared/data/email/syntax_a.jsonl', import.meta.url);

test('the syntax check agrees with strict is_email on at least 65 of 82 addresses', (t) => {
  if (!existsSync(syntax)) return t.skip('no ../shared/data');
  let right = 0;
  for (const line of readFileSync(syntax, 'utf8').trim().split('\n')) {
    const { address, category } = JSON.parse(line) as { address: string; category: string };
    if (isEmail(address) === (category.endsWith('VALID') || category.endsWith('DNSWARN'))) right++;
  }
  assert.ok(right >= 65, String(right));
});
