import assert from 'node:assert/strict';
import { modules } from '../../server/app/modules.ts';
import { fieldTypes } from '../../server/kernel/objects/fields/all.ts';
import type { TestApp, TestMember } from './app.ts';

const definitions = modules.flatMap((module) => module.objects ?? []);

/** Path names of every object whose records are written by the generic calls. */
export const objectApis = [...definitions.filter((object) => !object.writtenBy).map(({ api }) => api), 'tags'];
/** Of every object whose records are written with the one that they are parts of. */
export const partApis = definitions.filter((object) => object.writtenBy).map(({ api }) => api);
/** Of those that everybody reads, or of which each is a part of such a one. */
export const sharedApis = new Set([
  'tags',
  ...definitions
    .filter(
      ({ shared, under, fields }) =>
        shared || definitions.some((one) => one.shared && one.key === fields[under ?? '']?.to),
    )
    .map(({ api }) => api),
]);
/** Of those that administrators arrange for everybody. */
export const arrangedApis = new Set(definitions.filter((object) => object.administered).map(({ api }) => api));

export const fieldTypeKeys: readonly string[] = [...fieldTypes.keys()];

/** A field as the API describes it. */
export interface ApiField {
  key: string;
  type: string;
  required: boolean;
  read_only: boolean;
  written_by: string | null;
  sortable: boolean;
  filterable: boolean;
  many: boolean;
  to: string | null;
  options: { value: string }[] | null;
  operators: string[];
}

export interface ApiObject {
  key: string;
  api: string;
  title: string;
  kind: 'record' | 'entry' | 'link' | 'system';
  has_timeline: boolean;
  can: Record<'create' | 'read' | 'update' | 'delete', boolean>;
  fields: ApiField[];
}

/** What a caller may send for a field, and what reading it gives back, by the value shapes of the interface. */
export interface Sample {
  sent: unknown;
  read: unknown;
}

export async function readObjects(kith: TestApp): Promise<ApiObject[]> {
  return (await kith.request('GET', '/api/v1/objects')).body.data as ApiObject[];
}

const listed = (value: string, more: object = {}) => ({ value, label: null, primary: true, ...more });
const nobody = { prefix: null, first: null, middle: null, last: null, suffix: null, latin: null };
const nowhere = { street: null, city: null, state: null, postal_code: null, country: null };

/** Two values of each type, in ascending order where the type has one. */
const byType: Record<string, Sample[]> = {
  text: ['Alpha one', 'Beta two'].map(same),
  long_text: ['First line\nsecond line', 'Another text'].map(same),
  rich_text: ['<p>Alpha</p>', '<p>Beta</p>'].map(same),
  number: [1.5, 2048].map(same),
  percent: [12.5, 80].map(same),
  duration: [90, 3600].map(same),
  rating: [2, 5].map(same),
  autonumber: [7, 8].map(same),
  money: [
    { sent: { amount: '1250.00', currency: 'USD' }, read: { amount: '1250.00', currency: 'USD' } },
    { sent: 99_999.5, read: { amount: '99999.50', currency: 'EUR' } },
  ],
  date: ['2025-01-31', '2026-02-28'].map(same),
  datetime: [
    { sent: '2025-01-31T10:00:00+02:00', read: '2025-01-31T08:00:00Z' },
    { sent: '2026-02-28T23:59:59.5Z', read: '2026-02-28T23:59:59.5Z' },
  ],
  partial_date: ['1980-04-15', '1991'].map(same),
  checkbox: [false, true].map(same),
  emails: ['a.one@firm.example', 'b.two@firm.example'].map((text) => ({ sent: text, read: [listed(text)] })),
  phones: ['+35799123456', '+35722456781'].map((text) => ({
    sent: text,
    read: [listed(text, { extension: null, raw: null })],
  })),
  urls: ['https://one.example', 'https://two.example/x'].map((text) => ({ sent: text, read: [listed(text)] })),
  domains: ['one.example', 'two.example'].map((text) => ({ sent: text, read: [listed(text)] })),
  address: [
    { sent: { street: 'Makariou 1', city: 'Limassol' }, read: { ...nowhere, street: 'Makariou 1', city: 'Limassol' } },
    { sent: 'Ledras 2', read: { ...nowhere, street: 'Ledras 2' } },
  ],
  person_name: [
    { sent: { first: 'Anna', last: 'Alpha' }, read: { ...nobody, first: 'Anna', last: 'Alpha', full: 'Anna Alpha' } },
    { sent: 'Bella Beta', read: { ...nobody, first: 'Bella', last: 'Beta', full: 'Bella Beta' } },
  ],
  labelled_dates: [
    {
      sent: [{ label: 'Contract', date: '2020-05-01' }],
      read: [{ label: 'Contract', date: '2020-05-01', note: null }],
    },
    {
      sent: [{ label: 'Name day', date: '--11-30', note: 'n' }],
      read: [{ label: 'Name day', date: '--11-30', note: 'n' }],
    },
  ],
};

