import { useInfiniteQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import {
  compareRecords,
  keys,
  type Became,
  type Compared,
  type ComparedRecord,
  type Field,
  type ObjectType,
} from '#web/kernel/api';
import { format, i18n, inLanguage } from '#web/kernel/i18n';
import { Button, DateField, Dialog, ProblemNote, SelectField, SkeletonLines, Tabs } from '#web/kernel/ui';
import { wireFilter } from '../filter/wire-filter.ts';
import type { ListShape } from '../list/list-state.ts';
import { fieldLabel, findField, objectLabel } from '../model/model.ts';
import { usePaths } from '../model/use-model.ts';
import { endOfDay } from './past-object.ts';
import { useZone } from './use-zone.ts';
import './past.css';

// What says something when it is added up over many records.
const MEASURES = new Set(['number', 'duration']);
const MOVES = new Set(['select', 'text', 'member', 'relation', 'checkbox']);
const KINDS: Became[] = ['came', 'went', 'moved', 'grew', 'shrank'];

const kindNames = (): Record<Became, string> => ({
  came: i18n.t('Came'),
  went: i18n.t('Went'),
  moved: i18n.t('Moved'),
  grew: i18n.t('Grew'),
  shrank: i18n.t('Shrank'),
});

type CompareProps = { object: ObjectType; shape: ListShape; day: string; onClose: () => void };

/** What became of the records of a list between a day and another, or now. */
export default function CompareDialog({ object, shape, day, onClose }: CompareProps) {
  const fields = object.fields.filter((field) => MOVES.has(field.type) && !field.many && field.group !== 'system');
  const first = fields.find((field) => field.key === 'stage') ?? fields.find((field) => field.type === 'select');
  const measure =
    object.fields.find((field) => field.type === 'money') ??
    object.fields.find((one) => one.custom && MEASURES.has(one.type));
  const [by, setBy] = useState<string | null>(first?.key ?? null);
  const [from, setFrom] = useState<string | null>(day);
  const [to, setTo] = useState<string | null>(null);
  const [show, setShow] = useState<Became | null>(null);
  const zone = useZone();
  const query = {
    from: endOfDay(from ?? day, zone) ?? '',
    ...(to ? { to: endOfDay(to, zone) ?? '' } : {}),
    ...(shape.filter ? { filter: wireFilter(shape.filter) } : {}),
    ...(by ? { by } : {}),
    ...(measure ? { measure: measure.key } : {}),
    ...(show ? { show } : {}),
  };
  const pages = useInfiniteQuery({
    queryKey: [...keys.list(object.api), 'compare', query],
    initialPageParam: '',
    queryFn: ({ pageParam }) => compareRecords(object.api, { ...query, ...(pageParam ? { cursor: pageParam } : {}) }),
    getNextPageParam: (last: Compared) => last.next_cursor,
    placeholderData: (before) => before,
  });
  const [told] = pages.data?.pages ?? [];
  const field = by ? findField(object, by) : null;
  return (
    <Dialog wide title={i18n.t('{many}: what became of them', { many: objectLabel(object, true) })} onClose={onClose}>
      <div className="k-stack">
        <div className="k-row k-wrap k-compare-asked">
          <DateField hideHelp label={i18n.t('From the end of')} value={from} onChange={setFrom} />
          <DateField hideHelp label={i18n.t('To the end of (empty: now)')} value={to} onChange={setTo} />
          <SelectField
            label={i18n.t('Moved by')}
            choices={fields.map((one) => ({ value: one.key, label: fieldLabel(one) }))}
            value={by}
            onChange={setBy}
          />
        </div>
        <ProblemNote problem={pages.error} onRetry={() => void pages.refetch()} />
        {pages.isPending ? <SkeletonLines count={6} /> : null}
        {told ? <Totals told={told} field={field} measure={measure} /> : null}
        <Tabs
          label={i18n.t('Which records')}
          value={show ?? 'all'}
          onChange={(key) => setShow(key === 'all' ? null : (key as Became))}
          tabs={[
            { value: 'all', label: i18n.t('All') },
            ...KINDS.map((kind) => ({ value: kind, label: kindNames()[kind] })),
          ]}
        />
        <Records {...{ object, field, measure }} rows={pages.data?.pages.flatMap((page) => page.data) ?? []} />
        {pages.hasNextPage ? (
          <Button className="k-self-start" busy={pages.isFetchingNextPage} onClick={() => void pages.fetchNextPage()}>
            {i18n.t('Show more')}
          </Button>
        ) : null}
      </div>
    </Dialog>
  );
}

type Sum = { amount: string; currency: string | null };
type Told = { field: Field | null; measure: Field | undefined };

function sumText(measure: Field | undefined, { amount, currency }: Sum): string {
  if (currency) return format.money({ amount, currency }, true);
  return measure?.type === 'duration' ? format.duration(Number(amount)) : format.number(Number(amount));
}

type Named = { value: unknown; label: string | null };
function namedText(field: Field | null, { value, label }: Named): string {
  if (label) return label;
  const option = field?.options?.find((one) => one.value === value);
  return option ? inLanguage(option.label) : value === null ? i18n.t('empty') : String(value);
}

function Totals({ told, field, measure }: Told & { told: Compared }) {
  return (
    <table className="k-table">
      <tbody>
        {KINDS.map((kind) => (
          <tr key={kind}>
            <th scope="row">{kindNames()[kind]}</th>
            <td className="k-num">{format.number(told.totals[kind].count)}</td>
            <td className="k-num">{told.totals[kind].sum.map((sum) => sumText(measure, sum)).join(' · ')}</td>
          </tr>
        ))}
        {told.moves.map((move, at) => (
          <tr key={at}>
            <th scope="row" className="k-muted">
              {namedText(field, move.from)} → {namedText(field, move.to)}
            </th>
            <td className="k-num">{format.number(move.count)}</td>
            <td />
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function Records({ object, field, measure, rows }: Told & { object: ObjectType; rows: ComparedRecord[] }) {
  const paths = usePaths();
  if (rows.length === 0) return <p className="k-muted">{i18n.t('Nothing of this kind.')}</p>;
  const sideText = (side: ComparedRecord['before']): string =>
    side === null
      ? '–'
      : [namedText(field, side.by), ...(side.measure ? [sumText(measure, side.measure)] : [])].join(' · ');
  return (
    <table className="k-table">
      <thead>
        <tr>
          <th scope="col">{i18n.t('Name')}</th>
          <th scope="col">{i18n.t('What became of it')}</th>
          <th scope="col">{i18n.t('Then')}</th>
          <th scope="col">{i18n.t('Later')}</th>
        </tr>
      </thead>
      <tbody>
        {rows.map((row) => (
          <tr key={row.id}>
            <th scope="row">
              <Link to={paths.record(object.api, row.id)}>{row.name ?? i18n.t('No name')}</Link>
            </th>
            <td>{format.list(row.became.map((kind) => kindNames()[kind].toLocaleLowerCase()))}</td>
            <td>{sideText(row.before)}</td>
            <td>{sideText(row.after)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
