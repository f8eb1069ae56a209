import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { filesAndLinesAreShort, foldersAreShallow, foldersAreSmall, namesSaySomething } from './tidy/limits.ts';
import {
  nothingNamesAMachine,
  onlyConfigReadsTheEnvironment,
  onlyEgressGoesOut,
  rawSqlStaysInItsPlaces,
} from './tidy/reach.ts';
import {
  kernelKeepsItsOrder,
  modulesNameTheirNeeds,
  needsHaveNoCycle,
  relativeImportsStayInTheirRoom,
  sidesStayApart,
} from './tidy/rooms.ts';
import { makeSource, readSources, type Problem, type Source } from './tidy/sources.ts';

type Rule = (sources: readonly Source[]) => Problem[];

interface Case {
  readonly rule: Rule;
  /** Path and text of files that break the rule … */
  readonly bad: Readonly<Record<string, string>>;
  /** … and of files that do not. */
  readonly good: Readonly<Record<string, string>>;
}

const lines = (count: number): string => 'x\n'.repeat(count);
const many = (folder: string): Record<string, string> => {
  return Object.fromEntries(Array.from({ length: 16 }, (_, index) => [`${folder}/f${index}.ts`, '']));
};

const cases: Readonly<Record<string, Case>> = {
  'relative imports stay in their room': {
    rule: relativeImportsStayInTheirRoom,
    bad: { 'server/kernel/jobs/a.ts': "import { x } from '../events/b.ts';" },
    good: {
      'server/kernel/jobs/a.ts': "import { x } from './deep/b.ts';",
      'server/kernel/jobs/a.test.ts': "import { x } from '../../../test/harness/b.ts';",
      'server/main.ts': "import { x } from './app/b.ts';",
    },
  },
  'server and web meet only in shared': {
    rule: sidesStayApart,
    bad: { 'server/app/a.ts': "import { x } from '#web/kernel/ui';" },
    good: { 'server/app/a.ts': "import { x } from '#shared/fold';", 'web/app/a.ts': "import x from '#web/kernel/ui';" },
  },
  'shared imports neither side nor Node': {
    rule: sidesStayApart,
    bad: { 'shared/a.ts': "import {\n  x,\n} from 'node:fs';" },
    good: { 'shared/a.ts': "export { x } from './b.ts';" },
  },
  'the kernel keeps its order': {
    rule: kernelKeepsItsOrder,
    bad: { 'server/kernel/config/a.ts': "import { x } from '#kernel/database';" },
    good: { 'server/kernel/database/a.ts': "import { x } from '#kernel/config';" },
  },
  'the kernel knows no module': {
    rule: kernelKeepsItsOrder,
    bad: { 'web/kernel/ui/a.ts': "const x = await import('#web/modules/sales');" },
    good: { 'web/app/a.ts': "import { x } from '#web/modules/sales';" },
  },
  'modules name their needs': {
    rule: modulesNameTheirNeeds,
    bad: { 'server/modules/sales/a.ts': "import { x } from '#modules/contacts';" },
    good: {
      'server/modules/sales/a.ts': "import { x } from '#modules/contacts';",
      'server/modules/sales/index.ts': "defineModule({ needs: ['contacts'] })",
    },
  },
  'needs have no cycle': {
    rule: needsHaveNoCycle,
    bad: { 'server/modules/a/index.ts': "needs: ['b']", 'server/modules/b/index.ts': "needs: ['a']" },
    good: { 'server/modules/a/index.ts': "needs: ['b']", 'server/modules/b/index.ts': 'needs: []' },
  },
  'files are short': {
    rule: filesAndLinesAreShort,
    bad: { 'shared/a.ts': lines(301) },
    good: { 'shared/a.ts': lines(300), 'shared/a.test.ts': lines(500) },
  },
  'lines are short': {
    rule: filesAndLinesAreShort,
    bad: { 'bin/a.mjs': 'x'.repeat(121) },
    good: { 'bin/a.mjs': 'x'.repeat(120) },
  },
  'folders are small': { rule: foldersAreSmall, bad: many('shared/x'), good: many('shared/fields') },
  'folders are shallow': {
    rule: foldersAreShallow,
    bad: { 'web/a/b/c/d/e/f.ts': '' },
    good: { 'web/a/b/c/d/f.ts': '' },
  },
  'names say something': {
    rule: namesSaySomething,
    bad: { 'server/app/utils.ts': '' },
    good: { 'server/app/create-app.db.test.ts': '' },
  },
  'raw sql stays in its places': {
    rule: rawSqlStaysInItsPlaces,
    bad: { 'server/modules/sales/actions/a.ts': "import { sql } from 'kysely';" },
    good: {
      'server/modules/sales/queries/a.ts': "import { sql } from 'kysely';",
      'server/modules/sales/a.ts': "import type { Selectable } from 'kysely';",
      'server/modules/sales/a.db.test.ts': "import { sql } from '#kernel/database';",
    },
  },
  'raw sql stays in its places, also from our own door': {
    rule: rawSqlStaysInItsPlaces,
    bad: { 'server/modules/sales/routes/a.ts': "import {\n  newId,\n  sql,\n} from '#kernel/database';" },
    good: {
      'server/modules/sales/queries/board/a.ts': "import { newId, sql } from '#kernel/database';",
      'server/modules/sales/migrations.ts': "import { sql, type Migration } from '#kernel/database';",
      'server/modules/sales/routes/a.ts': "import { newId, type Sql } from '#kernel/database';",
      'server/modules/sales/routes/b.ts': "import type { sql } from '#kernel/database';",
    },
  },
  'raw sql stays in its places, also under another name': {
    rule: rawSqlStaysInItsPlaces,
    bad: { 'server/modules/sales/a.ts': "import { sql as statement } from '#kernel/database';" },
    good: { 'server/modules/sales/a.ts': "import { sqlState as state } from '#kernel/database';" },
  },
  'raw sql stays in its places, also handed on': {
    rule: rawSqlStaysInItsPlaces,
    bad: { 'server/modules/sales/a.ts': "import { sql } from './queries/a.ts';" },
    good: { 'server/kernel/database/index.ts': "export { sql } from 'kysely';" },
  },
  'raw sql stays in its places, also taken with all else': {
    rule: rawSqlStaysInItsPlaces,
    bad: { 'server/modules/sales/a.ts': "import * as database from '#kernel/database';" },
    good: { 'server/app/archive/a.ts': "import * as database from '#kernel/database';" },
  },
  'raw sql stays in its places, also fetched late': {
    rule: rawSqlStaysInItsPlaces,
    bad: { 'server/modules/sales/a.ts': "const { sql } = await import('#kernel/database');" },
    good: { 'server/app/commands/a.ts': "const { sql } = await import('#kernel/database');" },
  },
  'only config reads the environment': {
    rule: onlyConfigReadsTheEnvironment,
    bad: { 'server/main.ts': 'const x = process.env.PORT;' },
    good: { 'server/kernel/config/a.ts': 'const x = process.env.PORT;' },
  },
  'only egress goes out': {
    rule: onlyEgressGoesOut,
    bad: { 'server/modules/sales/a.ts': 'await fetch(url);' },
    good: { 'server/modules/sales/a.ts': 'await this.fetch(row);', 'server/kernel/mail/a.ts': "import 'node:tls';" },
  },
  'no file names a machine': {
    rule: nothingNamesAMachine,
    bad: { 'docs/a.md': `see ${['', 'home', 'maria', 'kith'].join('/')}` },
    good: { 'docs/a.md': 'see /var/lib/kith and GET /api/v1/home/x' },
  },
};

const repository = readSources();

for (const [name, { rule, bad, good }] of Object.entries(cases)) {
  describe(name, () => {
    test('in this repository', () => {
      const problems = rule(repository);
      assert.ok(problems.length === 0, `\n${problems.slice(0, 50).join('\n')}`);
    });
    test('and a break would be found', () => {
      assert.notDeepEqual(rule(made(bad)), []);
      assert.deepEqual(rule(made(good)), []);
    });
  });
}

function made(files: Readonly<Record<string, string>>): Source[] {
  return Object.entries(files).map(([path, text]) => makeSource(path, text));
}
