import { IconArrowRight } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { groupRecords, keys, type Field, type Money, type ObjectType, type RecordRow } from '#web/kernel/api';
import { format, i18n, inLanguage } from '#web/kernel/i18n';
import { Board, ColourChip, IconButton, Menu, SkeletonRows, type BoardColumn } from '#web/kernel/ui';
import { valueText } from '../fields/values.ts';
import { wireFilter } from '../filter/wire-filter.ts';
import type { ListShape } from '../list/view-tabs.tsx';
import { useRows } from '../list/use-rows.ts';
import { findField, isEditable, recordName } from '../model/model.ts';
import { saveFields } from '../model/save.ts';
import { usePaths } from '../model/use-model.ts';
import './board-view.css';

const NONE = '';

/** Records as cards in the columns of one choice field; moving a card changes that field. */
export default function BoardView(props: {
  object: ObjectType;
  shape: ListShape;
  q: string | undefined;
  onChange: (change: Record<string, unknown>) => void;
}) {
  const { object, shape } = props;
  const field = shape.group ? findField(object, shape.group) : null;
  const { rows, pages } = useRows(object.api, { filter: shape.filter, sort: shape.sort, q: props.q });
  const sums = useSums(object, shape, field);
  if (!field) return null;
  if (pages.isPending) return <SkeletonRows />;
  const movable = isEditable(field) && object.can.update;
  const columns = boardColumns(field, rows, sums);
  const move = (id: string, to: string): void => {
    const row = rows.find((one) => one.id === id);
    if (row) void saveFields(object, row, { [field.key]: to || null });
  };
  return (
    <Board
      label={i18n.t('Board')}
      columns={columns}
      cardKey={(row) => row.id}
      {...(movable ? { onMove: move } : {})}
      renderCard={(row, column) => (
        <BoardCard
          object={object}
          field={field}
          row={row}
          at={column.key}
          columns={columns}
          {...(movable ? { onMove: move } : {})}
        />
      )}
    />
  );
}

function boardColumns(field: Field, rows: RecordRow[], sums: Map<string, string>): BoardColumn<RecordRow>[] {
  const options = [
    ...(field.options ?? []),
    { value: NONE, label: { en: i18n.t('None'), el: i18n.t('None') }, colour: null },
  ];
  return options
    .map((option) => {
      const cards = rows.filter((row) => ((row[field.key] as string | null) ?? NONE) === option.value);
      const name = inLanguage(option.label);
      return {
        key: option.value,
        name,
        label: <ColourChip colour={option.colour}>{name}</ColourChip>,
        summary: sums.get(option.value) ?? format.number(cards.length),
        cards,
      };
    })
    .filter((column) => column.key !== NONE || column.cards.length > 0);
}

function useSums(object: ObjectType, shape: ListShape, field: Field | null): Map<string, string> {
  const money = object.fields.find((one) => one.type === 'money');
  const query = {
    filter: wireFilter(shape.filter),
    ...(field ? { group_by: field.key } : {}),
    aggregate: [{ fn: 'count' as const }, ...(money ? [{ fn: 'sum' as const, field: money.key }] : [])],
  };
  const { data } = useQuery({
    queryKey: keys.groups(object.api, query),
    enabled: field !== null,
    queryFn: () => groupRecords(object.api, query),
  });
  return new Map(
    (data?.groups ?? []).map((group) => {
      const sum = money ? (group.values[`sum_${money.key}`] as Money[] | undefined) : undefined;
      const parts = [
        format.number(Number(group.values.count ?? 0)),
        ...(sum ?? []).map((one) => format.money(one, true)),
      ];
      return [group.key ?? NONE, parts.join(' · ')];
    }),
  );
}

type CardProps = {
  object: ObjectType;
  field: Field;
  row: RecordRow;
  at: string;
  columns: BoardColumn<RecordRow>[];
  onMove?: (id: string, to: string) => void;
};

function BoardCard({ object, field, row, at, columns, onMove }: CardProps) {
  const paths = usePaths();
  const facts = object.columns
    .filter((key) => key !== object.title && key !== field.key)
    .map((key) => findField(object, key))
    .filter((one) => one !== null)
    .map((one) => valueText(one, row[one.key]))
    .filter(Boolean)
    .slice(0, 3);
  const targets = columns.filter((column) => column.key !== at);
  return (
    <>
      <div className="k-row">
        <Link to={paths.record(object.api, row.id)} className="k-grow k-card-title">
          {recordName(object, row)}
        </Link>
        {onMove ? (
          <Menu
            end
            trigger={
              <IconButton
                small
                label={i18n.t('Move {name}', { name: recordName(object, row) })}
                icon={<IconArrowRight size={14} stroke={1.75} />}
              />
            }
            entries={[
              { heading: i18n.t('Move to') },
              ...targets.map((column) => ({ label: column.name, run: () => onMove(row.id, column.key) })),
            ]}
          />
        ) : null}
      </div>
      {facts.map((fact) => (
        <p key={fact} className="k-muted k-cut">
          {fact}
        </p>
      ))}
    </>
  );
}
