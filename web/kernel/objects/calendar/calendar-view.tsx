import { IconChevronLeft, IconChevronRight } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { keys, listRecords, type Field, type ObjectType, type Page, type RecordRow } from '#web/kernel/api';
import { format, i18n } from '#web/kernel/i18n';
import {
  addDays,
  addMonths,
  Button,
  Calendar,
  IconButton,
  monthOf,
  ProblemNote,
  SelectField,
  SkeletonRows,
  usePhone,
  useShortcuts,
  weekOf,
  type Entry,
} from '#web/kernel/ui';
import { isEmpty } from '../fields/values.ts';
import { coloursAsked, useMarks, type Mark } from '../colours/use-colours.ts';
import { wireFilter } from '../filter/wire-filter.ts';
import { openCreate } from '../forms/create-store.ts';
import { groupFields, type ListSearch } from '../list/list-state.ts';
import type { ListShape } from '../list/list-state.ts';
import { fieldLabel, findField, isEditable, recordName } from '../model/model.ts';
import { saveFields } from '../model/save.ts';
import { usePaths } from '../model/use-model.ts';
import { useZone } from '../past/use-zone.ts';
import { dayFields, movedTo, withinDays } from './span.ts';
import './calendar-view.css';

/** The bound of the server for one page: what a month shows at most. */
const MOST = 1_000;

type CalendarViewProps = {
  object: ObjectType;
  shape: ListShape;
  search: ListSearch;
  q: string | undefined;
  asOf: string | null;
  onChange: (change: Record<string, unknown>) => void;
};
type Shown = CalendarViewProps & { field: Field; weeks: string[][]; month: string | null };

/** Records on the days of one of their fields, by month or by week; moving one changes that field. */
export default function CalendarView(props: CalendarViewProps) {
  const { object, shape, search, onChange } = props;
  const field = (shape.group ? findField(object, shape.group) : null) ?? dayFields(object)[0];
  const day = search.on ?? format.today();
  const byWeek = search.span === 'week';
  const weeks = byWeek ? [weekOf(day)] : monthOf(day);
  const go = (by: number): void =>
    onChange({ on: byWeek ? addDays(day, by * 7) : addMonths(`${day.slice(0, 7)}-01`, by) });
  useShortcuts([
    { keys: 'shift+arrowleft', label: i18n.t('Earlier'), run: () => go(-1) },
    { keys: 'shift+arrowright', label: i18n.t('Later'), run: () => go(1) },
    { keys: 't', label: i18n.t('Today'), run: () => onChange({ on: null }) },
  ]);
  if (!field) return null;
  const title = byWeek ? weekTitle(weeks[0]!) : format.calendarDay(day.slice(0, 7));
  return (
    <div className="k-calendar-view">
      <div className="k-calendar-tools">
        <h2 aria-live="polite">{title}</h2>
        <IconButton
          small
          label={i18n.t('Earlier')}
          icon={<IconChevronLeft size={16} stroke={1.75} />}
          onClick={() => go(-1)}
        />
        <IconButton
          small
          label={i18n.t('Later')}
          icon={<IconChevronRight size={16} stroke={1.75} />}
          onClick={() => go(1)}
        />
        <Button small onClick={() => onChange({ on: null })}>
          {i18n.t('Today')}
        </Button>
        <span className="k-grow" />
        <SelectField
          hideLabel
          label={i18n.t('The day that counts')}
          value={field.key}
          choices={dayFields(object).map((one) => ({ value: one.key, label: fieldLabel(one) }))}
          onChange={(group) => onChange({ group })}
        />
        <SelectField
          hideLabel
          label={i18n.t('How much is shown')}
          value={byWeek ? 'week' : 'month'}
          choices={[
            { value: 'month', label: i18n.t('Month') },
            { value: 'week', label: i18n.t('Week') },
          ]}
          onChange={(span) => onChange({ span: span === 'week' ? 'week' : null })}
        />
      </div>
      <Days {...props} field={field} weeks={weeks} month={byWeek ? null : day.slice(0, 7)} />
    </div>
  );
}

const weekTitle = (days: string[]): string =>
  `${format.calendarDay(days[0]!, { year: false })} – ${format.calendarDay(days[6]!)}`;

function Days(props: Shown) {
  const { object, field, weeks, month } = props;
  const navigate = useNavigate();
  const paths = usePaths();
  const zone = useZone();
  const phone = usePhone();
  const { data, error, refetch } = useDays(props, zone);
  const rows = data?.data;
  const mark = useMarks(object, props.shape.colours);
  const entries = byDay(object, rows ?? [], { field, mark });
  if (error) return <ProblemNote problem={error} onRetry={() => void refetch()} />;
  if (!rows) return <SkeletonRows />;
  const move = (key: string, day: string): void => {
    const row = rows.find((one) => one.id === key);
    if (row) void saveFields(object, row, { [field.key]: movedTo(field, String(row[field.key]), day, zone) });
  };
  const add = (day: string): void =>
    openCreate(object.api, {
      [field.key]: field.type === 'date' ? day : movedTo(field, new Date().toISOString(), day, zone),
    });
  const settable = isEditable(field);
  return (
    <>
      {data.next_cursor ? (
        <p className="k-board-cut" role="status">
          {i18n.t('There are more than {count} in these days: narrow them by a filter.', { count: MOST })}
        </p>
      ) : null}
      <Calendar
        label={i18n.t('Calendar')}
        weeks={weeks}
        month={month}
        today={format.today()}
        agenda={phone}
        entries={entries}
        onOpen={(id) => void navigate({ to: paths.record(object.api, id) })}
        {...(settable && object.can.update ? { onMove: move } : {})}
        {...(settable && object.can.create ? { onAdd: add } : {})}
      />
    </>
  );
}

function useDays({ object, shape, q, asOf, field, weeks }: Shown, zone: string) {
  const days = { from: weeks[0]![0]!, to: addDays(weeks.at(-1)![6]!, 1) };
  const within = withinDays(field, days, zone);
  const query = {
    filter: wireFilter(shape.filter ? { all: [shape.filter, within] } : within),
    sort: field.key,
    ...(q ? { q } : {}),
    ...(asOf ? { as_of: asOf } : {}),
    ...coloursAsked(shape.colours),
    limit: MOST,
  };
  return useQuery({
    queryKey: keys.list(object.api, query),
    queryFn: ({ signal }: { signal: AbortSignal }) => listRecords(object.api, query, signal),
    placeholderData: (before: Page | undefined) => before,
  });
}

/** What stands on each day, in the order of its times. */
function byDay(
  object: ObjectType,
  rows: RecordRow[],
  { field, mark }: { field: Field; mark: (row: RecordRow) => Mark | null },
): Map<string, Entry[]> {
  const single = groupFields(object).filter((one) => one.type === 'select');
  const state = single.find((one) => (one.options ?? []).some((option) => option.colour));
  const days = new Map<string, Entry[]>();
  for (const row of rows) {
    const value = row[field.key];
    if (isEmpty(value)) continue;
    const timed = field.type === 'datetime';
    const day = timed ? format.dayOf(String(value)) : String(value);
    const option = state?.options?.find((one) => one.value === row[state.key]);
    const entry: Entry = {
      key: row.id,
      name: recordName(object, row),
      time: timed ? format.timeOfDay(String(value)) : null,
      colour: mark(row)?.tone ?? option?.colour ?? null,
      ...(mark(row) ? { note: mark(row)!.words } : {}),
    };
    days.set(day, [...(days.get(day) ?? []), entry]);
  }
  return days;
}
