import { readList, refuse, type ValueType } from './field-type.ts';

const uuid = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;
const most = 500; // records one field of one record may point at; larger sets are records of their own

/** The id of another record, or several where the field says so. */
export const relation: ValueType = {
  key: 'relation',
  operators: ['is', 'is_not', 'in'],
  parse: (input, field) => {
    if (!field.many) return readId(input);
    const ids = readList(input, most).map((item, index) => readId(item, `/${index}`));
    return ids.length > 0 ? [...new Set(ids)] : null;
  },
  format: (value) => (Array.isArray(value) ? value.join('; ') : String(value)),
};

/** A member of the workspace. */
export const member: ValueType = { ...relation, key: 'member', operators: ['is', 'is_not', 'in', 'me', 'my_team'] };

/** Files kept with the record. */
export const files: ValueType = {
  ...relation,
  key: 'files',
  parse: (input) => relation.parse(input, { key: '', many: true }, none),
};

/** One picture. */
export const image: ValueType = { ...relation, key: 'image' };

const none = { region: '', currency: '' };

function readId(input: unknown, at = ''): string {
  const id = typeof input === 'object' && input !== null ? (input as { id?: unknown }).id : input;
  const text = typeof id === 'string' ? id.toLowerCase() : '';
  if (!uuid.test(text)) refuse('not_an_id', 'Give the id of the record.', at);
  return text;
}
