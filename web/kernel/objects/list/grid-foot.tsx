import { useQuery } from '@tanstack/react-query';
import {
  groupRecords,
  keys,
  type BaseTotal,
  type Field,
  type Money,
  type ObjectType,
  type Total,
  type TotalFn,
} from '#web/kernel/api';
import { format, i18n } from '#web/kernel/i18n';
import type { ReactNode } from 'react';
import { useMe } from '#web/kernel/session';
import { Menu, Tip } from '#web/kernel/ui';
import { MoneyTotalText, moneyTotal } from '../fields/money-total.tsx';
import { valueText } from '../fields/values.ts';
import { wireFilter } from '../filter/wire-filter.ts';
import type { Filter } from '#web/kernel/api';
import { answerTimes } from './answer-times.ts';

const ADDABLE = new Set(['number', 'money', 'percent', 'duration', 'rating', 'autonumber']);
const SUMMED = new Set(['money', 'number', 'duration']);

const fnNames = (): Record<TotalFn, string> => ({
  none: i18n.t('Nothing'),
  sum: i18n.t('Sum'),
  avg: i18n.t('Average'),
  min: i18n.t('Lowest'),
  max: i18n.t('Highest'),
});

/** What each column's foot works out: as chosen; where nothing was chosen, money of a list that is counted exactly. */
export function chosenTotals(
  fields: Field[],
  chosen: Record<string, TotalFn>,
  total: Total | null,
): Record<string, TotalFn> {
  const usual = (field: Field): TotalFn => (field.type === 'money' && total?.exact ? 'sum' : 'none');
  const addable = fields.filter((field) => ADDABLE.has(field.type) && field.sortable);
  return Object.fromEntries(addable.map((field) => [field.key, chosen[field.key] ?? usual(field)]));
}

/** The totals of the whole list (not only of the rows on screen), by column; money by its currencies, never mixed. */
export function useTotals(
  object: ObjectType,
  asked: { filter: Filter | null; q?: string | undefined; asOf: string | null },
  totals: Record<string, TotalFn>,
): Record<string, ReactNode> {
  const aggregate = Object.entries(totals).flatMap(([field, fn]) => (fn === 'none' ? [] : [{ fn, field }]));
  const query = {
    filter: wireFilter(asked.filter),
    ...(asked.q ? { q: asked.q } : {}),
    ...(asked.asOf ? { as_of: asked.asOf } : {}),
    aggregate,
  };
  const { data } = useQuery({
    queryKey: keys.groups(object.api, query),
    enabled: aggregate.length > 0,
    queryFn: () => groupRecords(object.api, query),
    placeholderData: (before) => before,
  });
  const values = data?.groups[0]?.values ?? {};
  return Object.fromEntries(
    aggregate.map(({ fn, field }) => [
      field,
      totalOf(
        object.fields.find((one) => one.key === field),
        { fn, values },
      ),
    ]),
  );
}

/** A total as people read it; money in one currency where its rates are known. */
export function totalOf(
  field: Field | undefined,
  { fn, values }: { fn: TotalFn; values: Record<string, unknown> },
): ReactNode {
  const value = values[`${fn}_${field?.key}`];
  if (!field || value === undefined || value === null) return '';
  if (Array.isArray(value)) {
    const total = moneyTotal(value as Money[], values[`${fn}_${field.key}_base`] as BaseTotal | undefined);
    return <MoneyTotalText {...total} />;
  }
  return valueText(field, field.type === 'rating' ? value : Math.round(Number(value) * 100) / 100);
}

/** The foot of one column: its total, and another press chooses what to work out. */
export function FootTotal(props: { field: Field; fn: TotalFn; text: ReactNode; onChoose: (fn: TotalFn) => void }) {
  const names = fnNames();
  const none = props.fn === 'none';
  const fns = (SUMMED.has(props.field.type) ? ['sum', 'avg', 'min', 'max'] : ['avg', 'min', 'max']) as TotalFn[];
  return (
    <Menu
      end
      trigger={
        <button type="button" className="k-foot-total" data-none={none || undefined}>
          {none ? i18n.t('Work out') : names[props.fn]}{' '}
          {none ? null : <strong className="k-cut">{props.text || '…'}</strong>}
        </button>
      }
      entries={[...fns, 'none' as const].map((fn) => ({
        label: names[fn],
        checked: fn === props.fn,
        run: () => props.onChoose(fn),
      }))}
    />
  );
}

/** How many records the list has and, for administrators, how fast its answers come. */
export function FootCount({ object, total }: { object: ObjectType; total: Total | null }) {
  const me = useMe();
  const times = me.can.administer ? answerTimes() : null;
  return (
    <span className="k-row">
      {total ? (
        <span className="k-num">
          {total.exact
            ? i18n.t('{count, plural, one {# record} other {# records}}', { count: total.count })
            : i18n.t('about {count} records', { count: format.about(total.count) })}
        </span>
      ) : null}
      {times ? (
        <Tip
          label={i18n.t(
            '95 of 100 answers of lists came within this time; measured here over ' +
              '{count, plural, one {# answer} other {# answers}}.',
            {
              count: times.count,
            },
          )}
        >
          <span className="k-num" tabIndex={0} data-object={object.api}>
            {i18n.t('p95 {time} ms', { time: format.number(Math.round(times.p95)) })}
          </span>
        </Tip>
      ) : null}
    </span>
  );
}
