import type { FormulaType } from '#shared/formula/functions';
import { fieldsOf, type Typed } from '#shared/formula/check';
import { sql, type Sql } from '#kernel/database';

/** Where the fields of a formula stand, and what day it is. */
export interface FormulaPlace {
  /** The column of a field or of one further, as its formula type. */
  column(path: readonly string[]): Sql;
  /** The column that holds the currency of a field of money. */
  currency(path: readonly string[]): Sql;
  timeZone: string;
  /** `YYYY-MM-DD` */
  today: string;
  /** Of amounts that come from no field. */
  currencyOf: string;
}

/** The SQL of a formula: an expression that raises no error, whatever the values are. It is as long as the formula:
 * no part stands in it twice. Money has a second expression, its currency. */
export function compileFormula(typed: Typed, place: FormulaPlace): { value: Sql; currency: Sql | null } {
  const currencies = moneyIn(typed).map((path) => place.currency(path));
  const value = bounded(typed.type, new Compiler(place).sql(typed));
  const currency = typed.type === 'money' ? currencySql(currencies, place) : null;
  if (currencies.length < 2) return { value, currency };
  // Amounts of several currencies have nothing to do with each other.
  const alone = sql`coalesce(least(${sql.join(currencies)}) = greatest(${sql.join(currencies)}), true)`;
  return { value: sql`case when ${alone} then ${value} end`, currency };
}

function moneyIn(typed: Typed): string[][] {
  const found: Typed[] = [];
  const look = (one: Typed): void => {
    if (one.kind === 'field' && one.type === 'money') found.push(one);
    if (one.kind === 'call') for (const arg of one.args) look(arg);
  };
  look(typed);
  return [...new Map(found.flatMap(fieldsOf).map((path) => [path.join('.'), path])).values()];
}

function currencySql(currencies: Sql[], { currencyOf }: FormulaPlace): Sql {
  return sql`coalesce(${sql.join([...currencies, sql`${currencyOf}::text`])})`;
}

/** The value as its column can hold it; nothing where it cannot. Neither `least` nor `greatest` looks at nothing, so
 * that nothing becomes one of the two bounds, and each bound becomes nothing. */
function bounded(type: FormulaType, value: Sql): Sql {
  switch (type) {
    case 'number':
      return sql`${between(sql`round(${value}, 6)`, '-1e18::numeric', '1e18::numeric')}::numeric(24,6)`;
    case 'money':
      return sql`${between(sql`round(${value}, 4)`, '-1e16::numeric', '1e16::numeric')}::numeric(20,4)`;
    case 'text':
      return sql`nullif(btrim(left(${value}, 1000)), '')`;
    default:
      return value;
  }
}

function between(value: Sql, low: string, high: string): Sql {
  const [from, to] = [sql.raw(low), sql.raw(high)];
  return sql`nullif(nullif(least(greatest(${value}, ${from}), ${to}), ${from}), ${to})`;
}

// Twelve decimals of a quotient, cut off: exact on every machine, which a rounded one with as many digits as it
// happens to have is not.
const digits = sql.raw('1000000000000::numeric');
const digit = sql.raw('0.000000000001::numeric');
const quotient = (left: Sql, right: Sql): Sql => sql`(div(${left} * ${digits}, nullif(${right}, 0)) * ${digit})`;

const sqlTypes: Record<FormulaType, string> = {
  number: 'numeric',
  money: 'numeric',
  text: 'text',
  date: 'date',
  datetime: 'timestamptz',
  boolean: 'boolean',
  null: 'text',
};

class Compiler {
  readonly #place: FormulaPlace;

  constructor(place: FormulaPlace) {
    this.#place = place;
  }

  /** The value of a part. A part of no type takes the one that is wanted; what is yes or no is never nothing. */
  sql(typed: Typed, wanted: FormulaType = typed.type): Sql {
    if (typed.type === 'null') {
      const none = wanted === 'boolean' ? 'false' : `null::${sqlTypes[wanted]}`;
      return typed.kind === 'call' ? this.#call({ ...typed, type: wanted }) : sql.raw(none);
    }
    if (typed.kind === 'field') return this.#place.column(typed.path);
    if (typed.kind === 'call') return this.#call(typed);
    return sql`${typed.value}::${sql.raw(sqlTypes[typed.type])}`;
  }

