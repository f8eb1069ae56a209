/** What a value of a formula is; `null` is nothing of any type. */
export type FormulaType = 'number' | 'money' | 'text' | 'date' | 'datetime' | 'boolean' | 'null';

/** What a function takes at one place: `amount` is a number or money, `unit` and `digits` are written out. */
export type Taken = FormulaType | 'amount' | 'ordered' | 'any' | 'unit' | 'digits' | 'spelt';

/** A function of the formula language. */
export interface FormulaFunction {
  takes: Taken[];
  /** How many of them must be given; all where nothing is said. */
  least?: number;
  /** Takes any number more of the last. */
  more?: boolean;
  /** `same`: the type that its values have in common. */
  gives: FormulaType | 'same';
}

/** Every function by its name, beside `if` and `case`, whose values alternate. */
export const formulaFunctions: Readonly<Record<string, FormulaFunction>> = {
  abs: { takes: ['amount'], gives: 'same' },
  ceil: { takes: ['amount'], gives: 'same' },
  floor: { takes: ['amount'], gives: 'same' },
  round: { takes: ['amount', 'digits'], least: 1, gives: 'same' },
  min: { takes: ['ordered'], more: true, gives: 'same' },
  max: { takes: ['ordered'], more: true, gives: 'same' },
  coalesce: { takes: ['any'], more: true, gives: 'same' },
  blank: { takes: ['any'], gives: 'boolean' },
  len: { takes: ['text'], gives: 'number' },
  lower: { takes: ['text'], gives: 'text' },
  upper: { takes: ['text'], gives: 'text' },
  trim: { takes: ['text'], gives: 'text' },
  left: { takes: ['text', 'number'], gives: 'text' },
  right: { takes: ['text', 'number'], gives: 'text' },
  contains: { takes: ['text', 'text'], gives: 'boolean' },
  starts_with: { takes: ['text', 'text'], gives: 'boolean' },
  concat: { takes: ['spelt'], more: true, gives: 'text' },
  text: { takes: ['spelt'], gives: 'text' },
  number: { takes: ['any'], gives: 'number' },
  date: { takes: ['date'], gives: 'date' },
  today: { takes: [], gives: 'date' },
  year: { takes: ['date'], gives: 'number' },
  month: { takes: ['date'], gives: 'number' },
  day: { takes: ['date'], gives: 'number' },
  weekday: { takes: ['date'], gives: 'number' },
  days_between: { takes: ['date', 'date'], gives: 'number' },
  hours_between: { takes: ['datetime', 'datetime'], gives: 'number' },
  date_add: { takes: ['date', 'number', 'unit'], gives: 'date' },
};

/** Names of functions as one writes them. */
export const functionNames: readonly string[] = ['if', 'case', ...Object.keys(formulaFunctions)];

/** What `date_add` counts in. */
export const dateUnits: readonly string[] = ['days', 'weeks', 'months', 'years'];

/** As what the fields of each type stand in formulas; others cannot be worked with. */
export const formulaTypes: Readonly<Record<string, FormulaType>> = {
  text: 'text',
  long_text: 'text',
  select: 'text',
  person_name: 'text',
  number: 'number',
  percent: 'number',
  duration: 'number',
  rating: 'number',
  autonumber: 'number',
  money: 'money',
  date: 'date',
  datetime: 'datetime',
  checkbox: 'boolean',
};
