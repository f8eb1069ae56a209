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
/** Everything on that way: the start file with both doors, the frame, the list, the English texts. */
const WAY = [
  'index.html',
  'app/sign-in/sign-in-page.tsx',
  'app/shell/shell.tsx',
  'app/object-pages.tsx',
  'kernel/i18n/locales/en.po',
];

type Chunk = { file: string; imports?: string[] };

test('the way from sign-in to a list is at most 250 kB of packed script', async () => {
  const outDir = mkdtempSync(join(tmpdir(), 'kith-size-'));
  try {
    const configFile = fileURLToPath(new URL('./vite.config.ts', import.meta.url));
    await build({ configFile, logLevel: 'error', build: { outDir, manifest: true } });
    const manifest = JSON.parse(readFileSync(join(outDir, '.vite', 'manifest.json'), 'utf8')) as Record<string, Chunk>;
    const files = new Set<string>();
    const walk = (key: string): void => {
      const chunk = manifest[key];
      assert.ok(chunk, `${key} is no longer a part of the build`);
      if (files.has(chunk.file)) return;
      files.add(chunk.file);
      for (const next of chunk.imports ?? []) walk(next);
    };
    WAY.forEach(walk);
    const scripts = [...files].filter((file) => file.endsWith('.js'));
    const size = scripts.reduce((sum, file) => sum + gzipSync(readFileSync(join(outDir, file))).length, 0);
    assert.ok(size <= MOST, `${String(size)} bytes in ${String(scripts.length)} files`);
    console.log(`sign-in to list: ${String(size)} bytes packed in ${String(scripts.length)} files`);
  } finally {
    rmSync(outDir, { recursive: true, force: true });
  }
});