  #call({ name, type, args }: Typed & { kind: 'call' }): Sql {
    const given = (at: number, wanted?: FormulaType) => this.sql(args[at]!, wanted ?? typeAt(name, at, args));
    switch (name) {
      case '+':
      case '-':
      case '*':
        return sql`(${given(0, 'number')} ${sql.raw(name)} ${given(1, 'number')})`;
      case '/':
        return quotient(given(0, 'number'), given(1, 'number'));
      case '%':
        return sql`mod(${given(0, 'number')}, nullif(${given(1, 'number')}, 0))`;
      case '0-':
        return sql`(- ${given(0, 'number')})`;
      case '=':
      case '<>':
      case '<':
      case '<=':
      case '>':
      case '>=':
        return this.#compared(name, args);
      case 'and':
      case 'or':
        return sql`(${given(0, 'boolean')} ${sql.raw(name)} ${given(1, 'boolean')})`;
      case 'not':
        return sql`(not ${given(0, 'boolean')})`;
      case 'case':
        return this.#choice(args, type);
      case 'concat':
        return sql`nullif(concat(${sql.join(args.map((arg) => this.#spelt(arg)))}), '')`;
      case 'text':
        return this.#spelt(args[0]!);
      case 'coalesce':
      case 'min':
      case 'max':
        return this.#together(name, args, type);
      case 'blank':
        return sql`(${given(0)} is null)`;
      case 'number':
        return this.#number(args[0]!);
      default:
        return this.#plain(name, args, type);
    }
  }

  /** Functions that are one of the database's. */
  #plain(name: string, args: Typed[], type: FormulaType): Sql {
    const given = (at: number) => this.sql(args[at]!, typeAt(name, at, args));
    switch (name) {
      case 'abs':
      case 'ceil':
      case 'floor':
        return sql`${sql.raw(name)}(${given(0)})`;
      case 'round':
        return sql`round(${given(0)}, ${sql.raw(args[1]?.kind === 'literal' ? String(args[1].value) : '0')})`;
      case 'len':
        return sql`coalesce(char_length(${given(0)}), 0)::numeric`;
      case 'lower':
      case 'upper':
        return sql`${sql.raw(name)}(${given(0)})`;
      case 'trim':
        return sql`nullif(btrim(${given(0)}), '')`;
      case 'left':
      case 'right':
        return sql`nullif(${sql.raw(name)}(${given(0)}, ${lengthOf(given(1))}), '')`;
      case 'contains':
        return sql`coalesce(strpos(lower(${given(0)}), lower(${given(1)})) > 0, false)`;
      case 'starts_with':
        return sql`coalesce(starts_with(lower(${given(0)}), lower(${given(1)})), false)`;
      case 'hours_between':
        return quotient(sql`extract(epoch from (${given(1)} - ${given(0)}))`, sql`3600::numeric`);
      default:
        return this.#days(name, args, type);
    }
  }

  #days(name: string, args: Typed[], type: FormulaType): Sql {
    const given = (at: number) => this.sql(args[at]!, typeAt(name, at, args));
    const zone = sql`${this.#place.timeZone}::text`;
    switch (name) {
      case 'today':
        return sql`${this.#place.today}::date`;
      case 'date':
        return given(0);
      case 'day_of':
        return sql`(${given(0)} at time zone ${zone})::date`;
      case 'year':
      case 'month':
      case 'day':
        return sql`extract(${sql.raw(name)} from ${given(0)})`;
      case 'weekday':
        return sql`extract(isodow from ${given(0)})`;
      case 'days_between':
        return sql`(${given(1)} - ${given(0)})::numeric`;
      case 'date_add':
        return dateAdd(given(0), given(1), args[2]!);
      default:
        throw new Error(`formula: no SQL for ${name} of ${type}`);
    }
  }

  /** Nothing equals nothing alone, and is neither less nor more than anything. */
  #compared(name: string, args: Typed[]): Sql {
    const type = args[0]!.type === 'null' ? args[1]!.type : args[0]!.type;
    const [left, right] = args.map((arg) => {
      const value = this.sql(arg, type === 'null' ? 'text' : type);
      if (type === 'number' || type === 'money') return sql`round(${value}, 6)`;
      return type === 'text' || type === 'null' ? sql`(${value} collate "C")` : value;
    });
    if (name === '=') return sql`(${left} is not distinct from ${right})`;
    if (name === '<>') return sql`(${left} is distinct from ${right})`;
    return sql`coalesce(${left} ${sql.raw(name)} ${right}, false)`;
  }

  #choice(args: Typed[], type: FormulaType): Sql {
    const arms: Sql[] = [];
    for (let at = 0; at + 1 < args.length; at += 2)
      arms.push(sql`when ${this.sql(args[at]!, 'boolean')} then ${this.sql(args[at + 1]!, type)}`);
    const last = args.length % 2 === 1 ? args.at(-1)! : null;
    const rest: Typed = last ?? { kind: 'literal', type: 'null', value: null };
    return sql`(case ${sql.join(arms, sql` `)} else ${this.sql(rest, type)} end)`;
  }

  #together(name: string, args: Typed[], type: FormulaType): Sql {
    const called = { coalesce: 'coalesce', min: 'least', max: 'greatest' }[name]!;
    return sql`${sql.raw(called)}(${sql.join(args.map((arg) => this.sql(arg, type)))})`;
  }

  /** A value as text, such as `12.5` and `2026-11-25`. */
  #spelt(arg: Typed): Sql {
    const value = this.sql(arg);
    switch (arg.type) {
      case 'number':
      case 'money':
        return sql`trim_scale(round(${value}, 6))::text`;
      case 'boolean':
        return sql`(${value})::text`;
      case 'date':
        return sql`to_char(${value}, 'YYYY-MM-DD')`;
      case 'datetime':
        return sql`to_char(${value} at time zone ${this.#place.timeZone}::text, 'YYYY-MM-DD HH24:MI')`;
      default:
        return value;
    }
  }

  /** The number that a text says, the amount of money, 1 for yes; nothing where there is none. */
  #number(arg: Typed): Sql {
    const value = this.sql(arg);
    if (arg.type === 'number' || arg.type === 'money') return value;
    if (arg.type === 'boolean') return sql`(${value})::int::numeric`;
    if (arg.type !== 'text') return sql`null::numeric`;
    return sql`substring(${value} from '^\\s*([+-]?[0-9]{1,15}(?:\\.[0-9]{1,12})?)\\s*$')::numeric`;
  }
}

