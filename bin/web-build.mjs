import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, statSync } from 'node:fs';
import { join, relative } from 'node:path';
import { nodeProgram, root, stop, toolEnvironment } from './installation.mjs';

// The one in use and the one before it, which an older process may still serve.
const keptBuilds = 2;

/** The folder of the built pages, `dataDir/web/<hash of their sources>`; builds them when the sources have changed. */
export function ensureWebBuilt(dataDir) {
  const builds = join(dataDir, 'web');
  const folder = join(builds, hashOfSources());
  if (existsSync(join(folder, 'index.html'))) return folder;
  makeFolder(builds);
  const draft = `${folder}.new-${process.pid}`;
  build(draft);
  publish(draft, folder);
  removeOldBuilds(builds, folder);
  return folder;
}

function makeFolder(builds) {
  try {
    // 0711 for root as in the server: its database runs as another user, who passes through DATA_DIR.
    mkdirSync(builds, { recursive: true, mode: process.getuid?.() === 0 ? 0o711 : 0o700 });
  } catch (error) {
    stop(`cannot write to DATA_DIR (${error.message}): choose a writable folder`);
  }
}

function build(draft) {
  console.error('Building the pages (once for each version of Kith) …');
  const vite = join(root, 'node_modules', 'vite', 'bin', 'vite.js');
  const args = [vite, 'build', '--config', join('web', 'vite.config.ts'), '--outDir', draft, '--logLevel', 'warn'];
  const options = { cwd: root, stdio: ['ignore', 2, 2], env: toolEnvironment() };
  const { status } = spawnSync(nodeProgram(), [...args, '--emptyOutDir'], options);
  if (status === 0 && existsSync(join(draft, 'index.html'))) return;
  rmSync(draft, { recursive: true, force: true });
  stop('the pages could not be built (see above)');
}

function publish(draft, folder) {
  try {
    renameSync(draft, folder);
  } catch (error) {
    if (!existsSync(join(folder, 'index.html'))) throw error;
    // Another start was faster.
    rmSync(draft, { recursive: true, force: true });
  }
}

function removeOldBuilds(builds, current) {
  const folders = readdirSync(builds)
    .map((name) => join(builds, name))
    .filter((folder) => folder !== current && !folder.includes('.new-'))
    .sort((a, b) => statSync(b).mtimeMs - statSync(a).mtimeMs);
  for (const folder of folders.slice(keptBuilds - 1)) rmSync(folder, { recursive: true, force: true });
}

function hashOfSources() {
  const hash = createHash('sha256');
  const files = [
    'package-lock.json',
    'package.json',
    ...['web', 'shared'].flatMap((folder) => listFiles(join(root, folder))),
  ];
  for (const file of files)
    hash
      .update(`${file}\0`)
      .update(readFileSync(join(root, file)))
      .update('\0');
  return hash.digest('hex').slice(0, 16);
}

function listFiles(folder) {
  if (!existsSync(folder)) return [];
  const entries = readdirSync(folder, { withFileTypes: true }).sort((a, b) => (a.name < b.name ? -1 : 1));
  return entries.flatMap((entry) => {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) return listFiles(path);
    return /\.test\.tsx?$/.test(entry.name) ? [] : [relative(root, path)];
  });
}
