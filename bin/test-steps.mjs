import { spawn } from 'node:child_process';
import { chmodSync, mkdtempSync, readdirSync, readFileSync, rmSync, statfsSync } from 'node:fs';
import { freemem, tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { nodeProgram, root, toolEnvironment } from './installation.mjs';

// The whole suite takes a few minutes; a handle that a test left open would keep the process for ever.
const stepLimitMs = 1_500_000;

// Tests make much and keep little: a larger young generation saves a fifth of their time.
const youngMegabytes = 64;

/** Where the pages are built that the stories look at (test/harness/pages.ts). */
export const testedPages = join(root, 'node_modules', '.cache', 'kith-test');

/** Where the tests are that break things on purpose (bin/faults.mjs). */
export const faultTests = 'test/faults/';

const gigabyte = 1024 ** 3;
const nothing = { passed: 0, failed: 0, skipped: 0 };

/** Runs one installed tool; what it prints is told only when it fails. Counts as one test. */
export async function check(name, program, ...args) {
  const started = Date.now();
  const output = [];
  const script = join(root, 'node_modules', '.bin', program);
  const child = spawn(script, args, { cwd: root, env: toolEnvironment(), stdio: ['ignore', 'pipe', 'pipe'] });
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk) => output.push(chunk));
  const failed = (await ended(child)) === 0 ? 0 : 1;
  if (failed) process.stdout.write(Buffer.concat(output));
  tell(name, started, failed ? 'FAILED' : 'ok');
  return { ...nothing, passed: 1 - failed, failed };
}

/** Runs test files by node:test, in one process or each in its own; counts their tests. `told` names each with its
 * time. */
export async function test(name, files, { together, limitMs, told = false }) {
  if (files.length === 0) return nothing;
  const started = Date.now();
  const folder = mkdtempSync(join(quickFolder(), 'kith-run-'));
  // Started by root, databases run as another user, who has to pass through.
  chmodSync(folder, 0o711);
  const countsFile = join(folder, 'counts.json');
  const isolation = together ? ['--test-isolation=none'] : ['--test-isolation=process', '--test-concurrency=1'];
  const reporter = ['--test-reporter=./bin/test-report.mjs', '--test-reporter-destination=stdout'];
  const args = [
    `--max-semi-space-size=${youngMegabytes}`,
    '--test',
    ...isolation,
    ...reporter,
    `--test-timeout=${limitMs}`,
    ...files,
  ];
  const env = toolEnvironment({ KITH_TEST_COUNTS: countsFile, KITH_TEST_TOLD: told ? 'each' : '', TMPDIR: folder });
  const code = await ended(
    spawn(nodeProgram(), args, { cwd: root, env, stdio: ['ignore', 'inherit', 'inherit'], timeout: stepLimitMs }),
  );
  const counts = countsOf(countsFile, code);
  // Databases that were killed are removed at the same time by what watches over them.
  rmSync(folder, { recursive: true, force: true, maxRetries: 20, retryDelay: 100 });
  tell(name, started, `${counts.passed} passed, ${counts.failed} failed, ${counts.skipped} skipped`);
  return counts;
}

/** Where databases of tests lie: in memory where there is plenty, for a tenth of their time goes into files. */
function quickFolder() {
  if (process.env.TMPDIR || freemem() < 8 * gigabyte) return tmpdir();
  try {
    const { bavail, bsize } = statfsSync('/dev/shm');
    return bavail * bsize >= 6 * gigabyte ? '/dev/shm' : tmpdir();
  } catch {
    return tmpdir();
  }
}

/** All test files below the repository's folder, sorted, without those of other tools. */
export function findTests(folder = root) {
  const entries = readdirSync(folder, { withFileTypes: true }).filter(
    ({ name }) => !/^(node_modules|data|\..*)$/.test(name),
  );
  const paths = entries.flatMap((entry) => {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) return findTests(path);
    return entry.name.endsWith('.test.ts') ? [relative(root, path)] : [];
  });
  return paths.sort();
}

function countsOf(file, code) {
  let counts;
  try {
    counts = JSON.parse(readFileSync(file, 'utf8'));
  } catch {
    console.log(`the test process ended with ${code} before it could report`);
    return { ...nothing, failed: 1 };
  }
  // Something outside the tests failed, such as an open handle that threw at the end.
  return code !== 0 && counts.failed === 0 ? { ...counts, failed: 1 } : counts;
}

function ended(child) {
  return new Promise((resolve) => {
    child.on('error', () => resolve(1));
    child.on('close', (code, signal) => resolve(code ?? signal));
  });
}

function tell(name, started, outcome) {
  console.log(`${name.padEnd(20)} ${((Date.now() - started) / 1000).toFixed(1).padStart(6)} s  ${outcome}`);
}
