import type { ObjectType } from '#web/kernel/api';
import { i18n } from '#web/kernel/i18n';
import { fieldLabel, isEditable, objectLabel } from '#web/kernel/objects';

/** What a column of a file can feed, in words; these are an import's own targets, finer than the record's fields. */
const names = (): Record<string, string> => ({
  first: i18n.t('First name'),
  last: i18n.t('Last name'),
  middle: i18n.t('Middle name'),
  prefix: i18n.t('Title'),
  suffix: i18n.t('Suffix'),
  name: i18n.t('Name'),
  display_name: i18n.t('Name as shown'),
  nickname: i18n.t('Nickname'),
  title: i18n.t('Job title'),
  company: i18n.t('Company'),
  department: i18n.t('Department'),
  email: i18n.t('E-mail'),
  phone: i18n.t('Phone'),
  fax: i18n.t('Fax'),
  website: i18n.t('Website'),
  street: i18n.t('Street'),
  city: i18n.t('City'),
  state: i18n.t('District'),
  postal_code: i18n.t('Postal code'),
  country: i18n.t('Country'),
  birthday: i18n.t('Birthday'),
  note: i18n.t('Note'),
  tags: i18n.t('Tags'),
  owner: i18n.t('Owner'),
  source: i18n.t('Source'),
  source_id: i18n.t('Number in the old program'),
  created_at: i18n.t('Day of creation'),
  industry: i18n.t('Industry'),
  vat: i18n.t('VAT number'),
  ...laterNames(),
});

const laterNames = (): Record<string, string> => ({
  amount: i18n.t('Amount'),
  currency: i18n.t('Currency'),
  stage: i18n.t('Stage'),
  pipeline: i18n.t('Pipeline'),
  closes_on: i18n.t('Expected day'),
  closed_on: i18n.t('Day of closing'),
  person: i18n.t('Person'),
  kind: i18n.t('Kind'),
  on: i18n.t('Day'),
  time: i18n.t('Time'),
  subject: i18n.t('Subject'),
  text: i18n.t('Text'),
  with: i18n.t('With whom'),
  by: i18n.t('By whom'),
  done: i18n.t('Done'),
  since: i18n.t('Customer since'),
  value: i18n.t('Value so far'),
  running_number: i18n.t('Number in the file'),
  spouse: i18n.t('Spouse'),
  language: i18n.t('Language'),
  do_not_call: i18n.t('Do not call'),
  opted_out: i18n.t('No marketing mail'),
});

const OF: Record<string, string[]> = {
  person: [
    'first',
    'last',
    'name',
    'middle',
    'prefix',
    'suffix',
    'nickname',
    'title',
    'company',
    'department',
    'email',
    'phone',
    'website',
    'street',
    'city',
    'state',
    'postal_code',
    'country',
    'birthday',
    'note',
    'tags',
    'owner',
    'source',
    'source_id',
    'spouse',
    'language',
    'do_not_call',
    'opted_out',
  ],
  company: [
    'name',
    'email',
    'phone',
    'fax',
    'website',
    'street',
    'city',
    'state',
    'postal_code',
    'country',
    'industry',
    'vat',
    'note',
    'tags',
    'owner',
    'source',
    'source_id',
  ],
  deal: [
    'title',
    'company',
    'person',
    'amount',
    'currency',
    'stage',
    'pipeline',
    'closes_on',
    'closed_on',
    'note',
    'tags',
    'owner',
    'source_id',
  ],
  interaction: ['kind', 'subject', 'text', 'on', 'time', 'with', 'by', 'company', 'source_id'],
};

/** The words for one target; an unknown one reads as its key. */
export const targetName = (field: string): string => names()[field] ?? field.replace(/[._]/g, ' ');

/** What the columns of a table may feed, by what its rows are: an import's own targets, or the fields of the object. */
export const targetsOf = (object: string | null, objects: ObjectType[]): { value: string; label: string }[] => {
  const own = OF[object ?? ''];
  if (own) return own.map((value) => ({ value, label: targetName(value) }));
  const model = objects.find((one) => one.key === object);
  const fields = model?.fields.filter((field) => isEditable(field) && !['files', 'image'].includes(field.type)) ?? [];
  return fields.map((field) => ({ value: field.key, label: fieldLabel(field) }));
};

/** What the rows of a table may be: what an import knows, then every object in which one may make records. */
export function tableKinds(objects: ObjectType[]): { value: string; label: string }[] {
  const known = ['person', 'company', 'deal', 'interaction'];
  const others = objects.filter((one) => one.can.create && one.kind !== 'system' && !known.includes(one.key));
  return [
    ...known.map((value) => ({ value, label: tableKind(value, objects) })),
    ...others.map((one) => ({ value: one.key, label: objectLabel(one, true) })),
  ];
}

/** What the rows of a table are, in words. */
export function tableKind(object: string | null, objects: ObjectType[]): string {
  switch (object) {
    case 'person':
      return i18n.t('People');
    case 'company':
      return i18n.t('Companies');
    case 'deal':
      return i18n.t('Deals');
    case 'interaction':
      return i18n.t('Calls, mails, notes');
    default: {
      const model = objects.find((one) => one.key === object);
      return model ? objectLabel(model, true) : i18n.t('Not brought in');
    }
  }
}