/** What nothing is taken for where it is given to a function. */
function typeAt(name: string, at: number, args: Typed[]): FormulaType {
  const type = args[at]!.type;
  if (type !== 'null') return type;
  if (name === 'left' || name === 'right') return at === 0 ? 'text' : 'number';
  if (name === 'date_add') return at === 0 ? 'date' : 'number';
  if (['abs', 'ceil', 'floor', 'round'].includes(name)) return 'number';
  if (name === 'hours_between') return 'datetime';
  return ['date', 'day_of', 'year', 'month', 'day', 'weekday', 'days_between'].includes(name) ? 'date' : 'text';
}

/** A number of signs; nothing below none of them, and more than a text has are all of it. */
function lengthOf(value: Sql): Sql {
  return sql`nullif(least(greatest(trunc(${value}), -1), 100000), -1)::int`;
}

/** The whole part of a number within bounds that themselves mean nothing. */
function whole(value: Sql, low: number, high: number): Sql {
  return sql`${between(sql`trunc(${value})`, `(${String(low)})::numeric`, `${String(high)}::numeric`)}::int`;
}

// The calendar repeats itself every 400 years: 25 times that leads from before the year 1 to where the database can
// count back and forth, and back again.
const cycles = sql.raw('3652425');
const mostMonths = 120_000;

/** A day some days, weeks, months or years later; nothing outside the years 1 to 9999. */
function dateAdd(day: Sql, count: Sql, unit: Typed): Sql {
  const name = unit.kind === 'literal' ? String(unit.value) : 'days';
  const times = sql.raw(String({ days: 1, weeks: 7, months: 1, years: 12 }[name]));
  const steps = sql`trunc(${count}) * ${times}`;
  if (name === 'days' || name === 'weeks') {
    const place = sql`(${day} - '0001-01-01'::date) + ${steps}`;
    return sql`('0001-01-01'::date + ${between(place, '(-1)::numeric', '3652059::numeric')}::int)`;
  }
  const moved = sql`((${day} + ${cycles}) + make_interval(months => ${whole(steps, -mostMonths, mostMonths)}))::date`;
  return sql`(${between(moved, "'10000-12-31'::date", "'20000-01-01'::date")} - ${cycles})`;
}
