import { sql, type Sql } from '#kernel/database';
import { dayText, localDay, relativeTime } from '#shared/filter';
import { date as dateValue, datetime as datetimeValue, isDay, partialDate as partialValue } from '#shared/fields/dates';
import { labelledDates as labelledValue } from '#shared/fields/labelled-dates';
import { startOfDay } from '#shared/filter';
import { compareOrdered, plain, type Comparing, type FieldType } from './field-type.ts';

interface Span {
  from: Date;
  to: Date;
}

const outside = 'Give a time between the years 1 and 9999.';

/** Beyond the four digits of RFC 3339 no database and no page agrees on what is meant. */
function isOfCalendar(at: Date): boolean {
  return at.getUTCFullYear() >= 1 && at.getUTCFullYear() <= 9_999;
}

/** A day, a moment or a relative time as the span of instants it means. */
function readSpan(c: Comparing, operand: unknown): Span {
  if (typeof operand !== 'string')
    return c.refuse('Give a date, a time, or a relative time such as "-90d" or "today".');
  const relative = relativeTime(operand, c.now, c.timeZone);
  if (relative) return isOfCalendar(relative.from) && isOfCalendar(relative.to) ? relative : c.refuse(outside);
  if (isDay(operand)) {
    const [year, month, day] = operand.split('-').map(Number) as [number, number, number];
    const from = startOfDay([year, month, day], c.timeZone);
    const next = new Date(Date.UTC(year, month - 1, day + 1));
    const to = startOfDay([next.getUTCFullYear(), next.getUTCMonth() + 1, next.getUTCDate()], c.timeZone);
    return { from, to };
  }
  const at = new Date(datetimeValue.parse(operand, { key: c.field.key }, { region: '', currency: '' }) as string);
  return { from: at, to: at };
}

/** `within` takes a named span (`this_quarter`) or a shift: `-7d` is the last seven days, `+2w` the next two weeks. */
function readWithin(c: Comparing): Span {
  const span = readSpan(c, c.operand);
  if (span.from.getTime() !== span.to.getTime()) return span;
  return span.from < c.now ? { from: span.from, to: c.now } : { from: c.now, to: span.to };
}

function compareSpan(c: Comparing, column: Sql, bind: (at: Date) => Sql): Sql {
  const point = (span: Span) => span.from.getTime() === span.to.getTime();
  switch (c.op) {
    case 'within': {
      const { from, to } = readWithin(c);
      return sql`(${column} >= ${bind(from)} and ${column} < ${bind(to)})`;
    }
    case 'is':
    case 'is_not': {
      const span = readSpan(c, c.operand);
      const inside = point(span)
        ? sql`${column} = ${bind(span.from)}`
        : sql`(${column} >= ${bind(span.from)} and ${column} < ${bind(span.to)})`;
      return c.op === 'is' ? inside : sql`(${inside}) is not true`;
    }
    case 'before':
    case 'lt':
      return sql`${column} < ${bind(readSpan(c, c.operand).from)}`;
    case 'gte':
      return sql`${column} >= ${bind(readSpan(c, c.operand).from)}`;
    case 'after':
    case 'gt': {
      const span = readSpan(c, c.operand);
      return point(span) ? sql`${column} > ${bind(span.to)}` : sql`${column} >= ${bind(span.to)}`;
    }
    case 'lte': {
      const span = readSpan(c, c.operand);
      return point(span) ? sql`${column} <= ${bind(span.to)}` : sql`${column} < ${bind(span.to)}`;
    }
    case 'between': {
      if (!Array.isArray(c.operand) || c.operand.length !== 2) return c.refuse('Give two values: from and to.');
      const [from, to] = c.operand.map((operand) => readSpan(c, operand));
      const upper = point(to!) ? sql`${column} <= ${bind(to!.to)}` : sql`${column} < ${bind(to!.to)}`;
      return sql`(${column} >= ${bind(from!.from)} and ${upper})`;
    }
    default:
      return c.refuse(`The operator "${c.op}" does not fit this field.`);
  }
}

export const datetime: FieldType = {
  ...plain(datetimeValue, 'timestamptz'),
  sort: { column: (field) => field.column, type: 'timestamptz', tieByTitle: false },
  compare: (c) => compareSpan(c, c.column(c.field.column), (at) => sql`${at.toISOString()}::timestamptz`),
};

