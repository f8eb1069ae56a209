import { isDay } from '../fields/dates.ts';
import { dateUnits, formulaFunctions, formulaTypes, type FormulaType, type Taken } from './functions.ts';
import { joinTypes, operatorOf } from './operators.ts';
import { parseFormula, type Node } from './parse.ts';
import { refuseFormula } from './problem.ts';

/** A formula whose types are known: what a database works out. */
export type Typed =
  | { kind: 'literal'; type: FormulaType; value: string | boolean | null }
  | { kind: 'field'; type: FormulaType; path: string[] }
  | { kind: 'call'; type: FormulaType; name: string; args: Typed[] };

/** What a formula has to know of a field. */
export interface ScopeField {
  type: string;
  many?: boolean | undefined;
  /** Worked out from other values. */
  worked?: boolean | undefined;
  /** Name of the object that a relation leads to. */
  to?: string | null | undefined;
}

/** The fields that a formula may name. */
export interface FormulaScope {
  field(name: string): ScopeField | undefined;
  /** The fields of the object that a relation leads to. */
  other(to: string): FormulaScope | undefined;
}

/** Reads a formula and finds out its types. Throws FormulaProblem, and nothing else. */
export function checkFormula(formula: string, scope: FormulaScope): Typed {
  const typed = new Checker(scope).check(parseFormula(formula));
  return typed.type === 'null' ? refuseFormula('no_type', 0) : typed;
}

/** All fields that a formula names, each path once. */
export function fieldsOf(typed: Typed): string[][] {
  const found = new Map<string, string[]>();
  const look = (one: Typed): void => {
    if (one.kind === 'field') found.set(one.path.join('.'), one.path);
    if (one.kind === 'call') for (const arg of one.args) look(arg);
  };
  look(typed);
  return [...found.values()];
}

/** Whether the result changes with the day. */
export function asksToday(typed: Typed): boolean {
  return typed.kind === 'call' && (typed.name === 'today' || typed.args.some(asksToday));
}

class Checker {
  readonly #scope: FormulaScope;

  constructor(scope: FormulaScope) {
    this.#scope = scope;
  }

  check(node: Node): Typed {
    switch (node.kind) {
      case 'number':
        return { kind: 'literal', type: 'number', value: node.value };
      case 'text':
        // A text without signs is nothing, as it is in every field.
        return { kind: 'literal', type: node.value === '' ? 'null' : 'text', value: node.value || null };
      case 'boolean':
        return { kind: 'literal', type: 'boolean', value: node.value };
      case 'null':
        return { kind: 'literal', type: 'null', value: null };
      case 'field':
        return this.#field(node);
      case 'call':
        return this.#call(node);
    }
  }

  #field({ path, at }: Node & { kind: 'field' }): Typed {
    const [name, further] = path as [string, string | undefined];
    const field = this.#scope.field(name) ?? refuseFormula('no_field', at, { name });
    if (further === undefined) return { kind: 'field', type: typeOf(field, { name, at }), path };
    const leads = field.type === 'relation' && !field.many && field.to;
    const other = leads ? this.#scope.other(leads) : undefined;
    if (!other) return refuseFormula('no_relation', at, { name });
    const whole = path.join('.');
    const there = other.field(further) ?? refuseFormula('no_field', at, { name: whole });
    if (there.worked) refuseFormula('worked_out', at, { name: whole });
    return { kind: 'field', type: typeOf(there, { name: whole, at }), path };
  }

  #call(node: Node & { kind: 'call' }): Typed {
    const { name, at } = node;
    if (name === 'if' || name === 'case') return this.#choice(node);
    const operator = operatorOf(name);
    if (operator)
      return operator(
        node.args.map((arg) => this.check(arg)),
        at,
      );
    const known = Object.hasOwn(formulaFunctions, name) ? formulaFunctions[name] : undefined;
    if (!known) return refuseFormula('no_function', at, { name });
    const least = known.least ?? known.takes.length;
    countArgs(node, least, known.more ? Number.MAX_SAFE_INTEGER : known.takes.length);
    if (name === 'date' && node.args[0]!.kind === 'text') return dayLiteral(node.args[0]!);
    const args = node.args.map((arg, index) => {
      const taken = known.takes[index] ?? known.takes.at(-1)!;
      return this.#taken(arg, taken, name);
    });
    if (known.gives !== 'same') return { kind: 'call', type: known.gives, name, args };
    const values = known.takes[1] === 'digits' ? args.slice(0, 1) : args;
    return { kind: 'call', type: this.#joined(values, node), name, args };
  }

  /** `if(condition, then, else)` and `case(condition, value, condition, value, …, otherwise)`. */
  #choice(node: Node & { kind: 'call' }): Typed {
    countArgs(node, 2, node.name === 'if' ? 3 : Number.MAX_SAFE_INTEGER);
    const args = node.args.map((arg, index) => {
      const condition = index % 2 === 0 && index < node.args.length - 1;
      return condition ? this.#taken(arg, 'boolean', node.name) : this.check(arg);
    });
    const values = args.filter((_, index) => index % 2 === 1 || index === args.length - 1);
    return { kind: 'call', type: this.#joined(values, node), name: 'case', args };
  }

  #taken(node: Node, taken: Taken, name: string): Typed {
    if (taken === 'unit') {
      if (node.kind !== 'text' || !dateUnits.includes(node.value))
        refuseFormula('one_of', node.at, { name, wanted: dateUnits.map((unit) => `"${unit}"`).join(', ') });
      return this.check(node);
    }
    if (taken === 'digits') {
      if (node.kind !== 'number' || !/^[0-6]$/.test(node.value)) refuseFormula('digits', node.at, { name });
      return this.check(node);
    }
    const typed = this.check(node);
    const fits = takes(taken, typed.type);
    if (!fits) refuseFormula('wrong_type', node.at, { name, wanted: taken, found: typed.type });
    if (taken === 'date' && typed.type === 'datetime')
      return { kind: 'call', type: 'date', name: 'day_of', args: [typed] };
    return typed;
  }

  #joined(values: Typed[], node: Node & { kind: 'call' }): FormulaType {
    let type: FormulaType = 'null';
    for (const value of values) {
      const joined = joinTypes(type, value.type);
      if (joined === null)
        return refuseFormula('not_together', node.at, { name: node.name, left: type, right: value.type });
      type = joined;
    }
    return type;
  }
}

function typeOf(field: ScopeField, { name, at }: { name: string; at: number }): FormulaType {
  if (field.type === 'relation' && !field.many) refuseFormula('field_of', at, { name });
  const type = Object.hasOwn(formulaTypes, field.type) ? formulaTypes[field.type] : undefined;
  return type ?? refuseFormula('field_type', at, { name });
}

function countArgs({ name, args, at }: Node & { kind: 'call' }, least: number, most: number): void {
  if (args.length < least) refuseFormula('few_values', at, { name, count: String(least) });
  if (args.length > most) refuseFormula('many_values', at, { name, count: String(most) });
}

function dayLiteral(node: Node): Typed {
  if (node.kind !== 'text' || !isDay(node.value)) return refuseFormula('bad_date', node.at);
  return { kind: 'literal', type: 'date', value: node.value };
}

function takes(taken: Taken, type: FormulaType): boolean {
  if (type === 'null' || taken === 'any' || taken === type) return true;
  if (taken === 'amount') return type === 'number' || type === 'money';
  if (taken === 'ordered') return type !== 'boolean' && type !== 'text';
  if (taken === 'spelt') return true;
  return taken === 'date' && type === 'datetime';
}
