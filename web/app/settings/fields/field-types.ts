import type { FieldType } from '#web/kernel/api';
import { i18n } from '#web/kernel/i18n';

/** The types of fields that one can add, with what each is for. */
export const fieldTypes = (): { value: FieldType; label: string }[] => [
  { value: 'text', label: i18n.t('Text') },
  { value: 'long_text', label: i18n.t('Long text') },
  { value: 'number', label: i18n.t('Number') },
  { value: 'money', label: i18n.t('Money') },
  { value: 'percent', label: i18n.t('Percent') },
  { value: 'date', label: i18n.t('Day') },
  { value: 'partial_date', label: i18n.t('Day, also without a year') },
  { value: 'datetime', label: i18n.t('Day and time') },
  { value: 'duration', label: i18n.t('Duration') },
  { value: 'checkbox', label: i18n.t('Yes or no') },
  { value: 'select', label: i18n.t('One choice') },
  { value: 'multi_select', label: i18n.t('Several choices') },
  { value: 'rating', label: i18n.t('Stars') },
  { value: 'emails', label: i18n.t('E-mail addresses') },
  { value: 'phones', label: i18n.t('Phone numbers') },
  { value: 'urls', label: i18n.t('Web addresses') },
  { value: 'address', label: i18n.t('Postal address') },
  { value: 'member', label: i18n.t('Member') },
  { value: 'relation', label: i18n.t('Relation') },
  { value: 'dated_relation', label: i18n.t('Relation with labels and dates') },
  { value: 'files', label: i18n.t('Files') },
  { value: 'autonumber', label: i18n.t('Running number') },
];

export const typeName = (type: FieldType): string => {
  const known = fieldTypes().find((one) => one.value === type)?.label;
  if (known) return known;
  const rest: Partial<Record<FieldType, string>> = {
    person_name: i18n.t('Name of a person'),
    rich_text: i18n.t('Formatted text'),
    image: i18n.t('Picture'),
    labelled_dates: i18n.t('Named days'),
  };
  return rest[type] ?? type;
};

/** What a custom field will be called in the API: `c_` and its name folded to ASCII, at most 40 characters. */
export function apiName(label: string, fold: (text: string) => string): string {
  const folded = fold(label)
    .replace(/[^a-z0-9]+/g, '_')
    .replace(/^_+|_+$/g, '');
  return `c_${folded}`.slice(0, 40);
}
