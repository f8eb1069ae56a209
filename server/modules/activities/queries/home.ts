import { dayText, localDay, relativeTime } from '#shared/filter';
import { sql, type Sql } from '#kernel/database';
import { getObject, presentRows, scopeSql, selectColumns, type RecordJson } from '#kernel/objects';
import type { Context } from '#kernel/workspace';
import { listComingUp, type ComingLine } from './coming-up.ts';
import { listSince, type SinceItem } from './since-last-looked.ts';
import { listStayInTouch, type TouchLine } from './stay-in-touch.ts';

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

/** What the member reads in the morning: due tasks, whom to speak with, days ahead, what others did. */
export async function readHome(ctx: Context): Promise<Home> {
  // Side by side on one connection: what each part asks first travels together.
  const [tasks, touch, coming, since] = await Promise.all([
    listDueTasks(ctx),
    listStayInTouch(ctx),
    listComingUp(ctx),
    listSince(ctx),
  ]);
  const today = dayText(localDay(ctx.now, ctx.workspace.timeZone));
  return { today, tasks, stay_in_touch: touch, coming_up: coming, since };
}

/** Open tasks of the member that are late or due today, the oldest first. */
async function listDueTasks(ctx: Context): Promise<Home['tasks']> {
  if (ctx.actor.memberId === null) return [];
  const object = getObject(ctx, 'task');
  const fields = [...object.fields.values()];
  const span = relativeTime('today', ctx.now, ctx.workspace.timeZone);
  const before = (span?.to ?? ctx.now).toISOString();
  // Two ranges of one index: a tick box that was never set means no.
  const open = (done: Sql) => sql`(select ${selectColumns(object, fields, 't')} from ${ctx.db.table('task')} t
    where t.deleted_at is null and t.assignee_id = ${ctx.actor.memberId}::uuid and ${done} and t.due_at <
      ${before}::timestamptz
      and ${scopeSql(ctx, object, { verb: 'read', alias: 't' })} order by t.due_at, t.id limit ${mostTasks})`;
  const rows = await ctx.db.many<Record<string, unknown>>(
    sql`${open(sql`t.done = false`)} union all ${open(sql`t.done is null`)} order by due_at, id limit ${mostTasks}`,
  );
  return (await presentRows(ctx, object, rows, fields)).map((task) => ({ ...task, about: aboutOf(task) }));
}

function aboutOf(task: RecordJson): NamedRef | null {
  const refs = ['people', 'companies', 'deals'].flatMap((key) => (task[key] as NamedRef[] | null) ?? []);
  return refs.find((ref) => ref.name !== null) ?? null;
}
