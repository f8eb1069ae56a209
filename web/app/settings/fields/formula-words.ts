import { i18n } from '#web/kernel/i18n';
import { formulaProblems, type FormulaCode } from '#shared/formula/problem';

type Parts = Readonly<Record<string, string>>;

/** What is wrong with a formula, for a person, with the place where it is. */
export function tellFormula({ code, at, parts }: { code: string; at: number; parts: Parts }): string {
  const known = code.replace(/^formula\./, '');
  if (!isCode(known)) return i18n.t('The formula cannot be read.');
  const what = words(known, { ...parts, ...named(parts) });
  return at > 0 ? i18n.t('{what} (At sign {at}.)', { what, at: at + 1 }) : what;
}

const isCode = (code: string): code is FormulaCode => Object.hasOwn(formulaProblems, code);

/** The types among the parts by their names on screen. */
function named(parts: Parts): Parts {
  const types: Record<string, string> = {
    number: i18n.t('a number'),
    money: i18n.t('money'),
    text: i18n.t('a text'),
    date: i18n.t('a day'),
    datetime: i18n.t('a moment'),
    boolean: i18n.t('yes or no'),
    amount: i18n.t('a number or money'),
    ordered: i18n.t('a number, money or a day'),
    null: i18n.t('nothing'),
  };
  const keys = ['wanted', 'found', 'left', 'right'].filter((key) => Object.hasOwn(types, parts[key] ?? ''));
  return Object.fromEntries(keys.map((key) => [key, types[parts[key]!]!]));
}

function words(code: FormulaCode, parts: Parts): string {
  const texts: Record<FormulaCode, () => string> = {
    empty: () => i18n.t('Write a formula, such as: amount * 0.1'),
    too_long: () => i18n.t('A formula has at most {limit} signs; work out a part of it in a field of its own.', parts),
    too_deep: () => i18n.t('The formula nests too deep; work out a part of it in a field of its own.'),
    too_large: () => i18n.t('The formula has too many parts; work out some of them in a field of their own.'),
    unknown_sign: () => i18n.t('The sign “{sign}” means nothing here.', parts),
    open_text: () => i18n.t('The text that begins here has no end: close it with {sign}.', parts),
    bad_number: () => i18n.t('Write a number with at most 15 digits before the point and 12 behind it.'),
    expected: () => i18n.t('Here should stand {wanted}, not {found}.', parts),
    no_value: () => i18n.t('Here should stand a value: a field, a number, a text in quotes or a function.'),
    no_field: () => i18n.t('There is no field “{name}”. Fields are written as in the API.', parts),
    field_type: () => i18n.t('The field “{name}” holds nothing that a formula can work with.', parts),
    field_of: () => i18n.t('Name a field of the record that “{name}” leads to, such as {name}.name.', parts),
    no_relation: () =>
      i18n.t('Only a field that leads to one record can be followed by a point; “{name}” does not.', parts),
    worked_out: () => i18n.t('“{name}” is worked out on the other record; take what it is made of.', parts),
    no_function: () => i18n.t('There is no function “{name}”.', parts),
    few_values: () => i18n.t('{name} needs at least {count} values in its brackets.', parts),
    many_values: () => i18n.t('{name} takes at most {count} values in its brackets.', parts),
    wrong_type: () => i18n.t('{name} needs {wanted} here, and this is {found}.', parts),
    not_together: () => i18n.t('{name} cannot put {left} and {right} together.', parts),
    one_of: () => i18n.t('{name} needs one of these here, in quotes: {wanted}.', parts),
    digits: () => i18n.t('{name} needs a whole number from 0 to 6 here.', parts),
    bad_date: () => i18n.t('Write the day in quotes as year-month-day, such as "2026-11-25".'),
    no_type: () => i18n.t('Nothing says what type the result has: one value at least must not be blank.'),
    no_object: () => i18n.t('Make the object first, then add the formula to it.'),
    cycle: () => i18n.t('The field would depend on itself: {path}.', parts),
  };
  return texts[code]();
}
