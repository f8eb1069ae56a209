import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { checkFormula, type FormulaScope } from './check.ts';
import { functionNames } from './functions.ts';

const page = readFileSync(join(import.meta.dirname, '../../docs/user/formulas.md'), 'utf8');
const fields: Record<string, string> = {
  title: 'text',
  amount: 'money',
  c_cost: 'money',
  probability: 'percent',
  closes_on: 'date',
  created_at: 'datetime',
};
const scope: FormulaScope = {
  field: (name) => (Object.hasOwn(fields, name) ? { type: fields[name]! } : undefined),
  other: () => undefined,
};

test('every function is on the page for people, with an example that is sound', () => {
  const examples = [...page.matchAll(/^\| `(([a-z_]+)\(.*\))` \|/gm)].map(([, example, name]) => ({ example, name }));
  assert.deepEqual(examples.map(({ name }) => name).toSorted(), [...functionNames].toSorted());
  const blocks = /```\n([^`]+)```/.exec(page)![1]!.trim().split('\n');
  for (const formula of [...examples.map(({ example }) => example!), ...blocks])
    assert.doesNotThrow(() => checkFormula(formula, scope), formula);
});