export const date: FieldType = {
  ...plain(dateValue, 'date'),
  sort: { column: (field) => field.column, type: 'date', tieByTitle: true },
  compare: (c) => {
    const day = (at: Date) => dayText(localDay(at, c.timeZone));
    return compareSpan(c, c.column(c.field.column), (at) => sql`${day(at)}::date`);
  },
};

const dayOfYear = (name: string) => `${name}__day`;

/** Month and day of a partial date as MMDD, or null where they are not known. */
function monthDay(value: string | null): number | null {
  const match = /^(?:\d{4}|-)-(\d\d)-(\d\d)$/.exec(value ?? '');
  return match ? Number(match[1]! + match[2]!) : null;
}

/** The days MMDD of a span, which may run over the end of the year. */
function withinYear(column: Sql, from: Date, to: Date, timeZone: string): Sql {
  const whole = to.getTime() - from.getTime() >= 365 * 86_400_000;
  const last = new Date(to.getTime() - 1);
  const [start, end] = [from, last].map((at) => monthDay(dayText(localDay(at, timeZone)))!);
  if (whole) return sql`${column} is not null`;
  return start! <= end!
    ? sql`${column} between ${start} and ${end}`
    : sql`(${column} >= ${start} or ${column} <= ${end})`;
}

export const partialDate: FieldType = {
  ...plain(partialValue, 'text'),
  columns: (field) => [
    { name: field.column, type: 'text' },
    { name: dayOfYear(field.column), type: 'smallint', index: 'btree' },
  ],
  toRow: (value, field) => ({ [field.column]: value, [dayOfYear(field.column)]: monthDay(value as string | null) }),
  sort: { column: (field) => field.column, type: 'text', tieByTitle: true },
  // A birthday comes every year: `within` looks at day and month, the other operators at the date as written, which a
  // relative time is compared with as the day it means.
  compare: (c) => {
    if (c.op === 'within') {
      const { from, to } = readWithin(c);
      return withinYear(c.column(dayOfYear(c.field.column)), from, to, c.timeZone);
    }
    const column = c.column(c.field.column);
    const bind = (operand: unknown) => sql`${c.read(operand)}`;
    const [from, to] = c.op === 'between' && Array.isArray(c.operand) ? c.operand : [c.operand, c.operand];
    const first = dayOf(c, from, 'first');
    const last = dayOf(c, to, 'last');
    if (c.op === 'before') return sql`${column} < ${bind(first)}`;
    if (c.op === 'after') return sql`${column} > ${bind(last)}`;
    const named = first !== from && (c.op === 'is' || c.op === 'is_not');
    const inside = sql`${column} between ${bind(first)} and ${bind(last)}`;
    if (named) return c.op === 'is' ? inside : sql`(${inside}) is not true`;
    const length = Array.isArray(c.operand) ? c.operand.length : 0;
    return compareOrdered(c.op === 'between' && length === 2 ? { ...c, operand: [first, last] } : c, column, bind);
  },
};

/** A relative time (`-90d`, `this_month`) as the first or last day that it means; anything else as it was given. */
function dayOf(c: Comparing, operand: unknown, edge: 'first' | 'last'): unknown {
  const span = typeof operand === 'string' ? relativeTime(operand, c.now, c.timeZone) : null;
  if (!span) return operand;
  if (!isOfCalendar(span.from) || !isOfCalendar(span.to)) return c.refuse(outside);
  const end = span.to > span.from ? new Date(span.to.getTime() - 1) : span.to;
  return dayText(localDay(edge === 'first' ? span.from : end, c.timeZone));
}

export const labelledDates: FieldType = {
  ...plain(labelledValue, 'jsonb'),
  columns: (field) => [
    { name: field.column, type: 'jsonb' },
    { name: `${field.column}__days`, type: 'smallint[]', index: 'gin' },
  ],
  toRow: (value, field) => {
    const list = (value as { date: string }[] | null) ?? [];
    const days = list.map((item) => monthDay(item.date)).filter((day) => day !== null);
    return { [field.column]: value, [`${field.column}__days`]: days.length > 0 ? days : null };
  },
  compare: (c) => {
    if (c.op !== 'within') return c.refuse(`The operator "${c.op}" does not fit this field.`);
    const { from, to } = readWithin(c);
    const day = sql`d.day`;
    const days = c.column(`${c.field.column}__days`);
    return sql`exists (select 1 from unnest(${days}) d (day) where ${withinYear(day, from, to, c.timeZone)})`;
  },
};
