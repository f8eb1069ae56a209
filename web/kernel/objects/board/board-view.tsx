import { useQueries, useQuery } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useState, type ReactNode } from 'react';
import {
  groupRecords,
  keys,
  listRecords,
  type BaseTotal,
  type Field,
  type Filter,
  type Group,
  type Groups,
  type Money,
  type ObjectType,
  type Page,
  type RecordRow,
} from '#web/kernel/api';
import { format, i18n, inLanguage } from '#web/kernel/i18n';
import { Board, Button, ColourChip, SkeletonRows, Tabs, type BoardColumn } from '#web/kernel/ui';
import { coloursAsked, useMarks } from '../colours/use-colours.ts';
import { wireFilter } from '../filter/wire-filter.ts';
import { useListSearch, type ListShape } from '../list/list-state.ts';
import { NewSince } from '../looks/new-since.tsx';
import { MoneyTotalText, moneyTotal } from '../fields/money-total.tsx';
import { fieldLabel, findField, isEditable, recordName } from '../model/model.ts';
import { saveFields } from '../model/save.ts';
import { usePaths } from '../model/use-model.ts';
import { BoardCard } from './board-card.tsx';
import { warmth } from './idle.ts';
import { useLanes, type Lane, type Ways } from './lanes.ts';
import './board-view.css';

const NONE = '';
/** As many cards of a column as fill a tall screen twice; more come when asked for. */
const PAGE = 40;
/** The bound of the server for one page. */
const MOST = 1_000;

type BoardProps = { object: ObjectType; shape: ListShape; q: string | undefined; asOf: string | null };
type Asked = BoardProps & { field: Field; lanes: Lane[] };

/** Records as cards in the columns of one choice field, or of records in an order; moving a card changes that field. */
export default function BoardView(props: BoardProps) {
  const field = props.shape.group ? findField(props.object, props.shape.group) : null;
  return field ? <LaneBoard {...props} field={field} /> : null;
}

/** The board of one way where there are several, with a switch between them; it lives in the address. */
function LaneBoard(asked: BoardProps & { field: Field }) {
  const [{ open }, change] = useListSearch();
  const found = useLanes(asked.object, asked.field);
  if (!found) return <SkeletonRows />;
  const { lanes, ways } = found;
  const several: Ways | null = ways && ways.all.length > 1 ? ways : null;
  if (!several) return <FieldBoard {...asked} lanes={lanes} />;
  const chosen = several.all.find(({ value }) => open?.includes(value)) ?? several.all[0]!;
  const own: Filter = { field: several.field.key, is: chosen.value };
  const { filter } = asked.shape;
  const shape = { ...asked.shape, filter: filter ? { all: [filter, own] } : own };
  return (
    <div className="k-board-lanes">
      <div className="k-board-ways">
        <Tabs
          label={fieldLabel(several.field)}
          tabs={several.all}
          value={chosen.value}
          onChange={(value) => change({ open: [value] })}
        />
      </div>
      <FieldBoard {...asked} key={chosen.value} shape={shape} lanes={lanes.filter(({ way }) => way === chosen.value)} />
    </div>
  );
}

function FieldBoard(asked: Asked) {
  const { object, field } = asked;
  const navigate = useNavigate();
  const paths = usePaths();
  const mark = useMarks(object, asked.shape.colours);
  const { groups, more: cut } = useGroups(asked) ?? {};
  const kept = choicesOf(asked, groups ?? []);
  const limits = new Map(kept.map((choice) => [choice.value, choice.idleDays]));
  const { pages, more } = useColumnPages(asked, groups ? kept.map((choice) => choice.value) : []);
  if (!groups || pages.some((page) => page.isPending)) return <SkeletonRows />;
  const columns = kept.map((choice, at): BoardColumn<Card> => {
    const name = choice.label;
    return {
      key: choice.value,
      name,
      label: <ColourChip colour={choice.colour}>{name}</ColourChip>,
      summary: summaryOf(groups, choice.value),
      cards: (pages[at]?.data?.data ?? []).map((row) => ({ row, at: choice.value })),
      foot: pages[at]?.data?.next_cursor ? (
        <Button small look="quiet" busy={pages[at]?.isFetching ?? false} onClick={() => more(choice.value)}>
          {i18n.t('Show more')}
        </Button>
      ) : null,
    };
  });
  const movable = isEditable(field) && object.can.update;
  const cardKey = cardKeyBy(field);
  const move = ({ row, at }: Card, to: string): void =>
    void saveFields(object, row, { [field.key]: movedTo(asked, row, { from: at, to }) });
  const moveByKey = (key: string, to: string): void => {
    const card = columns.flatMap(({ cards }) => cards).find((one) => cardKey(one) === key);
    if (card) move(card, to);
  };
  const board = (
    <Board
      label={i18n.t('Board')}
      columns={columns}
      cardKey={cardKey}
      landedKey={({ row }, to) => cardKey({ row, at: to })}
      cardName={({ row }) => recordName(object, row)}
      warmth={({ row, at }) => warmth(row, limits.get(at))}
      {...(mark ? { mark: ({ row }: Card) => mark(row) } : {})}
      onOpen={({ row }) => void navigate({ to: paths.record(object.api, row.id) })}
      {...(movable ? { onMove: moveByKey } : {})}
      renderCard={({ row }, column) => (
        <BoardCard
          object={object}
          field={field}
          row={row}
          at={column.key}
          columns={columns}
          limit={limits.get(column.key) ?? null}
          {...(movable ? { onMove: (to) => move({ row, at: column.key }, to) } : {})}
        />
      )}
    />
  );
  return (
    <>
      {cut ? <CutNote /> : null}
      <NewSince object={object} rows={rowsOf(columns)} off={asked.asOf !== null}>
        {board}
      </NewSince>
    </>
  );
}

