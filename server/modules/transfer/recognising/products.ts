import { headerKey, type TableObject, type Target } from './headers.ts';

/** A program whose export is known: how its tables are told, and the headers that mean something else there. */
export interface Product {
  name: string;
  object: TableObject;
  overrides: Record<string, Target | null>;
}

/** The product that a header row comes from, or null. */
export function recogniseProduct(headers: string[]): Product | null {
  const keys = new Set(headers.map(headerKey));
  const prefix = /^(Deal|Person|Organization|Activity) - /.exec(headers.find((header) => / - /.test(header)) ?? '');
  if (prefix !== null && headers.filter((header) => header.startsWith(prefix[0])).length > headers.length / 2) {
    return pipedrive(prefix[1] ?? '');
  }
  return RULES.find(({ has }) => has.every((key) => keys.has(key)))?.product ?? null;
}

/** The header without the entity that Pipedrive puts before it. */
export function plainHeader(header: string): string {
  return header.replace(/^(?:Deal|Person|Organization|Activity) - /, '');
}

function pipedrive(entity: string): Product {
  const object = ENTITIES[entity] ?? 'person';
  const overrides: Product['overrides'] = {
    organization: { field: 'company' },
    name: { field: 'name' },
    address: object === 'company' ? null : { field: 'street' },
    'street road name of address': { field: 'street' },
    'city town village locality of address': { field: 'city' },
    'zip postal code of address': { field: 'postal_code' },
    'country of address': { field: 'country' },
    'full combined address of address': null,
    people: null,
    'person created': { field: 'created_at' },
    'organization created': { field: 'created_at' },
    'deal created': { field: 'created_at' },
    label: { field: 'tags' },
    'archive status': null,
  };
  return { name: 'Pipedrive', object, overrides };
}

const ENTITIES: Record<string, TableObject> = {
  Deal: 'deal',
  Person: 'person',
  Organization: 'company',
  Activity: 'interaction',
};

const GOOGLE: Product['overrides'] = {
  labels: { field: 'tags' },
  'group membership': { field: 'tags' },
  'file as': null,
  notes: { field: 'note' },
  occupation: null,
  subject: null,
};

const OUTLOOK: Product['overrides'] = {
  title: { field: 'prefix' },
  account: null,
  location: null,
  categories: { field: 'tags' },
  'e mail address': { field: 'email.value', slot: 1 },
  'e mail type': { field: 'email.type', slot: 1 },
  'e mail display name': null,
  ...Object.fromEntries(
    [2, 3].flatMap((slot) => [
      [`e mail ${slot} address`, { field: 'email.value', slot }],
      [`e mail ${slot} type`, { field: 'email.type', slot }],
      [`e mail ${slot} display name`, null],
    ]),
  ),
};

const HUBSPOT: Product['overrides'] = { 'marketing contact status': null, 'last activity date': null };

const SALESFORCE: Product['overrides'] = {
  id: { field: 'source_id' },
  type: { field: 'type' },
  'forecast category name': null,
  'forecast category': null,
  'expected revenue': null,
};

const ACT: Product['overrides'] = {
  'id status': { field: 'tags' },
  title: { field: 'title' },
  salutation: { field: 'nickname' },
  'customer id': { field: 'source_id' },
  'alt phone': { field: 'phone', label: 'other' },
};

/** The first rule all of whose headers are there. */
const RULES: { has: string[]; product: Product }[] = [
  rule('Google', 'person', 'e mail 1 value | phone 1 value', GOOGLE),
  rule('Google', 'person', 'first name | organization name | labels', GOOGLE),
  rule('Google', 'person', 'given name | group membership', GOOGLE),
  rule('Outlook', 'person', 'e mail address | e mail type | business street', OUTLOOK),
  rule('Outlook', 'person', 'e mail address | e mail 2 address | job title', OUTLOOK),
  rule('Salesforce', 'deal', 'id | is deleted | stage name', SALESFORCE),
  rule('Salesforce', 'person', 'id | is deleted | last name', SALESFORCE),
  rule('Salesforce', 'company', 'id | is deleted | billing street', { ...SALESFORCE, type: { field: 'status' } }),
  rule('Salesforce', 'company', 'id | is deleted | name | parent id', { ...SALESFORCE, type: { field: 'status' } }),
  rule('Salesforce', 'person', 'contact id | account name | last name', SALESFORCE),
  rule('Zoho', 'deal', 'record id | deal name | account name', {}),
  rule('Zoho', 'person', 'record id | last name | account name', {}),
  rule('Salesforce', 'interaction', 'id | who id | what id | activity date', {
    ...SALESFORCE,
    'call type': { field: 'call_type' },
  }),
  rule('HubSpot', 'deal', 'record id | deal name | deal stage', HUBSPOT),
  rule('HubSpot', 'company', 'record id | company name | company domain name', HUBSPOT),
  rule('HubSpot', 'person', 'record id | first name | last name | email', HUBSPOT),
  rule('Pipedrive', 'interaction', 'content | deal id | user | add time', {
    user: { field: 'by' },
    id: { field: 'source_id' },
  }),
  rule('ACT!', 'person', 'contact | id status | last reach', ACT),
  rule('LinkedIn', 'person', 'first name | last name | connected on', { url: { field: 'linkedin' } }),
  rule('GoldMine', 'goldmine', 'accountno | company | contact | lastname', {}),
  rule('GoldMine', 'goldmine', 'accountno | callbkfreq', {}),
  rule('GoldMine', 'goldmine', 'accountno | rectype | contsupref', {}),
  rule('GoldMine', 'goldmine', 'accountno | srectype | ondate', {}),
  rule('GoldMine', 'goldmine', 'dbfname | field name | fielddesc', {}),
];

function rule(name: string, object: TableObject, headers: string, overrides: Product['overrides']) {
  return { has: headers.split(' | '), product: { name, object, overrides } };
}
