import { refuse, type ValueType } from './field-type.ts';

/** Yes or no. */
export const checkbox: ValueType = {
  key: 'checkbox',
  operators: ['is', 'is_not'],
  parse: (input) => {
    if (input === true || input === 'true') return true;
    if (input === false || input === 'false') return false;
    return refuse('not_yes_or_no', 'This is either true or false.');
  },
  format: (value) => (value ? 'true' : 'false'),
};
