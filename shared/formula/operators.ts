import type { Typed } from './check.ts';
import type { FormulaType } from './functions.ts';
import { refuseFormula } from './problem.ts';

type Operator = (args: Typed[], at: number) => Typed;

/** The type that two values have in common: a number beside money is an amount of it, and nothing fits everything. */
export function joinTypes(left: FormulaType, right: FormulaType): FormulaType | null {
  if (left === right || right === 'null') return left;
  if (left === 'null') return right;
  const amounts = (left === 'number' || left === 'money') && (right === 'number' || right === 'money');
  return amounts ? 'money' : null;
}

/** How an operator is checked, by its sign or word. */
export function operatorOf(name: string): Operator | undefined {
  return Object.hasOwn(operators, name) ? operators[name] : undefined;
}

const operators: Record<string, Operator> = {
  '+': (args, at) => moveDay('+', args, at) ?? sum('+', args, at),
  '-': (args, at) => betweenDays(args) ?? moveDay('-', args, at) ?? sum('-', args, at),
  '*': product,
  '/': quotient,
  '%': (args, at) => sum('%', args, at),
  '&': (args) => call('concat', 'text', args),
  '=': same('='),
  '<>': same('<>'),
  '<': compared('<'),
  '<=': compared('<='),
  '>': compared('>'),
  '>=': compared('>='),
  and: logical('and'),
  or: logical('or'),
  not: logical('not'),
  '0-': ([of], at) => {
    if (!isAmount(of!)) refuseFormula('wrong_type', at, { name: '-', wanted: 'amount', found: of!.type });
    return call('0-', of!.type === 'money' ? 'money' : 'number', [of!]);
  },
};

const call = (name: string, type: FormulaType, args: Typed[]): Typed => ({ kind: 'call', type, name, args });
const isAmount = ({ type }: Typed): boolean => type === 'number' || type === 'money' || type === 'null';

function unfit(name: string, [left, right]: Typed[], at: number): never {
  return refuseFormula('not_together', at, { name, left: left!.type, right: right!.type });
}

function sum(name: string, args: Typed[], at: number): Typed {
  if (!args.every(isAmount)) unfit(name, args, at);
  return call(name, args.some(({ type }) => type === 'money') ? 'money' : 'number', args);
}

function product(args: Typed[], at: number): Typed {
  if (args.every(({ type }) => type === 'money')) unfit('*', args, at);
  return sum('*', args, at);
}

/** Money through money is how many times, money through a number is money. */
function quotient(args: Typed[], at: number): Typed {
  const [left, right] = args as [Typed, Typed];
  if (!isAmount(left) || !isAmount(right) || (right.type === 'money' && left.type === 'number')) unfit('/', args, at);
  return call('/', left.type === 'money' && right.type !== 'money' ? 'money' : 'number', args);
}

/** A day and a number of days. */
function moveDay(name: '+' | '-', [left, right]: Typed[], at: number): Typed | null {
  if (left!.type !== 'date' && left!.type !== 'datetime') return null;
  if (right!.type !== 'number' && right!.type !== 'null') unfit(name, [left!, right!], at);
  const days = name === '-' ? call('0-', 'number', [right!]) : right!;
  return call('date_add', 'date', [asDay(left!), days, { kind: 'literal', type: 'text', value: 'days' }]);
}

/** How many days lie between two. */
function betweenDays([left, right]: Typed[]): Typed | null {
  const days = [left!, right!].every(({ type }) => type === 'date' || type === 'datetime');
  return days ? call('days_between', 'number', [asDay(right!), asDay(left!)]) : null;
}

/** The day of a moment in the firm's time zone. */
function asDay(of: Typed): Typed {
  return of.type === 'datetime' ? call('day_of', 'date', [of]) : of;
}

/** A day beside a moment is compared with the moment's day. */
function paired(name: string, args: Typed[], at: number): Typed[] {
  const [left, right] = args as [Typed, Typed];
  const types = new Set([left.type, right.type]);
  if (types.has('date') && types.has('datetime')) return args.map(asDay);
  if (joinTypes(left.type, right.type) === null) unfit(name, args, at);
  return args;
}

function same(name: '=' | '<>'): Operator {
  return (args, at) => call(name, 'boolean', paired(name, args, at));
}

function compared(name: string): Operator {
  return (args, at) => {
    if (args.some(({ type }) => type === 'boolean')) unfit(name, args, at);
    return call(name, 'boolean', paired(name, args, at));
  };
}

function logical(name: 'and' | 'or' | 'not'): Operator {
  return (args, at) => {
    for (const { type } of args)
      if (type !== 'boolean' && type !== 'null')
        refuseFormula('wrong_type', at, { name, wanted: 'boolean', found: type });
    return call(name, 'boolean', args);
  };
}
