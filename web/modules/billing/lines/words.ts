import { i18n } from '#web/kernel/i18n';
import type { Choice } from '#web/kernel/ui';
import type { LineText, SheetLine } from './sheet-lines.ts';

/** A number of a line with the reader's decimal mark; what somebody typed stays as it is. */
export const shownNumber = (line: SheetLine, field: LineText): string =>
  line.given.includes(field) ? line[field] : localNumber(line[field]);

/** A kept number with the reader's decimal mark. */
const localNumber = (text: string): string => (i18n.locale === 'el' ? text.replace('.', ',') : text);

/** How often something is charged. */
export const periods = (): Choice[] => [
  { value: 'once', label: i18n.t('Once') },
  { value: 'month', label: i18n.t('Every month') },
  { value: 'quarter', label: i18n.t('Every quarter') },
  { value: 'year', label: i18n.t('Every year') },
];

/** A unit by its name in the reader's language; one of somebody's own as it is. */
export const unitLabel = (unit: string, units: Choice[]): string =>
  units.find(({ value }) => value === unit)?.label ?? unit;

/** The unit that a name means. */
export const unitKey = (label: string, units: Choice[]): string =>
  units.find((one) => one.label.toLocaleLowerCase() === label.trim().toLocaleLowerCase())?.value ?? label;

/** Where the price of a line is from. */
export function priceHint({ price_from: from, kind, product }: SheetLine): string | undefined {
  if (kind !== 'item') return undefined;
  if (from === 'product') return i18n.t('The product’s price.');
  if (from === 'price') return i18n.t('A price of the product for this quantity or time.');
  if (from) return i18n.t('From the price list “{name}”.', { name: from });
  return product ? i18n.t('Typed by hand.') : undefined;
}
