import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import { basename, posix, win32 } from 'node:path';
import { describe, test } from 'node:test';
import { attachmentHeader, safeFileName } from './file-name.ts';
import { sniffType } from './sniff-type.ts';

const hostile = new URL('../../../../shared/data/hostile/', import.meta.url);
const listed = new URL('paths/file-names.jsonl', hostile);

describe('a file name', () => {
  const cases: [string, string][] = [
    ['Προσφορά 2026.pdf', 'Προσφορά 2026.pdf'],
    ['../../etc/passwd', 'passwd'],
    ['C:\\Windows\\system32\\cmd.exe', 'cmd.exe'],
    ['..', 'file'],
    ['', 'file'],
    ['.htaccess', 'htaccess'],
    ['CON.txt', '_CON.txt'],
    ['a\r\nSet-Cookie: x=1.txt', 'aSet-Cookie_ x=1.txt'],
    ['invoice\u202Efdp.exe', 'invoicefdp.exe'],
    ['evil\u0000.png', 'evil.png'],
  ];
  for (const [given, safe] of cases) test(JSON.stringify(given), () => assert.equal(safeFileName(given), safe));

  test('stays short and keeps its ending', () => {
    const safe = safeFileName(`${'ά'.repeat(400)}.pdf`);
    assert.ok([...safe].length <= 150 && safe.endsWith('.pdf'));
  });

  test('is never a path, whatever was sent', { skip: existsSync(listed) ? false : 'no shared data here' }, () => {
    const names = readFileSync(listed, 'utf8')
      .trim()
      .split('\n')
      .map((line) => String(JSON.parse(line)));
    assert.ok(names.length > 50);
    for (const name of names) {
      const safe = safeFileName(name);
      assert.equal(posix.basename(safe), safe);
      assert.equal(win32.basename(safe), safe);
      assert.ok(safe !== '.' && safe !== '..' && safe.length > 0 && Buffer.byteLength(safe) <= 600, name.slice(0, 50));
      // oxlint-disable-next-line no-control-regex -- what must not be in a header
      assert.doesNotMatch(attachmentHeader(safe), /[\u0000-\u001f\u007f-\uffff]/);
    }
  });
});

describe('the header of a download', () => {
  test('names the file in both forms', () => {
    assert.equal(attachmentHeader('a"b.txt'), `attachment; filename="a_b.txt"; filename*=UTF-8''a%22b.txt`);
    assert.equal(attachmentHeader('Ω.pdf'), `attachment; filename="_.pdf"; filename*=UTF-8''%CE%A9.pdf`);
  });
});

describe('the type of a file', () => {
  test('is told by its bytes, and is never one that a browser runs', () => {
    assert.equal(sniffType(Buffer.from('%PDF-1.7'), 'x.html'), 'application/pdf');
    assert.equal(sniffType(Buffer.from('<html><script>'), 'x.html'), 'text/plain; charset=utf-8');
    assert.equal(sniffType(Buffer.from('<svg onload="x">'), 'x.svg'), 'text/plain; charset=utf-8');
    assert.equal(sniffType(Buffer.from([0, 1, 2, 3]), 'x.txt'), 'application/octet-stream');
    assert.equal(sniffType(Buffer.from('PK\u0003\u0004'), 'x.docx').split('.').at(-1), 'document');
    assert.equal(sniffType(Buffer.alloc(0), 'empty'), 'text/plain; charset=utf-8');
  });

  const folder = new URL('files/', hostile);
  test('of the hostile samples', { skip: existsSync(folder) ? false : 'no shared data here' }, () => {
    const type = (name: string) => sniffType(readFileSync(new URL(name, folder)).subarray(0, 4_096), basename(name));
    assert.equal(type('html-named-png.png'), 'text/plain; charset=utf-8');
    assert.equal(type('svg-script.svg'), 'text/plain; charset=utf-8');
    assert.equal(type('gif-html-polyglot.gif'), 'image/gif');
  });
});
