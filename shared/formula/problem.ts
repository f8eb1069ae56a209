/** What is wrong with a formula, by code: the English sentence; `{…}` stands for what differs. */
export const formulaProblems = {
  empty: 'Write a formula, such as: amount * 0.1',
  too_long: 'A formula has at most {limit} characters; work out a part of it in a field of its own.',
  too_deep: 'The formula nests too deep; work out a part of it in a field of its own.',
  too_large: 'The formula has too many parts; work out some of them in a field of their own.',
  unknown_sign: 'The sign "{sign}" means nothing here.',
  open_text: 'The text that begins here has no end: close it with {sign}.',
  bad_number: 'Write a number with at most 15 digits before the point and 12 behind it.',
  expected: 'Here should stand {wanted}, not {found}.',
  no_value: 'Here should stand a value: a field, a number, a text in quotes or a function.',
  no_field: 'There is no field "{name}". Fields are written as in the API.',
  field_type: 'The field "{name}" holds nothing that a formula can work with.',
  field_of: 'Name a field of the record that "{name}" leads to, such as {name}.name.',
  no_relation: 'Only a field that leads to one record can be followed by a point; "{name}" does not.',
  worked_out: '"{name}" is worked out on the other record; take what it is made of.',
  no_function: 'There is no function "{name}".',
  few_values: '{name} needs at least {count} values in its brackets.',
  many_values: '{name} takes at most {count} values in its brackets.',
  wrong_type: '{name} needs {wanted} here, and this is {found}.',
  not_together: '{name} cannot put {left} and {right} together.',
  one_of: '{name} needs one of these here, in quotes: {wanted}.',
  digits: '{name} needs a whole number from 0 to 6 here.',
  bad_date: 'Write the day in quotes as year-month-day, such as "2026-11-25".',
  no_type: 'Nothing says what type the result has: one value at least must not be blank.',
  no_object: 'Make the object first, then add the formula to it.',
  cycle: 'The field would depend on itself: {path}.',
} as const;

/** What can be wrong with a formula. */
export type FormulaCode = keyof typeof formulaProblems;

/** Why a formula is refused, and where: `at` counts characters from its start. */
export class FormulaProblem extends Error {
  readonly code: FormulaCode;
  readonly at: number;
  readonly parts: Readonly<Record<string, string>>;

  constructor(code: FormulaCode, at: number, parts: Record<string, string> = {}) {
    super(formulaProblems[code].replaceAll(/\{(\w+)\}/g, (whole, name: string) => parts[name] ?? whole));
    this.name = 'FormulaProblem';
    this.code = code;
    this.at = at;
    this.parts = parts;
  }
}

/** Refuses a formula with the place and the reason. */
export function refuseFormula(code: FormulaCode, at: number, parts: Record<string, string> = {}): never {
  throw new FormulaProblem(code, at, parts);
}
