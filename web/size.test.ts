import assert from 'node:assert/strict';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import test from 'node:test';
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';
import { build } from 'vite';

/** Script that a person loads from the sign-in page to the list of people, packed: what a slow line carries in 2 s. */
const MOST = 250_000;
/** Files of that way: each one is a request, and on a far line a request is a tenth of a second. */
const MOST_SCRIPTS = 5;
const MOST_STYLES = 1;
/** Everything on that way: the start file with sign-in, frame and list, and the English texts. */
const WAY = ['index.html', 'kernel/i18n/locales/en.po'];

type Chunk = { file: string; imports?: string[]; css?: string[] };

test('the way from sign-in to a list is few files and at most 250 kB of packed script', async () => {
  const outDir = mkdtempSync(join(tmpdir(), 'kith-size-'));
  try {
    const configFile = fileURLToPath(new URL('./vite.config.ts', import.meta.url));
    await build({ configFile, logLevel: 'error', build: { outDir, manifest: true } });
    const manifest = JSON.parse(readFileSync(join(outDir, '.vite', 'manifest.json'), 'utf8')) as Record<string, Chunk>;
    const files = new Set<string>();
    const styles = new Set<string>();
    const walk = (key: string): void => {
      const chunk = manifest[key];
      assert.ok(chunk, `${key} is no longer a part of the build`);
      if (files.has(chunk.file)) return;
      files.add(chunk.file);
      for (const style of chunk.css ?? []) styles.add(style);
      for (const next of chunk.imports ?? []) walk(next);
    };
    WAY.forEach(walk);
    const packed = (file: string): number => gzipSync(readFileSync(join(outDir, file))).length;
    const scripts = [...files].filter((file) => file.endsWith('.js'));
    const size = scripts.reduce((sum, file) => sum + packed(file), 0);
    assert.ok(size <= MOST, `${String(size)} bytes`);
    assert.ok(scripts.length <= MOST_SCRIPTS, scripts.join(' '));
    assert.ok(styles.size <= MOST_STYLES, [...styles].join(' '));
    const page = readFileSync(join(outDir, 'index.html'), 'utf8');
    assert.match(page, /rel="preload" as="font"[^>]*inter-latin-wght/, 'the letters are asked for at once');
    // Whatever the start page does not name itself would be found only when the script ran.
    for (const file of [...scripts, ...styles].filter((one) => !/\/en-/.test(one)))
      assert.ok(page.includes(file), `${file} is not named by the page`);
    console.log(`sign-in to list: ${String(size)} bytes packed in ${String(scripts.length)} scripts`);
  } finally {
    rmSync(outDir, { recursive: true, force: true });
  }
});
