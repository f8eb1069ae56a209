import './node-version.mjs';
import { ensureInstalled } from './installation.mjs';
import { shares } from './test-shares.mjs';
import { check, findTests, test } from './test-steps.mjs';

// npm test [-- --fast] [-- WORD…]: everything, everything but browsers, or only test files whose path has a WORD.
const words = process.argv.slice(2).filter((word) => !word.startsWith('--'));
const fast = process.argv.includes('--fast');

ensureInstalled({ dev: true });

const files = findTests().filter((file) => words.length === 0 || words.some((word) => file.includes(word)));
const inBrowser = (file) => file.startsWith('test/browser/');

const checks = () => [
  check('types', 'tsc', '--noEmit'),
  check('lint', 'oxlint', '--deny-warnings'),
  check('format', 'oxfmt', '--check', '.'),
  check('unused code', 'knip', '--no-progress', '--no-config-hints'),
];
const results = words.length === 0 ? await Promise.all(checks()) : [];
const direct = files.filter((file) => !inBrowser(file));
const runs = shares(direct).map((share) => test('unit and database', share, { together: true, limitMs: 120_000 }));
results.push(...(await Promise.all(runs)));
// A story starts a server and a browser, and waits for both on a busy machine.
const stories = fast ? [] : files.filter(inBrowser);
results.push(await test('browser', stories, { together: false, limitMs: 300_000 }));

const total = (kind) => results.reduce((sum, counts) => sum + counts[kind], 0);
console.log(`${total('passed')} passed, ${total('failed')} failed`);
process.exitCode = total('failed') === 0 && total('passed') > 0 ? 0 : 1;
