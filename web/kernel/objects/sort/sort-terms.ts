import type { ObjectType } from '#web/kernel/api';
import { i18n } from '#web/kernel/i18n';
import { fieldLabel, findField } from '../model/model.ts';

/** One column of an order. */
export type SortTerm = { key: string; down: boolean };

/** The server's bound: more never changes what people see. */
export const MOST_TERMS = 4;

/** The columns of a sort as it stands in the address (`-amount,title`). */
export const sortTerms = (sort: string | null): SortTerm[] =>
  (sort ?? '')
    .split(',')
    .filter(Boolean)
    .map((part) => ({ key: part.replace(/^-/, ''), down: part.startsWith('-') }));

/** The sort as text; undefined where nothing is sorted by. */
export const sortText = (terms: SortTerm[]): string | undefined =>
  terms.map(({ key, down }) => (down ? `-${key}` : key)).join(',') || undefined;

/** The next sort after pressing a column's name: up, down, then none; with `more`, behind what is sorted by already. */
export function nextSort(sort: string | null, key: string, more = false): string | undefined {
  const terms = sortTerms(sort);
  const here = terms.find((one) => one.key === key);
  if (!more) {
    const alone = terms.length === 1 ? here : undefined;
    if (!alone) return key;
    return alone.down ? undefined : `-${key}`;
  }
  if (!here) return terms.length < MOST_TERMS ? sortText([...terms, { key, down: false }]) : sortText(terms);
  return sortText(
    here.down ? terms.filter((one) => one !== here) : terms.map((one) => (one === here ? { key, down: true } : one)),
  );
}

/** Why the rows stand as they do, in sentences: what is sorted by, from where that comes, what settles ties. */
export function orderReasons(object: ObjectType, sort: string | null, from: 'here' | 'view' | null): string[] {
  const terms = sortTerms(sort);
  const title = findField(object, object.title);
  if (terms.length === 0)
    return [
      title?.sortable
        ? i18n.t('Nothing was chosen: records stand by {name}.', { name: fieldLabel(title) })
        : i18n.t('Nothing was chosen: the newest stand first.'),
    ];
  const names = terms.map(({ key, down }) => {
    const field = findField(object, key);
    const name = field ? fieldLabel(field) : key;
    return down ? i18n.t('{name}, downwards', { name }) : i18n.t('{name}, upwards', { name });
  });
  return [
    i18n.t('Records stand by {names}.', { names: names.join(i18n.t(', then ')) }),
    from === 'view'
      ? i18n.t('That is how the view was saved.')
      : i18n.t('You chose that; it stands in the address of the page.'),
    i18n.t('Records without a value come last, in either direction.'),
    terms.length === 1 && title && terms[0]?.key !== title.key
      ? i18n.t('Where two are equal, {name} decides, then which was added first.', { name: fieldLabel(title) })
      : i18n.t('Where two are equal, the one that was added first decides.'),
  ];
}
