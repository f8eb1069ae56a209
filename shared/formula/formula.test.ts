import assert from 'node:assert/strict';
import { test } from 'node:test';
import { makeFormula, madeScope } from '../../test/harness/formulas.ts';
import { createRandom } from '../../test/harness/random.ts';
import { asksToday, checkFormula, fieldsOf, type FormulaScope, type ScopeField } from './check.ts';
import { functionNames } from './functions.ts';
import { FormulaProblem } from './problem.ts';
import { longestFormula } from './tokens.ts';

const companies: Record<string, ScopeField> = {
  industry: { type: 'select' },
  open_deals: { type: 'number', worked: true },
};
const deals: Record<string, ScopeField> = {
  name: { type: 'text' },
  amount: { type: 'money' },
  cost: { type: 'money' },
  hours: { type: 'number' },
  closes_on: { type: 'date' },
  created_at: { type: 'datetime' },
  won: { type: 'checkbox' },
  photo: { type: 'image' },
  company: { type: 'relation', to: 'companies' },
  people: { type: 'relation', to: 'people', many: true },
};
const named = (fields: Record<string, ScopeField>, other: FormulaScope['other']): FormulaScope => ({
  field: (name) => (Object.hasOwn(fields, name) ? fields[name] : undefined),
  other,
});
const scope = named(deals, (to) => (to === 'companies' ? named(companies, () => undefined) : undefined));

test('a formula has the type that its parts make', () => {
  const types: [string, string][] = [
    ['amount - cost', 'money'],
    ['(amount - cost) / amount * 100', 'number'],
    ['amount * 0.1 + 5', 'money'],
    ['hours % 8', 'number'],
    ['name & " of " & hours', 'text'],
    ['closes_on - today()', 'number'],
    ['closes_on + 14', 'date'],
    ['created_at + 1', 'date'],
    ['closes_on < created_at', 'boolean'],
    ['if(won, "yes", null)', 'text'],
    ['case(hours > 8, 2, hours > 4, 1, 0)', 'number'],
    ['company.industry', 'text'],
    ['not won and hours > 1 or blank(cost)', 'boolean'],
    ['coalesce(amount, 0)', 'money'],
    ['DATE_ADD(closes_on, 2, "months")', 'date'],
    ['-hours * -2', 'number'],
  ];
  for (const [formula, type] of types) assert.equal(checkFormula(formula, scope).type, type, formula);
});

test('operators bind as in arithmetic: brackets, minus, times, plus, text, comparison, not, and, or', () => {
  const said = (formula: string): unknown => {
    const shown = (one: ReturnType<typeof checkFormula>): unknown =>
      one.kind === 'call' ? [one.name, ...one.args.map(shown)] : one.kind === 'field' ? one.path[0] : one.value;
    return shown(checkFormula(formula, scope));
  };
  assert.deepEqual(said('1 + 2 * hours - 3'), ['-', ['+', '1', ['*', '2', 'hours']], '3']);
  assert.deepEqual(said('-hours * 2'), ['*', ['0-', 'hours'], '2']);
  assert.deepEqual(said('not won or won and hours + 1 > 2'), [
    'or',
    ['not', 'won'],
    ['and', 'won', ['>', ['+', 'hours', '1'], '2']],
  ]);
  assert.deepEqual(said('(1 + 2) * 3'), ['*', ['+', '1', '2'], '3']);
});

