import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { lintStatement } from './sql-lint.ts';

const bad: Record<string, string> = {
  R3: 'set timezone to 1',
  R4: 'select 1; select 2',
  R5: 'do $$ begin end $$',
  R7: 'select * from person',
  R9: 'update "ws_1"."person" set at = clock_timestamp()',
  R10: 'merge into "ws_1"."person" p using "ws_1"."x" on true',
  R13: 'create trigger t before insert on "ws_1"."person"',
  R14: 'select pg_advisory_lock(1)',
  R16: 'create table "ws_1"."t" (id serial primary key)',
  R17: 'create table "ws_1"."t" (id uuid)',
  R18: 'create policy p on "ws_1"."person"',
  R22: 'select set_config($1, $2, true)',
  '§3': 'select * from "ws_1"."person" where name % $1',
};

describe('the rules over statements', () => {
  for (const [rule, text] of Object.entries(bad)) {
    test(`finds a break of ${rule}`, () => {
      const found = lintStatement({ pool: 'app', text });
      assert.ok(
        found.some((problem) => problem.startsWith(`${rule} `)),
        JSON.stringify(found),
      );
    });
  }

  test('finds a copy into a table without its schema', () => {
    assert.equal(lintStatement({ pool: 'app', text: 'copy person (id) from stdin' }).length, 1);
  });

  test('lets ordinary statements pass', () => {
    const good = [
      'begin; set local role "ws_0190"',
      `select t.id from "ws_1"."person" t where t.name is distinct from 'a; b' and t.at < now()`,
      'with cs as (insert into "ws_1"."a" values ($1)), ch as (select 1) insert into "ws_1"."b" select * from cs',
      'with hit as materialized (select 1 from "ws_1"."a") select * from hit',
      'select extract(epoch from at) from unnest($1::uuid[]) r (id) cross join lateral (select 1) x',
      'update "ws_1"."job" set a = statement_timestamp() where id = (select 1 from "ws_1"."job" for update)',
      'copy "ws_1"."person" ("id", "name") from stdin',
      'insert into "ws_1"."t" as r (k) values ($1) on conflict (k) do update set a = 1',
    ];
    for (const text of good) assert.deepEqual(lintStatement({ pool: 'app', text }), [], text);
  });
});
