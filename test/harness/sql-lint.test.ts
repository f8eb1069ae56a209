import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { lintStatement } from './sql-lint.ts';

const bad: [rule: string, text: string][] = [
  ['R3', 'set timezone to 1'],
  ['R4', 'select 1; select 2'],
  ['R5', 'do $$ begin end $$'],
  ['R7', 'select * from person'],
  ['R9', 'update "ws_1"."person" set at = clock_timestamp()'],
  ['R10', 'merge into "ws_1"."person" p using "ws_1"."x" on true'],
  ['R13', 'create trigger t before insert on "ws_1"."person"'],
  ['R14', 'select pg_advisory_lock(1)'],
  ['R16', 'create table "ws_1"."t" (id serial primary key)'],
  ['R17', 'create table "ws_1"."t" (id uuid)'],
  ['R18', 'create policy p on "ws_1"."person"'],
  ['R22', 'select set_config($1, $2, true)'],
  ['§3', 'select * from "ws_1"."person" where name % $1'],
  ['R7', 'alter table "ws_1"."t" add constraint t_p foreign key (p) references "control"."account" (id) not valid'],
  ['R10', 'insert into "ws_1"."t" values ($1, coalesce($2, 1), (select max(n) from "ws_1"."u"))'],
  ['R11', 'select 1 from "ws_1"."t" join "ws_2"."t" u on true'],
  ['R14', 'listen "change"'],
  ['R15', 'alter table "ws_1"."t" add column n integer check (n > 0)'],
  ['R15', 'alter table "ws_1"."t" add constraint t_n check (n > 0)'],
  ['R15', 'alter table "ws_1"."t" add unique (n)'],
];

describe('the rules over statements', () => {
  for (const [rule, text] of bad) {
    test(`finds a break of ${rule}: ${text}`, () => {
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
      'insert into "ws_1"."t" values ($1, coalesce($2, now()), ($3)::uuid) returning id',
      'alter table "ws_1"."t" add column n integer not null default 1, add column m text',
      'alter table "ws_1"."t" add constraint t_n check (n > 0) not valid',
      'insert into "ws_1"."t" as r (k) values ($1) on conflict (k) do update set a = 1',
    ];
    for (const text of good) assert.deepEqual(lintStatement({ pool: 'app', text }), [], text);
  });
});