test('what is wrong is told with its place', () => {
  const wrong: [string, string, number][] = [
    ['', 'empty', 0],
    ['amount + ', 'no_value', 9],
    ['amount + total', 'no_field', 9],
    ['amount $ 2', 'unknown_sign', 7],
    ['"open', 'open_text', 0],
    ['(amount', 'expected', 7],
    ['amount cost', 'expected', 7],
    ['1234567890123456', 'bad_number', 0],
    ['company', 'field_of', 0],
    ['company.open_deals', 'worked_out', 0],
    ['company.nothing', 'no_field', 0],
    ['people.name', 'no_relation', 0],
    ['photo', 'field_type', 0],
    ['sqrt(2)', 'no_function', 0],
    ['constructor(2)', 'no_function', 0],
    ['left(name)', 'few_values', 0],
    ['today(1)', 'many_values', 0],
    ['len(hours)', 'wrong_type', 4],
    ['amount * cost', 'not_together', 7],
    ['name + 1', 'not_together', 5],
    ['date_add(closes_on, 1, "moons")', 'one_of', 23],
    ['round(hours, 7)', 'digits', 13],
    ['date("2026-02-30")', 'bad_date', 5],
    ['null', 'no_type', 0],
    [`${'('.repeat(40)}1${')'.repeat(40)}`, 'too_deep', 33],
    [Array.from({ length: 200 }, () => '1').join('+'), 'too_large', 299],
    ['1'.repeat(longestFormula + 1), 'too_long', longestFormula],
  ];
  for (const [formula, code, at] of wrong) {
    let told: unknown;
    try {
      checkFormula(formula, scope);
    } catch (problem) {
      told = problem;
    }
    assert.ok(told instanceof FormulaProblem, formula);
    assert.deepEqual([told.code, told.at], [code, at], formula);
    assert.doesNotMatch(told.message, /[{}]/, formula);
  }
});

test('it is known which fields a formula names, and whether it changes with the day', () => {
  const typed = checkFormula('if(closes_on < today(), amount, amount * 2) + company.open', {
    ...scope,
    other: () => named({ open: { type: 'number' } }, () => undefined),
  });
  assert.deepEqual(fieldsOf(typed), [['closes_on'], ['amount'], ['company', 'open']]);
  assert.equal(asksToday(typed), true);
  assert.equal(asksToday(checkFormula('hours', scope)), false);
});

test('100,000 formulas, sound, broken and hostile, raise no error but ours, and none takes over 10 ms', () => {
  const random = createRandom(20_261_122);
  const bits = [
    ...functionNames.map((name) => `${name}(`),
    ...'( ) , . + - * / % & = < > <= >= <> " \' 1 0.5 null true not and or amount company'.split(' '),
    ...'__proto__ constructor "a" n1 t1 d1 m1 b1 😀'.split(' '),
    '\0',
    '\ud800',
    '\n',
    '9'.repeat(30),
  ];
  const noise = () =>
    Array.from({ length: 1 + random.below(120) }, () => random.pick(bits)).join(random.pick(['', ' ']));
  const sound = () =>
    makeFormula(random, random.pick(['number', 'money', 'text', 'date', 'boolean'] as const), 1 + random.below(5)).text;
  const broken = () => {
    const text = sound();
    const at = random.below(text.length + 1);
    return text.slice(0, at) + random.pick(['', random.pick(bits)]) + text.slice(at + random.below(4));
  };
  const deep = () => random.pick(['(', '-', 'not ', 'if(', 'n1+', '"']).repeat(random.below(1_000));
  let [passed, slowest] = [0, 0];
  const spentOn = (formula: string): number => {
    const before = process.cpuUsage();
    try {
      checkFormula(formula, madeScope);
      passed += 1;
    } catch (problem) {
      assert.ok(problem instanceof FormulaProblem, `${JSON.stringify(formula)}: ${String(problem)}`);
    }
    return process.cpuUsage(before).user / 1_000;
  };
  for (let at = 0; at < 100_000; at += 1) {
    const formula = [noise, sound, broken, broken, deep][at % 5]!();
    let spent = spentOn(formula);
    // A collection of garbage falls on whoever happens to run: what is slow is slow again.
    for (let again = 0; spent >= 10 && again < 3; again += 1) spent = Math.min(spent, spentOn(formula));
    slowest = Math.max(slowest, spent);
  }
  assert.ok(passed > 20_000, `only ${String(passed)} were sound`);
  assert.ok(slowest < 10, `one took ${slowest.toFixed(1)} ms`);
});
