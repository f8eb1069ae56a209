import { writeFileSync } from 'node:fs';
import { relative } from 'node:path';

/**
 * A reporter for node:test: tells failures, skipped tests with their reasons and what the tests print, and leaves the
 * counts as JSON in the file that KITH_TEST_COUNTS names. With KITH_TEST_TOLD each test is named with its time.
 */
export default async function* report(source) {
  let counts = { passed: 0, failed: 0, skipped: 0 };
  for await (const { type, data } of source) {
    if (type === 'test:stdout' || type === 'test:stderr') yield data.message;
    if (type === 'test:fail' && !hasFailedParts(data)) yield failure(data);
    if (type === 'test:pass' && process.env.KITH_TEST_TOLD) yield timed(data);
    if (type === 'test:pass' && (data.skip || data.todo)) yield `  skipped: ${data.name} (${reasonOf(data)})\n`;
    if (type === 'test:summary' && data.file === undefined) counts = sum(data.counts);
  }
  writeFileSync(process.env.KITH_TEST_COUNTS, JSON.stringify(counts));
}

/** A suite fails with its tests, which are told one by one. */
function hasFailedParts(data) {
  return data.details.error?.failureType === 'subtestsFailed';
}

function failure({ name, file, line, details }) {
  const { cause } = details.error ?? {};
  const text = String(cause?.stack ?? cause ?? details.error?.message ?? 'it did not say why');
  const told = text
    .split('\n')
    .filter((part) => !/^\s+at .*node:internal/.test(part))
    .join('\n')
    .trimEnd();
  const where = file ? `${relative(process.cwd(), file)}:${line}` : '';
  return `\n  FAILED ${name}\n  ${where}\n${told.replace(/^/gm, '    ')}\n\n`;
}

function timed({ name, nesting, details, skip }) {
  if (skip || details.type === 'suite') return '';
  const seconds = (details.duration_ms / 1000).toFixed(1).padStart(6);
  return `${seconds} s  ${'  '.repeat(nesting)}${name}\n`;
}

function reasonOf({ skip, todo }) {
  const reason = skip ?? todo;
  return typeof reason === 'string' ? reason : 'no reason given';
}

function sum({ passed, failed, cancelled, skipped, todo }) {
  return { passed, failed: failed + cancelled, skipped: skipped + todo };
}
