import './node-version.mjs';
import { ensureInstalled } from './installation.mjs';
import { faultTests, findTests, test } from './test-steps.mjs';

// npm run test:faults [-- WORD…]: what breaks, broken on purpose: processes, connections, disks. It takes minutes and
// is no part of npm test. docs/operations/faults.md says what each file shows.
const words = process.argv.slice(2);

ensureInstalled({ dev: true });

const files = findTests().filter((file) => file.startsWith(faultTests));
const results = [];
// One after the other: each kills what it started, and counts on the machine to be its own.
for (const file of files.filter((path) => words.length === 0 || words.some((word) => path.includes(word)))) {
  const name = file.slice(faultTests.length).replace('.test.ts', '');
  results.push(await test(name, [file], { together: true, limitMs: 600_000, told: true }));
}
const total = (kind) => results.reduce((sum, counts) => sum + counts[kind], 0);
console.log(`${total('passed')} passed, ${total('failed')} failed, ${total('skipped')} skipped`);
process.exitCode = total('failed') === 0 && total('passed') > 0 ? 0 : 1;
