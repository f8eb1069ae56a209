import { dayText, localDay, relativeTime } from '#shared/filter';
import { sql, type Sql } from '#kernel/database';
import {
  getObject,
  namesOf,
  pointedAt,
  presentRow,
  scopeSql,
  seenTable,
  selectColumns,
  type FieldModel,
  type ObjectModel,
  type RecordJson,
} from '#kernel/objects';
import type { Context } from '#kernel/workspace';
import { aheadSql, datedSql, presentComingUp, type AheadRow, type ComingLine, type DatedRow } from './coming-up.ts';
import { lookedSql, namedSince, presentSince, sinceSql, type SetRow, type SinceItem } from './since-last-looked.ts';
import { choosePeople, presentTouch, touchSql, type TouchLine, type TouchRow } from './stay-in-touch.ts';

interface NamedRef {
  id: string;
  object: string;
  name: string | null;
}

/** The day at a glance. */
export interface Home {
  today: string;
  tasks: (RecordJson & { about: NamedRef | null })[];
  stay_in_touch: TouchLine[];
  coming_up: ComingLine[];
  since: { at: string | null; items: SinceItem[] };
}

const mostTasks = 50;

interface Parts {
  touch: TouchRow[];
  dated: DatedRow[];
  ahead: AheadRow[];
  looked: { at: string | null }[];
  since: SetRow[];
}

/** What the member reads in the morning: due tasks, whom to speak with, days ahead, what others did. Three statements:
 * the tasks, everything else, and the names of all that these point at. */
export async function readHome(ctx: Context): Promise<Home> {
  const object = getObject(ctx, 'task');
  const fields = [...object.fields.values()];
  // Side by side on one connection: both travel together.
  const [rows, parts] = await Promise.all([
    findDueTasks(ctx, object, fields),
    readParts<Parts>(ctx, {
      touch: touchSql(ctx),
      dated: datedSql(ctx),
      ahead: aheadSql(ctx),
      looked: lookedSql(ctx),
      since: sinceSql(ctx),
    }),
  ]);
  const touch = choosePeople(parts.touch);
  const names = await namesOf(ctx, wantedNames(touch, parts.since, pointedAt(rows, fields)));
  return {
    today: dayText(localDay(ctx.now, ctx.workspace.timeZone)),
    tasks: rows
      .map((row) => presentRow(ctx, object, row, { fields, names }))
      .map((task) => ({ ...task, about: aboutOf(task) })),
    stay_in_touch: presentTouch(ctx, touch, names),
    coming_up: presentComingUp(ctx, parts.dated, parts.ahead),
    since: { at: parts.looked[0]?.at ?? null, items: presentSince(ctx, parts.since, names) },
  };
}

function wantedNames(touch: TouchRow[], since: SetRow[], wanted: Map<string, Set<string>>): Map<string, Set<string>> {
  const members = touch.flatMap(({ last_contact_by_id: id }) => (id === null ? [] : [['member', id] as const]));
  for (const [key, id] of [...members, ...namedSince(since)]) wanted.set(key, (wanted.get(key) ?? new Set()).add(id));
  return wanted;
}

/** Several lists in one statement, each as a JSON text. Columns named `at` or `…_at` are moments, and come in the
 * notation of all moments. */
async function readParts<P>(ctx: Context, parts: { [Name in keyof P]: Sql }): Promise<P> {
  const columns = Object.entries<Sql>(parts).map(
    ([name, part]) => sql`(select coalesce(json_agg(r), '[]') from (${part}) r) as ${sql.id(name)}`,
  );
  const row = await ctx.db.one<Record<string, Record<string, unknown>[]>>(sql`select ${sql.join(columns)}`);
  for (const lines of Object.values(row))
    for (const line of lines)
      for (const [key, value] of Object.entries(line))
        if (typeof value === 'string' && /(^|_)at$/.test(key)) line[key] = value.replace('+00:00', 'Z');
  return row as P;
}

/** Open tasks of the member that are late or due today, the oldest first. */
function findDueTasks(ctx: Context, object: ObjectModel, fields: FieldModel[]): Promise<Record<string, unknown>[]> {
  const seen = ['assignee', 'done', 'due_at'].every((key) => object.fields.has(key));
  if (ctx.actor.memberId === null || !seen) return Promise.resolve([]);
  const span = relativeTime('today', ctx.now, ctx.workspace.timeZone);
  const before = (span?.to ?? ctx.now).toISOString();
  // Two ranges of one index: a tick box that was never set means no.
  const open = (done: Sql) => sql`(select ${selectColumns(object, fields, 't')} from ${seenTable(ctx, object)} t
    where t.deleted_at is null and t.assignee_id = ${ctx.actor.memberId}::uuid and ${done} and t.due_at <
      ${before}::timestamptz
      and ${scopeSql(ctx, object, { verb: 'read', alias: 't' })} order by t.due_at, t.id limit ${mostTasks})`;
  return ctx.db.many<Record<string, unknown>>(
    sql`${open(sql`t.done = false`)} union all ${open(sql`t.done is null`)} order by due_at, id limit ${mostTasks}`,
  );
}

function aboutOf(task: RecordJson): NamedRef | null {
  const refs = ['people', 'companies', 'deals'].flatMap((key) => (task[key] as NamedRef[] | null) ?? []);
  return refs.find((ref) => ref.name !== null) ?? null;
}
