import { comparing, readNumber, refuse, type ValueType } from './field-type.ts';

const limit = 1e15; // above it a JSON number no longer holds every whole number

/** A number, kept with at most six decimals. */
export const number: ValueType = {
  key: 'number',
  operators: comparing,
  parse: (input) => {
    const value = readNumber(input);
    if (Math.abs(value) > limit) refuse('too_large', 'Numbers up to 1,000,000,000,000,000 fit here.');
    return Math.round(value * 1e6) / 1e6 || 0; // never -0, which no database keeps
  },
  format: String,
};

/** A share in percent: 12.5 is 12.5 %. */
export const percent: ValueType = { ...number, key: 'percent' };

/** A length of time in whole seconds. */
export const duration: ValueType = {
  key: 'duration',
  operators: comparing,
  parse: (input) => {
    const seconds = readNumber(input);
    if (seconds < 0 || seconds > 3e9) refuse('out_of_range', 'A duration is between 0 and 3,000,000,000 seconds.');
    return Math.round(seconds);
  },
  format: (value) => {
    const seconds = Number(value);
    const two = (n: number) => String(Math.floor(n)).padStart(2, '0');
    return `${Math.floor(seconds / 3600)}:${two((seconds / 60) % 60)}:${two(seconds % 60)}`;
  },
};

/** Stars from one to five, or as many as the field says. */
export const rating: ValueType = {
  key: 'rating',
  operators: comparing,
  parse: (input, field) => {
    const stars = readNumber(input);
    const most = field.max ?? 5;
    if (!Number.isInteger(stars) || stars < 1 || stars > most) refuse('out_of_range', `Give 1 to ${most} stars.`);
    return stars;
  },
  format: String,
};

/** A number that Kith counts up by itself. */
export const autonumber: ValueType = { ...number, key: 'autonumber' };
