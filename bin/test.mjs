import './node-version.mjs';
import { ensureInstalled } from './installation.mjs';
import { shares } from './test-shares.mjs';
import { check, findTests, test, testedPages } from './test-steps.mjs';
import { ensureWebBuilt } from './web-build.mjs';

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
// A story starts a server and a browser, and waits for both on a busy machine. Two tell theirs side by side: while one
// waits for its page, the other works.
const stories = fast ? [] : files.filter(inBrowser);
if (stories.length > 0) ensureWebBuilt(testedPages);
const halves = stories.length > 3 ? [0, 1].map((half) => stories.filter((_, at) => at % 2 === half)) : [stories];
results.push(...(await Promise.all(halves.map((half) => test('browser', half, { together: true, limitMs: 300_000 })))));

const total = (kind) => results.reduce((sum, counts) => sum + counts[kind], 0);
console.log(`${total('passed')} passed, ${total('failed')} failed`);
process.exitCode = total('failed') === 0 && total('passed') > 0 ? 0 : 1;