/** Fields whose texts mean something, by object-wide names. */
const byName: Record<string, Sample[]> = {
  asks: ['name*\nphone', 'email*'].map(same),
  origins: ['https://one.example', 'https://two.example'].map(same),
  thanks_address: ['https://one.example/', 'https://two.example/x'].map(same),
  condition: ['{"field": "status", "is": "new"}', '{"field": "person.city", "is": "Limassol"}'].map(same),
  hours: ['mon-fri 09:00-17:00', 'sat 10:00-12:00'].map(same),
  time_zone: ['Asia/Nicosia', 'Europe/Athens'].map(same),
  'text address': ['alpha-one', 'beta-two'].map(same),
};

function same(value: unknown): Sample {
  return { sent: value, read: value };
}

/** Records that relations may point at, two of each object. */
export type Targets = Record<string, { id: string; object: string; name: string }[]>;

/** Sample values of a field; empty where it points at something the catalogue alone does not make (files). */
export function samplesOf(field: ApiField, targets: Targets): Sample[] {
  if (field.options && field.type === 'select') return field.options.slice(0, 2).map(({ value }) => same(value));
  if (field.options) return field.options.slice(0, 2).map(({ value }) => same([value]));
  if (field.to === null) return byName[field.key] ?? byName[`${field.type} ${field.key}`] ?? byType[field.type] ?? [];
  const found = targets[field.to] ?? [];
  if (field.to === 'members' && !field.many) return found.map(({ id, name }) => ({ sent: id, read: { id, name } }));
  return found.map((target) =>
    field.many ? { sent: [target.id], read: [target] } : { sent: target.id, read: target },
  );
}

export const isWritable = (field: ApiField) => !field.read_only && field.written_by === null;

/** Two records of each object that others point at, made by the owner. */
export async function makeTargets(kith: TestApp, as?: TestMember): Promise<Targets> {
  const by = as ? { as } : {};
  const make = async (api: string, values: object, name: string) => {
    const made = await kith.request('POST', `/api/v1/${api}`, values, by);
    assert.equal(made.status, 201, JSON.stringify(made.body));
    return { id: made.body.id as string, object: api, name };
  };
  const members = (await kith.request('GET', '/api/v1/members')).body.data as { id: string; name: string }[];
  const kinds: [string, (name: string) => object][] = [
    ['people', (name) => ({ name })],
    ['companies', (name) => ({ name })],
    ['deals', (name) => ({ title: name })],
    ['tags', (name) => ({ name })],
    ['products', (name) => ({ name })],
    ['quotes', (title) => ({ title })],
    ['orders', (title) => ({ title })],
    ['invoices', (title) => ({ title })],
  ];
  const targets: Targets = { members: members.map(({ id, name }) => ({ id, name, object: 'members' })) };
  const mark = as ? ` of ${as.id.slice(-12)}` : '';
  for (const [api, values] of kinds) {
    targets[api] = [];
    for (const name of [`Target Alpha${mark}`, `Target Beta${mark}`])
      targets[api].push(await make(api, values(name), name));
  }
  // Only administrators make these, for everybody; each stage in the pipeline of its name.
  for (const [api, values] of [
    ['pipelines', () => ({})],
    ['stages', (at: number) => ({ pipeline: targets['pipelines']![at]!.id })],
    ['tax_rates', () => ({ category: 'Z' })],
    ['price_lists', () => ({})],
    ['sellers', () => ({})],
  ] as const) {
    targets[api] = [];
    for (const [at, word] of ['Alpha', 'Beta'].entries()) {
      const name = `Target ${word}${mark}`;
      const { status, body } = await kith.request('POST', `/api/v1/${api}`, { name, ...values(at) });
      assert.equal(status, 201, JSON.stringify(body));
      targets[api].push({ id: body.id as string, object: api, name });
    }
  }
  return targets;
}

let made = 0;

/** The fewest values that make a record of the object; what is unique differs each time. */
export function leastValues(object: ApiObject, targets: Targets): Record<string, unknown> {
  const values: Record<string, unknown> = {};
  object.fields
    .filter((field) => (field.required || field.key === object.title) && isWritable(field))
    .forEach((field, index) => {
      const samples = samplesOf(field, targets);
      values[field.key] = samples[index % samples.length]?.sent;
      if (field.type === 'text') values[field.key] = `${object.key} ${(made += 1)}`;
    });
  return { ...values, ...fitting(object, 0, targets) };
}

/** What must be so for the values of one record to fit each other. */
export function fitting(object: Pick<ApiObject, 'api'>, at: 0 | 1, targets: Targets): Record<string, unknown> {
  const [first, second] = targets['products']!.map(({ id }) => id);
  const needed: Record<string, Record<string, unknown>> = {
    // What is taxed has a percentage.
    sellers: {
      quote_days: 30 + at,
      payment_days: 14 + at,
      discount_limit: 10 + at,
      colour: `#12345${at}`,
      iban: at ? 'GB29NWBK60161331926819' : 'CY17002001280000001200527600',
    },
    tax_rates: { category: 'S', percent: 12.5 + at },
    // A gate asks for a field by its key, and a reason is kept where one asked.
    stage_gates: { field: at ? 'closes_on' : 'amount' },
    deals: { gate_reason: null },
    // All shares of a deal are a whole at most.
    deal_shares: { percent: 0.5 + at / 10 },
    // No bundle is a part of itself.
    bundle_parts: { bundle: at ? second : first, product: at ? first : second },
  };
  return needed[object.api] ?? {};
}
