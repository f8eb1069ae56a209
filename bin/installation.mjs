import { spawn, spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { constants } from 'node:os';
import { delimiter, join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The repository's folder. */
export const root = fileURLToPath(new URL('..', import.meta.url));

const lockFile = join(root, 'package-lock.json');
const installedFile = join(root, 'node_modules', '.package-lock.json');
const stampFile = join(root, 'node_modules', '.kith-stamp');

/**
 * Installs what package-lock.json names unless that is already there; `dev` asks for the tools of the tests too.
 * Tools that are there stay. Writes to standard error only.
 */
export function ensureInstalled({ dev }) {
  if (!isInstalled(dev)) install(dev || hasTools());
  if (!existsSync(nodeProgram())) {
    stop(
      `no Node 26 came with the installation for ${process.platform}-${process.arch}; use Linux or macOS, x64 or arm64`,
    );
  }
}

/** Runs the installed Node with `args` in the repository's folder; ends this process as that one ends. */
export function runNode(args, env = {}) {
  const child = spawn(nodeProgram(), args, { cwd: process.cwd(), stdio: 'inherit', env: toolEnvironment(env) });
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) {
    process.on(signal, () => {
      // From a terminal Ctrl-C reaches the child by itself, and twice would mean "at once".
      if (signal !== 'SIGINT' || !process.stdin.isTTY) child.kill(signal);
    });
  }
  child.on('error', (error) => stop(`cannot run ${nodeProgram()}: ${error.message}`));
  child.on('exit', (code, signal) => process.exit(signal ? 128 + constants.signals[signal] : code));
}

/** The Node that everything but the files in `bin` runs on. */
export function nodeProgram() {
  return join(root, 'node_modules', '.bin', process.platform === 'win32' ? 'node.cmd' : 'node');
}

/** This process's environment, with the installed programs found first; what was compiled once is kept for the next
 * start. */
export function toolEnvironment(env = {}) {
  const path = `${join(root, 'node_modules', '.bin')}${delimiter}${process.env.PATH ?? ''}`;
  const compiled = process.env.NODE_COMPILE_CACHE || join(root, 'node_modules', '.cache', 'compiled');
  return { NODE_COMPILE_CACHE: compiled, ...process.env, ...env, PATH: path };
}

/** Ends with one plain line. */
export function stop(line) {
  console.error(line);
  process.exit(1);
}

function isInstalled(dev) {
  if (!existsSync(installedFile) || !existsSync(nodeProgram())) return false;
  const stamp = stampOf(dev);
  const stamps = existsSync(stampFile) ? readFileSync(stampFile, 'utf8').split('\n') : [];
  if (stamps.includes(stamp) || stamps.includes(stampOf(true))) return true;
  if (!matchesLock(dev)) return false;
  writeFileSync(stampFile, `${stamp}\n`);
  return true;
}

function stampOf(dev) {
  const hash = createHash('sha256').update(readFileSync(lockFile)).digest('hex');
  return `${hash} ${process.platform}-${process.arch} ${dev ? 'all' : 'lean'}`;
}

/** Whether a node_modules without a stamp, installed by hand, holds the locked versions. */
function matchesLock(dev) {
  const wanted = Object.entries(JSON.parse(readFileSync(lockFile, 'utf8')).packages);
  const found = JSON.parse(readFileSync(installedFile, 'utf8')).packages;
  return wanted.every(([path, entry]) => {
    if (path === '' || entry.optional || entry.devOptional || (entry.dev && !dev)) return true;
    return found[path]?.version === entry.version;
  });
}

function hasTools() {
  return existsSync(join(root, 'node_modules', 'typescript', 'package.json'));
}

function install(dev) {
  console.error('Installing packages (once for each version of Kith) …');
  const args = ['ci', '--ignore-scripts', '--no-audit', '--no-fund', ...(dev ? ['--include=dev'] : ['--omit=dev'])];
  const npm = process.env.npm_execpath;
  const [program, first] = npm?.endsWith('.js') ? [process.execPath, [npm]] : ['npm', []];
  const options = { cwd: root, stdio: ['ignore', 2, 2], env: { ...process.env, npm_config_loglevel: 'error' } };
  const { status, error } = spawnSync(program, [...first, ...args], options);
  if (error) stop(`npm cannot be run (${error.message}): install npm, then start again`);
  if (status !== 0) stop('npm ci failed (see above): check the network and the space on the disk, then start again');
  writeFileSync(stampFile, `${stampOf(dev)}\n`);
}
