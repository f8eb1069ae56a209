import type { Address, Field, Labelled, LabelledDate, Money, RecordRef } from '#web/kernel/api';
import { format, i18n, inLanguage } from '#web/kernel/i18n';
import type { DatedEntry } from '../dated/entry.ts';
import { nameText } from '../model/model.ts';

/** Whether there is nothing to show. */
export function isEmpty(value: unknown): boolean {
  if (value === null || value === undefined || value === '' || value === false) return true;
  if (Array.isArray(value)) return value.length === 0;
  return (
    typeof value === 'object' &&
    Object.values(value).every((part) => part === null || part === undefined || part === '')
  );
}

/** A field's value as one line of plain text in the reader's language; empty for nothing. */
export function valueText(field: Field, value: unknown): string {
  if (isEmpty(value) && field.type !== 'checkbox') return '';
  switch (field.type) {
    case 'checkbox':
      return value ? i18n.t('Yes') : i18n.t('No');
    case 'number':
    case 'autonumber':
      return format.number(Number(value), { useGrouping: field.type === 'number' });
    case 'percent':
      return `${format.number(Number(value))} %`;
    case 'rating':
      return '★'.repeat(Number(value));
    case 'money':
      return format.money(value as Money);
    case 'duration':
      return format.duration(Number(value));
    case 'datetime':
      return format.dayAndTime(String(value));
    case 'date':
    case 'partial_date':
      return format.calendarDay(String(value));
    default:
      return listText(field, value);
  }
}

function listText(field: Field, value: unknown): string {
  switch (field.type) {
    case 'select':
      return optionLabel(field, String(value));
    case 'multi_select':
      return (value as string[]).map((one) => optionLabel(field, one)).join(', ');
    case 'emails':
    case 'phones':
    case 'urls':
      return labelled(value)
        .map((one) => one.value)
        .join(', ');
    case 'address':
      return addressText(value as Address);
    case 'dated_relation':
      return (value as DatedEntry[])
        .filter((entry) => entry.present)
        .map(({ record, label }) => [record.name, label && `(${optionLabel(field, label)})`].filter(Boolean).join(' '))
        .join(', ');
    case 'labelled_dates':
      return (value as LabelledDate[]).map((one) => `${one.label} ${format.calendarDay(one.date)}`).join(', ');
    case 'files':
      return i18n.t('{count, plural, one {# file} other {# files}}', { count: (value as string[]).length });
    case 'image':
      return i18n.t('Picture');
    case 'rich_text':
      return plainText(String(value));
    case 'text':
      return field.key === 'country' ? countryName(String(value)) : String(value);
    default:
      return nameText(value) || String(typeof value === 'object' ? '' : value);
  }
}

/** The words of a choice; an option that is gone shows its value. */
export const optionLabel = (field: Field, value: string): string => {
  const option = field.options?.find((one) => one.value === value);
  return option ? inLanguage(option.label) : value;
};

/** E-mails, phones and addresses of the net, the main one first; a plain string counts as one. */
export function labelled(value: unknown): Labelled[] {
  const all = Array.isArray(value) ? value : value ? [value] : [];
  return all
    .map((one): Labelled => (typeof one === 'string' ? { value: one } : (one as Labelled)))
    .toSorted((a, b) => Number(b.primary ?? false) - Number(a.primary ?? false));
}

/** The words for a usual label of an address (`work`, `mobile`); any other stands as it is. */
export function contactLabel(label: string): string {
  const known: Record<string, string> = {
    work: i18n.t('work'),
    home: i18n.t('home'),
    mobile: i18n.t('mobile'),
    other: i18n.t('other'),
  };
  return known[label] ?? label;
}

/** An address on one line: street, post code with town, country. */
export function addressText(value: Address): string {
  const town = [value.postal_code, value.city].filter(Boolean).join(' ');
  return [value.street, town, value.state, countryName(value.country)].filter(Boolean).join(', ');
}

/** A country code in words; anything else as it stands. */
function countryName(code: string | null | undefined): string {
  if (!code || !/^[A-Z]{2}$/.test(code)) return code ?? '';
  return new Intl.DisplayNames([format.localeTag()], { type: 'region' }).of(code) ?? code;
}

/** The words of rich text without its marks. */
export function plainText(html: string): string {
  return html
    .replace(/<(br|\/p|\/li|\/div|\/h\d)[^>]*>/gi, '\n')
    .replace(/<[^>]+>/g, '')
    .replace(/&nbsp;/g, ' ')
    .replace(/&lt;/g, '<')
    .replace(/&gt;/g, '>')
    .replace(/&quot;/g, '"')
    .replace(/&#39;/g, "'")
    .replace(/&amp;/g, '&')
    .trim();
}

/** Related records of a field, one or many, as a list. */
export const related = (value: unknown): RecordRef[] =>
  (Array.isArray(value) ? value : value ? [value] : []) as RecordRef[];

/** A phone number as it is read: the country code apart, the rest in groups. */
export function phoneText(value: string): string {
  const cyprus = /^\+357(\d{2})(\d{6})$/.exec(value);
  if (cyprus) return `+357 ${cyprus[1]} ${cyprus[2]}`;
  const greece = /^\+30(\d{3})(\d{3})(\d{4})$/.exec(value);
  return greece ? `+30 ${greece[1]} ${greece[2]} ${greece[3]}` : value;
}
