import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { checkFormula } from '#shared/formula/check';
import { sql, type Sql } from '#kernel/database';
import { testApp, type TestApp } from '../../../../test/harness/app.ts';
import { dec, rounded, written, type Decimal } from '../../../../test/harness/decimals.ts';
import {
  dayNumber,
  dayWritten,
  madeFields,
  madeScope,
  makeFormula,
  todayOfTests,
  type Made,
  type Value,
  type ValueRow,
} from '../../../../test/harness/formulas.ts';
import { createRandom } from '../../../../test/harness/random.ts';
import { compileFormula, type FormulaPlace } from './compile.ts';

let kith: TestApp;
before(async () => {
  kith = await testApp();
});
after(() => kith.close());

const zone = 'Asia/Nicosia';
const columnTypes: Record<string, string> = {
  number: 'numeric(24,6)',
  money: 'numeric(20,4)',
  text: 'text',
  date: 'date',
  datetime: 'timestamptz',
  checkbox: 'boolean',
};
const place: FormulaPlace = {
  column: ([name]) => (name === 'b1' ? sql`coalesce(s.b1, false)` : sql.id('s', name!)),
  currency: ([name]) => sql.id('s', `${name!}__currency`),
  timeZone: zone,
  today: todayOfTests,
  currencyOf: 'EUR',
};

type Given = Record<string, string | boolean | null>;

const choices: Record<string, (string | null)[]> = {
  n: [null, '0', '1', '-1', '7.25', '-0.5', '999999999999999999.999999', '0.000001', '31', '120000.5'],
  m: [null, '0', '12.3456', '-100', '9999999999999999.9999', '0.0001'],
  t: [null, 'a', ' spaces ', '12.50', '-7', 'Δelta Λ', '😀😀b', 'AbC', '   '],
  d: [null, '0001-01-01', '9999-12-31', '2024-02-29', '2026-11-22', '1900-03-01', '2023-12-31'],
  w: [null, '2026-11-22T22:30:00Z', '2024-06-30T20:59:59.999Z', '1999-01-01T00:00:00Z'],
};
const currencies = ['EUR', 'EUR', 'EUR', 'USD'];
const random = createRandom(40_003);

function makeRow(): Given {
  const row: Given = { b1: random.pick([null, true, false]) };
  for (const name of Object.keys(madeFields).filter((one) => one !== 'b1')) row[name] = random.pick(choices[name[0]!]!);
  for (const name of ['m1', 'm2']) row[`${name}__currency`] = row[name] === null ? null : random.pick(currencies);
  return row;
}

/** The row as the evaluator of tests has it. */
function asValues(row: Given): ValueRow {
  const read = (name: string, given: string | boolean | null): Value => {
    if (given === null || typeof given === 'boolean' || name.includes('__')) return given;
    if (name.startsWith('n') || name.startsWith('m')) return dec(given);
    if (name.startsWith('d')) return dayNumber(given);
    return name.startsWith('w') ? Date.parse(given) : given;
  };
  return Object.fromEntries(Object.entries(row).map(([name, given]) => [name, read(name, given)]));
}

/** What the column of the result holds. */
function kept(type: string, value: Value): string | boolean | null {
  if (value === null || typeof value === 'boolean') return value;
  if (type === 'number' || type === 'money') {
    const [digits, most] = type === 'number' ? [6, 18] : [4, 16];
    const result = rounded(value as Decimal, digits);
    const size = (result.n < 0n ? -result.n : result.n) / 10n ** BigInt(result.s);
    return size >= 10n ** BigInt(most) ? null : written(result);
  }
  if (type === 'date') return dayWritten(value as number);
  return (
    [...(value as string)]
      .slice(0, 1_000)
      .join('')
      .replace(/^ +| +$/g, '') || null
  );
}

function expected({ of, money }: Made, { type, row }: { type: string; row: Given }): string | boolean | null {
  const used = new Set([...money].flatMap((name) => (row[`${name}__currency`] as string | null) ?? []));
  return used.size > 1 ? null : kept(type, of(asValues(row)));
}

const rowsSql = (rows: Given[]): Sql => {
  const names = Object.keys(rows[0]!);
  const typeOf = (name: string) => columnTypes[madeFields[name] ?? 'text']!;
  const columns = names.map((name) => sql`${sql.id(name)} ${sql.raw(typeOf(name))}`);
  return sql`pg_catalog.json_to_recordset(${JSON.stringify(rows.map((row, at) => ({ ...row, at })))}::json)
    as s (at int, ${sql.join(columns)})`;
};

test('2,000 formulas are worked out by the database as they are without it, on ten records each', async () => {
  const kinds = ['number', 'money', 'text', 'date', 'boolean'] as const;
  const wrong: string[] = [];
  let filled = 0;
  let made = 0;
  while (made < 2_000) {
    const kind = kinds[made % kinds.length]!;
    const formula = makeFormula(random, kind, 1 + random.below(5));
    if (formula.text.length > 2_000 || formula.text.split(/[(,\s]+/).length > 140) continue;
    made += 1;
    const typed = checkFormula(formula.text, madeScope);
    assert.equal(typed.type, kind);
    const rows = Array.from({ length: 10 }, makeRow);
    const { value } = compileFormula(typed, place);
    const shown = kind === 'number' || kind === 'money' ? sql`trim_scale(${value})::text` : value;
    const found = await kith.inWorkspace(({ db }) =>
      db.many<{ value: string | boolean | null }>(sql`select ${shown} as value from ${rowsSql(rows)} order by s.at`),
    );
    for (const [at, row] of rows.entries()) {
      const want = expected(formula, { type: kind, row });
      if (want !== null) filled += 1;
      if (found[at]!.value !== want)
        wrong.push(`${formula.text}\n${JSON.stringify(row)}\n${String(found[at]!.value)} and not ${String(want)}`);
    }
    assert.deepEqual(wrong, []);
  }
  assert.ok(filled > 10_000, `only ${String(filled)} values`);
});

test('the currency of money is that of its fields, or the firm’s', async () => {
  const { currency } = compileFormula(checkFormula('coalesce(m1, 0) + 5', madeScope), place);
  const rows = [
    { m1: null, m1__currency: null },
    { m1: '3', m1__currency: 'USD' },
  ];
  const found = await kith.inWorkspace(({ db }) =>
    db.many(sql`select ${currency!} as of from ${rowsSql(rows)} order by s.at`),
  );
  assert.deepEqual(found, [{ of: 'EUR' }, { of: 'USD' }]);
});
