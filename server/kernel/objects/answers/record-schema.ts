import type { DescribedObject } from '#kernel/http';
import { catalogOf, type FieldModel, type ObjectModel, type Reading } from '../catalog.ts';
import type { DatedField } from '../dated/dated-link.ts';
import { datedFields } from '../dated/dated-fields.ts';

type Json = Record<string, unknown>;

const text = { type: 'string' };
const decimal = { type: 'string', pattern: String.raw`^-?\d+\.\d{2,4}$` };
const maybeText = { type: ['string', 'null'] };
const id = { type: 'string', format: 'uuid' };
const closed = (properties: Json, required = Object.keys(properties)): Json => ({
  type: 'object',
  required,
  properties,
  additionalProperties: false,
});
const list = (items: Json): Json => ({ type: 'array', items });
const ref = (name: string): Json => ({ $ref: `#/components/schemas/${name}` });
const address: Json = Object.fromEntries(
  ['street', 'city', 'state', 'postal_code', 'country'].map((part) => [part, maybeText]),
);
const name: Json = Object.fromEntries(
  ['prefix', 'first', 'middle', 'last', 'suffix', 'latin'].map((part) => [part, maybeText]),
);
const labelled = { value: text, label: maybeText, primary: { type: 'boolean' } };
const phone = { ...labelled, extension: maybeText, raw: maybeText };
const day = { type: ['string', 'null'], format: 'date' };
const span = { label: maybeText, from: day, until: day };
const taking = { anyOf: [id, closed({ id, object: text, name: maybeText }, ['id'])] };
const givenEntry = { id, record: taking, ...span, present: { type: 'boolean' } };
const labelledDate = { label: text, date: text, note: maybeText };

const baseOf = 'What it was worth in the currency of the workspace on the day of the write; absent where it is in it.';

/** What values of several fields have in common, as they are answered. */
export const valueSchemas: Readonly<Record<string, Json>> = {
  Reference: closed({ id, object: text, name: maybeText }),
  MemberReference: closed({ id, name: maybeText }),
  Money: closed({ amount: decimal, currency: text, base: { ...decimal, description: baseOf } }, ['amount', 'currency']),
  PersonName: closed({ ...name, full: text }),
  Address: closed(address),
  Labelled: closed(labelled),
  Phone: closed(phone),
  LabelledDate: closed(labelledDate),
  DatedEntry: closed({ id, record: ref('Reference'), ...span, present: { type: 'boolean' } }),
};

const answered: Record<string, Json> = {
  number: { type: 'number' },
  percent: { type: 'number' },
  rating: { type: 'integer' },
  duration: { type: 'integer', description: 'Seconds.' },
  autonumber: { type: 'integer' },
  checkbox: { type: 'boolean' },
  date: { type: 'string', format: 'date' },
  datetime: { type: 'string', format: 'date-time' },
  money: ref('Money'),
  multi_select: list(text),
  emails: list(ref('Labelled')),
  phones: list(ref('Phone')),
  urls: list(ref('Labelled')),
  domains: list(ref('Labelled')),
  address: ref('Address'),
  person_name: ref('PersonName'),
  member: ref('MemberReference'),
  relation: ref('Reference'),
  files: list(id),
  image: id,
  labelled_dates: list(ref('LabelledDate')),
};

// What is understood beside the value itself, in the form that it is answered in.
const alsoTaken: Record<string, Json[]> = {
  number: [text],
  percent: [text],
  rating: [text],
  duration: [text],
  checkbox: [{ enum: ['true', 'false'] }],
  money: [text, { type: 'number' }, closed({ amount: { type: ['string', 'number'] }, currency: text }, ['amount'])],
  emails: [text, list({ anyOf: [text, closed(labelled, ['value'])] })],
  phones: [text, list({ anyOf: [text, closed(phone, [])] })],
  urls: [text, list({ anyOf: [text, closed(labelled, ['value'])] })],
  domains: [text, list({ anyOf: [text, closed(labelled, ['value'])] })],
  address: [text, closed(address, [])],
  person_name: [text, closed({ ...name, full: text }, [])],
  member: [id, closed({ id, name: maybeText }, ['id'])],
  relation: [id, closed({ id, object: text, name: maybeText }, ['id'])],
  multi_select: [text],
  labelled_dates: [list(closed(labelledDate, ['date']))],
};

/** The objects that somebody sees, for the document: what their records are answered and written as. */
export function describeRecords(reading: Reading): DescribedObject[] {
  return [...catalogOf(reading).byApi.values()].map((object) => ({
    api: object.api,
    name: schemaName(object.key),
    parts: partsSchema(object, datedFields(reading, object)),
    values: valuesSchema(object, datedFields(reading, object)),
  }));
}

function schemaName(key: string): string {
  return key.replaceAll(/(?:^|_)([a-z0-9])/g, (_, letter: string) => letter.toUpperCase());
}

/** The fields of a record: some may be left out, what else there may be the call says. */
function partsSchema(object: ObjectModel, dated: DatedField[]): Json {
  const own = {
    id,
    object: { const: object.api },
    version: { type: 'integer' },
    deleted_at: { type: ['string', 'null'], format: 'date-time' },
  };
  const fields = [...object.fields.values()].map((field) => [field.key, answeredField(object, field)]);
  return {
    type: 'object',
    required: ['id', 'object', 'version'],
    properties: { ...own, ...Object.fromEntries(fields), ...datedSchemas(dated, ref('DatedEntry')) },
  };
}

function answeredField(object: ObjectModel, field: FieldModel): Json {
  const readOnly = isReadOnly(object, field) ? { readOnly: true } : {};
  return { anyOf: [shapeOf(field), { type: 'null' }], title: field.words.en, ...readOnly };
}

/** What may be written of a record; `null` empties a field. */
function valuesSchema(object: ObjectModel, dated: DatedField[]): Json {
  const fields = [...object.fields.values()].filter((field) => !isReadOnly(object, field));
  const taken = (field: FieldModel): Json => {
    const also = [...(alsoTaken[field.type] ?? []), ...(field.named ? [{ ...text, description: 'Its name.' }] : [])];
    const whole = field.many ? [list({ anyOf: [shapeOf({ ...field, many: false }), ...also] })] : also;
    return { anyOf: [shapeOf(field), ...whole, { type: 'null' }], title: field.words.en };
  };
  const own = Object.fromEntries(fields.map((field) => [field.key, taken(field)]));
  return closed({ ...own, ...datedSchemas(dated, closed(givenEntry, [])) }, []);
}

/** Dated relations by their keys: lists of entries, or nothing. */
function datedSchemas(fields: DatedField[], entry: Json): Json {
  const schema = { anyOf: [list(entry), { type: 'null' }] };
  return Object.fromEntries(fields.map(({ key, words }) => [key, { ...schema, title: words.en }]));
}

function shapeOf(field: Pick<FieldModel, 'type' | 'many'>): Json {
  const one = answered[field.type] ?? text;
  return field.type === 'relation' && field.many ? list(one) : one;
}

/** Whether nobody types the value of a field: the program keeps it, it is worked out, or it is locked. */
export function isReadOnly(object: ObjectModel, field: FieldModel): boolean {
  return field.system || field.readOnly === true || field.summary !== undefined || object.locked.has(field.key);
}