const CutNote = () => (
  <p className="k-board-cut" role="status">
    {i18n.t('There are more groups than these: narrow them by a filter.')}
  </p>
);

/** The records on the board, each once. */
const rowsOf = (columns: BoardColumn<Card>[]): RecordRow[] => [
  ...new Map(columns.flatMap(({ cards }) => cards.map(({ row }) => [row.id, row]))).values(),
];

/** A record in one of the columns it stands in. */
type Card = { row: RecordRow; at: string };

/** A record that may stand in several columns is another card in each. */
const cardKeyBy =
  (field: Field) =>
  ({ row, at }: Card): string =>
    field.type === 'multi_select' ? `${at} ${row.id}` : row.id;

/** What a field holds once a card was moved: of several choices the one it was in is left for the other. */
function movedTo({ field, lanes }: Asked, row: RecordRow, { from, to }: { from: string; to: string }): unknown {
  const lane = lanes.find((one) => one.value === to);
  if (lane) return { id: to, object: field.to, name: lane.label };
  if (field.type !== 'multi_select' || to === NONE) return to || null;
  const others = ((row[field.key] ?? []) as string[]).filter((one) => one !== from && one !== to);
  return [...others, to];
}

/** The columns: the field's options, what else stands in it, and a last one for records without a value. */
function choicesOf({ field, lanes }: Asked, groups: Group[]): Lane[] {
  const used = (value: string): boolean => groups.some((group) => group.key === value);
  const options = (field.options ?? [])
    .filter((one) => !one.archived || used(one.value))
    .map(({ value, colour, label }) => ({ value, colour, label: inLanguage(label), idleDays: null }));
  const known = [...lanes, ...options];
  const others = groups
    .filter((group) => group.key !== null && group.key !== '' && !known.some((one) => one.value === group.key))
    .map((group) => ({
      value: String(group.key),
      label: group.label ?? String(group.key),
      colour: null,
      idleDays: null,
    }));
  const empty = groups.some((group) => group.key === null || group.key === '');
  return [
    ...known,
    ...others,
    ...(empty ? [{ value: NONE, label: i18n.t('None'), colour: null, idleDays: null }] : []),
  ];
}

function useColumnPages({ object, shape, field, q, asOf }: Asked, values: string[]) {
  const [limits, setLimits] = useState<Record<string, number>>({});
  const pages = useQueries({
    queries: values.map((value) => {
      const own: Filter = value === NONE ? { field: field.key, empty: true } : hasValue(field, value);
      const query = {
        filter: wireFilter(shape.filter ? { all: [shape.filter, own] } : own),
        ...(shape.sort ? { sort: shape.sort } : {}),
        ...(q ? { q } : {}),
        ...(asOf ? { as_of: asOf } : {}),
        ...coloursAsked(shape.colours),
        limit: limits[value] ?? PAGE,
      };
      return {
        queryKey: keys.list(object.api, query),
        queryFn: ({ signal }: { signal: AbortSignal }) => listRecords(object.api, query, signal),
        placeholderData: (before: Page | undefined) => before,
      };
    }),
  });
  const more = (value: string): void =>
    setLimits({ ...limits, [value]: Math.min(MOST, (limits[value] ?? PAGE) + PAGE) });
  return { pages, more };
}

const hasValue = ({ key, type }: Field, value: string): Filter =>
  type === 'multi_select' ? { field: key, contains: [value] } : { field: key, is: value };

function useGroups({ object, shape, field, q, asOf }: Asked): Groups | undefined {
  const money = object.fields.find((one) => one.type === 'money');
  const chance = object.fields.find(({ key, type }) => key === 'probability' && type === 'percent');
  const query = {
    filter: wireFilter(shape.filter),
    ...(q ? { q } : {}),
    ...(asOf ? { as_of: asOf } : {}),
    group_by: field.key,
    aggregate: [
      { fn: 'count' as const },
      ...(money ? [{ fn: 'sum' as const, field: money.key }] : []),
      ...(money && chance ? [{ fn: 'sum' as const, field: money.key, times: chance.key }] : []),
    ],
  };
  const { data } = useQuery({
    queryKey: keys.groups(object.api, query),
    queryFn: () => groupRecords(object.api, query),
    placeholderData: (before) => before,
  });
  return data;
}

/** How many records a column has, and their money: one total where its rates are known, and what of it is likely. */
function summaryOf(groups: Group[], value: string): ReactNode {
  const values = groups.find((one) => (one.key ?? NONE) === value)?.values ?? {};
  const [name, likely] = Object.keys(values).filter((key) => key.startsWith('sum_') && Array.isArray(values[key]));
  const sums = name ? (values[name] as Money[]) : [];
  const count = format.number(Number(values['count'] ?? 0));
  if (sums.length === 0) return count;
  const base = values[`${name}_base`] as BaseTotal | undefined;
  const total = moneyTotal(sums, base);
  const weighted = likely
    ? moneyTotal(values[likely] as Money[], values[`${likely}_base`] as BaseTotal | undefined)
    : total;
  return (
    <>
      {count} · <MoneyTotalText {...total} />
      {weighted.text === total.text ? null : (
        <span className="k-board-likely">{i18n.t('{sum} weighted', { sum: weighted.text })}</span>
      )}
      {base && base.left_out > 0 ? (
        <span className="k-board-likely">{i18n.t('{count} without a rate', { count: base.left_out })}</span>
      ) : null}
    </>
  );
}
