// Seconds that the longest files take on two cores; every other file takes a fraction of one. What is out of date here
// costs only balance.
const seconds = {
  'server/modules/transfer/storing/large/chunk-by-chunk.db.test.ts': 22,
  'server/modules/transfer/storing/imports.db.test.ts': 13,
  'server/app/commands/kith.db.test.ts': 10,
  'server/app/sample/sample.db.test.ts': 10,
  'test/sweeps/summaries.db.test.ts': 9,
  'server/app/routes/sign-in.db.test.ts': 9,
  'test/sweeps/hostile.db.test.ts': 8,
  'test/sweeps/rows-read.db.test.ts': 6,
  'server/modules/transfer/storing/killed-import.db.test.ts': 5,
  'server/kernel/database/embedded/launcher.db.test.ts': 5,
  'server/modules/transfer/storing/large-undo.db.test.ts': 4,
  'server/modules/webhooks/killed-sending.db.test.ts': 4,
  'server/modules/transfer/storing/store-photos.db.test.ts': 4,
  'server/app/archive/archive.db.test.ts': 3,
  'server/modules/transfer/storing/trial/try-plan.db.test.ts': 3,
  'server/kernel/objects/query/paging.db.test.ts': 3,
  'test/sweeps/roles.db.test.ts': 2,
  'test/sweeps/fields.db.test.ts': 2,
  'server/modules/transfer/routes/import-rights.db.test.ts': 2,
  'server/kernel/objects/query/own-entries.db.test.ts': 2,
  'server/modules/transfer/planning/expected.test.ts': 2,
  'server/app/routes/file-history.db.test.ts': 2,
  'test/sweeps/idempotency.db.test.ts': 2,
  'server/kernel/objects/query/filter.db.test.ts': 1,
  'server/modules/webhooks/webhooks.db.test.ts': 1,
  'server/kernel/database/install/external.db.test.ts': 1,
  'server/kernel/objects/changes/undo.db.test.ts': 1,
  'test/sweeps/counts.db.test.ts': 1,
  'server/modules/transfer/routes/import-again.db.test.ts': 1,
  'server/modules/transfer/planning/outline/outline.test.ts': 1,
};
const worthASecond = 15; // seconds from which a second process, with a database of its own, pays

/** Splits test files into two shares that take about as long, the longest files first in each; one share where there is
 * little to do. */
export function shares(files) {
  const weigh = (file) => seconds[file] ?? 0.3;
  const sum = (list) => list.reduce((total, file) => total + weigh(file), 0);
  if (sum(files) < worthASecond) return [files];
  const parts = [[], []];
  for (const file of files.toSorted((a, b) => weigh(b) - weigh(a))) {
    (sum(parts[0]) <= sum(parts[1]) ? parts[0] : parts[1]).push(file);
  }
  return parts;
}
