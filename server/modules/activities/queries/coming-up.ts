import { dayText, localDay, startOfDay } from '#shared/filter';
import { nextDates } from '#shared/next-dates';
import { sql, type Sql } from '#kernel/database';
import { getObject, scopeSql } from '#kernel/objects';
import { noteSensitive } from '#kernel/audit';
import type { Context } from '#kernel/workspace';
import type { Words } from '../opener.ts';
import {
  companyOf,
  presentPerson,
  readableOf,
  seen,
  type Columns,
  type PersonLine,
  type PersonRow,
} from './person-line.ts';

/** A day ahead that concerns somebody. */
export interface ComingLine {
  person: PersonLine;
  kind: 'birthday' | 'name_day' | 'important_date' | 'task' | 'meeting';
  /** `YYYY-MM-DD` in the workspace's zone. */
  on: string;
  label: Words;
}

/** A row of `datedSql`. */
export interface DatedRow extends PersonRow {
  object: string;
  given: string | null;
  birthday: string | null;
  last_contact_at: string | null;
  important_dates: { label: string; date: string; note: string | null }[] | null;
}

/** A row of `aheadSql`. */
export interface AheadRow {
  id: string;
  api: string;
  kind: 'task' | 'meeting';
  subject: string | null;
  at: string;
  person: string | null;
  person_name: string | null;
  company: string | null;
  company_name: string | null;
}

const aheadDays = 14;
const mostLines = 30;
// On Saint Stylianos' day half the address book celebrates: those one spoke with last are wished.
const mostNameDays = 8;
// Wishes go to people one knows: those with a contact in two years, the most recent first.
const wishYears = 2;
const wishPeople = 1_000;
const mostDated = 300;

/** Birthdays, name days, important dates, tasks and meetings of the next fourteen days, of the member's own people
 * and companies and those that nobody owns, soonest first; from the rows of `datedSql` and `aheadSql`. */
export function presentComingUp(ctx: Context, dated: DatedRow[], ahead: AheadRow[]): ComingLine[] {
  const zone = ctx.workspace.timeZone;
  const today = todayOf(ctx);
  const last = addDays(today, aheadDays);
  const people = [...new Map(dated.map((row) => [row.id, row])).values()];
  const days = people.flatMap((row): ComingLine[] =>
    nextDates({ given: row.given, birthday: row.birthday, importantDates: row.important_dates }, today)
      .filter((one) => one.on <= last)
      .map(({ kind, on, label }) => ({ person: { ...presentPerson(row), object: row.object }, kind, on, label })),
  );
  const wished = new Set(nearest(people, days));
  const kept = days.filter((line) => line.kind !== 'name_day' || wished.has(line.person.id));
  const lines = [...kept, ...ahead.map((row) => presentAhead(row, zone))];
  const shown = lines.sort((a, b) => (a.on < b.on ? -1 : a.on > b.on ? 1 : 0)).slice(0, mostLines);
  noteBirthdays(ctx, shown);
  return shown;
}

/** Notes for the audit whose birthday was shown, where it is marked as sensitive. */
function noteBirthdays(ctx: Context, lines: readonly ComingLine[]): void {
  const field = 'birthday';
  if (!getObject(ctx, 'person').fields.get(field)?.sensitive) return;
  for (const { kind, person } of lines)
    if (kind === 'birthday' && person) noteSensitive(ctx, 'person', { field, record: person.id });
}

function todayOf(ctx: Context): string {
  return dayText(localDay(ctx.now, ctx.workspace.timeZone));
}

/** Ids of those with a name day whom one spoke with last. */
function nearest(people: DatedRow[], days: ComingLine[]): string[] {
  const last = new Map(people.map((row) => [row.id, row.last_contact_at ?? '']));
  const ids = days.filter((line) => line.kind === 'name_day').map((line) => line.person.id);
  return ids.sort((a, b) => ((last.get(a) ?? '') > (last.get(b) ?? '') ? -1 : 1)).slice(0, mostNameDays);
}

