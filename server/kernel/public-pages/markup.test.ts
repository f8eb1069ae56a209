import assert from 'node:assert/strict';
import { test } from 'node:test';
import { html, paragraphs, webAddress } from './markup.ts';

test('whatever is filled in is text, in elements and in attributes', () => {
  const hostile = `"><script>alert('1')</script>&`;
  const escaped = '&quot;&gt;&lt;script&gt;alert(&#39;1&#39;)&lt;/script&gt;&amp;';
  assert.equal(html`<p title="${hostile}">${hostile}</p>`.toString(), `<p title="${escaped}">${escaped}</p>`);
  assert.equal(html`${[hostile, html`<b>${hostile}</b>`]}`.toString(), `${escaped}<b>${escaped}</b>`);
  assert.equal(html`${null}${undefined}${false}${0}`.toString(), '0');
  // What only looks like markup is none.
  const forged = { toString: () => '<i>', of: 1 } as never;
  assert.equal(html`${forged}`.toString(), '&lt;i&gt;');
});

test('an address is a link only where it leads into the web', () => {
  assert.equal(webAddress('https://firm.example/a b'), 'https://firm.example/a%20b');
  for (const given of ['javascript:alert(1)', 'data:text/html,x', '/here', 'no address', '']) {
    assert.equal(webAddress(given), null, given);
  }
});

test('lines and paragraphs of a text stay apart', () => {
  assert.equal(paragraphs('a\nb\n\n<c>').map(String).join(''), '<p>a<br />b</p><p>&lt;c&gt;</p>');
});