/** People and companies that may have a day ahead, for `readParts`. */
export function datedSql(ctx: Context): Sql {
  const today = todayOf(ctx);
  const days = Array.from({ length: aheadDays + 1 }, (_, n) => monthDay(addDays(today, n)));
  // Who was born on a leap day is wished on the 28th.
  if (days.includes(228)) days.push(229);
  const [p, c] = [seen(ctx, 'person', 'p'), seen(ctx, 'company', 'c')];
  const [born, last, owned, dates] = ['birthday__day', 'last_contact_at', 'owner_id', 'important_dates__days'].map(p);
  const since = new Date(ctx.now.getTime() - wishYears * 365 * 86_400_000).toISOString();
  const person = sql`'people' as object, p.id, p.name->>'full' as name, coalesce(p.name->>'first',
    p.name->>'full') as given,
    ${p('title')} as title, c.id as company_id, c.name as company, ${p('birthday')} as birthday,
    ${p('important_dates')} as important_dates, ${p('last_contact_at')} as last_contact_at
    from ${ctx.db.table('person')} p ${companyOf(ctx)}`;
  const live = sql`p.deleted_at is null and ${scopeSql(ctx, getObject(ctx, 'person'), { verb: 'read', alias: 'p' })}`;
  // Each part goes along one index, in its whole order, and stops: of a million people forty thousand have a birthday
  // in fourteen days.
  const each = (owner: Sql) => sql`(select ${person} where ${live} and ${owner}
      and ${last} >= ${since}::timestamptz
      order by ${owned} desc, ${last} desc, p.id desc limit ${wishPeople})
    union all (select b.* from unnest(${days}::smallint[]) d (day) cross join lateral (
      (select ${person} where ${live} and ${owner} and ${born} = d.day and ${last} is not null
        order by ${owned} desc, ${born} desc, ${last} desc limit ${mostLines})
      union all (select ${person} where ${live} and ${owner} and ${born} = d.day and ${last} is null
        order by ${owned} desc, ${born} desc limit ${mostLines})) b)`;
  return sql`${each(sql`${owned} = ${ctx.actor.memberId}::uuid`)}
    union all ${each(sql`${owned} is null`)}
    union all (select ${person} where ${live} and ${mine(ctx, 'p')} and ${dates} && ${days}::smallint[]
      order by ${last} desc nulls last limit ${mostDated})
    union all (select 'companies' as object, c.id, c.name, null as given, ${c('industry')} as title,
        null::uuid as company_id, null as company, null as birthday, ${c('important_dates')} as important_dates,
        ${c('last_contact_at')} as last_contact_at
      from ${ctx.db.table('company')} c where c.deleted_at is null and ${mine(ctx, 'c')}
        and ${scopeSql(ctx, getObject(ctx, 'company'), { verb: 'read', alias: 'c' })}
        and ${c('important_dates__days')} && ${days}::smallint[] limit ${mostDated})`;
}

function mine(ctx: Context, alias: 'p' | 'c'): Sql {
  const owner = seen(ctx, alias === 'p' ? 'person' : 'company', alias)('owner_id');
  return sql`(${owner} = ${ctx.actor.memberId}::uuid or ${owner} is null)`;
}

/** Tasks after today and meetings from now on, for `readParts`. */
export function aheadSql(ctx: Context): Sql {
  const today = todayOf(ctx);
  const { db, actor, now } = ctx;
  const start = (day: string) => {
    const [y, m, d] = day.split('-').map(Number) as [number, number, number];
    return startOfDay([y, m, d], ctx.workspace.timeZone).toISOString();
  };
  const [tomorrow, end] = [start(addDays(today, 1)), start(addDays(today, aheadDays + 1))];
  const [task, meeting] = [seen(ctx, 'task', 'e'), seen(ctx, 'meeting', 'e')];
  const [due, held] = [task('due_at'), meeting('happened_at')];
  const scope = (key: string) => scopeSql(ctx, getObject(ctx, key), { verb: 'read', alias: 'e' });
  const names = (e: Columns) => sql`left join ${db.table('person')} p
        on p.id = ${e('people_ids')}[1] and ${readableOf(ctx, 'person', 'p')}
      left join ${db.table('company')} c on c.id = ${e('companies_ids')}[1] and ${readableOf(ctx, 'company', 'c')}`;
  const about = sql`p.id as person, p.name->>'full' as person_name, c.id as company, c.name as company_name`;
  return sql`(select e.id, 'tasks' as api, 'task' as kind, ${task('subject')} as subject, ${due} as at, ${about}
      from ${db.table('task')} e ${names(task)}
      where e.deleted_at is null and ${task('assignee_id')} = ${actor.memberId}::uuid and ${task('done')} = false
        and ${due} >= ${tomorrow}::timestamptz and ${due} < ${end}::timestamptz and ${scope('task')}
      order by ${due} limit ${mostLines})
    union all (select e.id, 'meetings' as api, 'meeting' as kind, ${meeting('subject')} as subject, ${held} as at,
        ${about}
      from ${db.table('meeting')} e ${names(meeting)}
      where e.deleted_at is null and ${meeting('author_id')} = ${actor.memberId}::uuid
        and ${held} >= ${now.toISOString()}::timestamptz and ${held} < ${end}::timestamptz and
          ${scope('meeting')}
      order by ${held} limit ${mostLines})`;
}

function presentAhead(row: AheadRow, timeZone: string): ComingLine {
  const company =
    row.company && row.company_name ? { id: row.company, object: 'companies', name: row.company_name } : null;
  const own = { id: row.id, object: row.api, name: row.subject ?? row.kind, title: null, company: null };
  const person =
    row.person && row.person_name
      ? { id: row.person, object: 'people', name: row.person_name, title: null, company }
      : company
        ? { ...company, title: null, company: null }
        : own;
  const text = row.subject ?? row.kind;
  return { person, kind: row.kind, on: dayText(localDay(new Date(row.at), timeZone)), label: { en: text, el: text } };
}

function monthDay(day: string): number {
  return Number(day.slice(5, 7) + day.slice(8, 10));
}

function addDays(day: string, n: number): string {
  return new Date(Date.parse(`${day}T00:00:00Z`) + n * 86_400_000).toISOString().slice(0, 10);
}
