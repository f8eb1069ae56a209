import { Failure, fail } from '#shared/failure';
import { newId, sql } from '#kernel/database';
import { defineRoute, z, type Route } from '#kernel/http';
import type { Context } from '#kernel/workspace';
import { mayAdminister } from '#kernel/access';
import { catalogOf, requireObject, type FieldModel, type ObjectModel } from '../catalog.ts';
import { groupField, readGroupBy } from '../groups/group-by.ts';
import { allDatedFields } from '../dated/dated-fields.ts';
import { compileFilter } from '../query/filter.ts';
import { readColumns } from '../query/list.ts';
import { readOrder } from '../query/sort.ts';
import { requireId } from '../routes/record-call.ts';
import { mostColours } from '../looks/colours.ts';
import { mayShare, readAudience, seesViewSql } from './view-access.ts';
import { queueViewIndexes } from './index-view.ts';
import { sidebarRoutes } from './sidebar.ts';
import { viewAnswer } from '../answers/view-answers.ts';

const colourNames = ['grey', 'green', 'amber', 'red', 'blue', 'violet', 'teal'] as const;

/** How a list stands: widths in pixels, how many columns stay in place, what the foot works out, colours. */
const layout = z.strictObject({
  widths: z.record(z.string().max(80), z.number().int().min(40).max(2_000)).optional(),
  // Beyond four a narrow window would show nothing but what stays.
  pinned: z.number().int().min(1).max(4).optional(),
  totals: z.record(z.string().max(80), z.enum(['sum', 'avg', 'min', 'max', 'none'])).optional(),
  // The first that a record matches gives it its colour.
  colours: z
    .array(z.strictObject({ filter: z.unknown(), colour: z.enum(colourNames) }))
    .max(mostColours)
    .optional(),
});

const fields = {
  name: z.string().trim().min(1).max(80),
  kind: z.enum(['table', 'board', 'calendar']),
  filter: z.unknown(),
  sort: z.array(z.string().max(80)).max(4),
  columns: z.array(z.string().max(80)).max(100),
  group_by: z.string().max(80).nullable(),
  layout: layout.nullable(),
  shared: z.boolean(),
  team_id: z.uuid().nullable(),
  position: z.number().int().min(0).max(100_000),
};
const newView = z.strictObject({ object: z.string(), ...z.object(fields).partial().required({ name: true }).shape });
const viewPatch = z.strictObject(fields).partial();
type NewView = z.infer<typeof newView>;
type ViewPatch = z.infer<typeof viewPatch>;
type Checked = Pick<ViewPatch, 'kind' | 'filter' | 'sort' | 'columns' | 'group_by'> & { layout?: unknown };

interface ViewRow {
  id: string;
  object: string;
  name: string;
  kind: string;
  filter: unknown;
  sort: string[];
  columns: string[];
  group_by: string | null;
  layout: z.infer<typeof layout> | null;
  shared: boolean;
  team_id: string | null;
  position: number;
  member_id: string | null;
}

const most = 500; // saved views of a workspace: a person reads a menu, not a catalogue

function toJson({ member_id, ...view }: ViewRow) {
  return { ...view, owner_id: member_id };
}

/** A view as the actor may see it: without columns that are hidden from him. Null where it sorts, groups or chooses by
 * such a field, which it cannot do without. */
function asSeen(ctx: Context, view: ViewRow): ViewRow | null {
  const object = catalogOf(ctx).byApi.get(view.object);
  if (!object) return view;
  const dated = new Set(allDatedFields(ctx, object).map(({ key }) => key));
  if (object.fields === object.whole.fields && dated.size === object.dated.size) return view;
  const seen = (key: string) => object.fields.has(key) || dated.has(key);
  const only = <T>(some: Record<string, T> | undefined) =>
    some && Object.fromEntries(Object.entries(some).filter(([key]) => seen(key)));
  const { widths, totals, colours, ...rest } = view.layout ?? {};
  const laid = {
    ...rest,
    ...(widths ? { widths: only(widths)! } : {}),
    ...(totals ? { totals: only(totals)! } : {}),
    ...(colours
      ? { colours: colours.filter(({ filter }) => works(() => compileFilter(ctx, object, filter, 't'))) }
      : {}),
  };
  const shown = { ...view, columns: view.columns.filter(seen), layout: view.layout && laid };
  const { kind, filter, sort, group_by } = view;
  return works(() => checkView(ctx, view.object, { kind: kind as 'table', filter, sort, group_by })) ? shown : null;
}

function works(read: () => unknown): boolean {
  try {
    read();
    return true;
  } catch (problem) {
    if (problem instanceof Failure) return false;
    throw problem;
  }
}

/** What a view holds must work: a filter that cannot be read is refused when it is saved, not when it is opened. */
export function checkView(ctx: Context, api: string, view: Checked): ObjectModel {
  const object = requireObject(ctx, api);
  if (view.filter !== undefined && view.filter !== null) compileFilter(ctx, object, view.filter, 't');
  if (view.sort) readOrder(object, view.sort);
  if (view.columns) readColumns(ctx, object, view.columns);
  if (view.group_by) groupings[view.kind ?? 'table'](object, view.group_by);
  const { widths, totals, colours = [] } = (view.layout ?? {}) as z.infer<typeof layout>;
  if (view.layout) readColumns(ctx, object, Object.keys({ ...widths, ...totals }));
  for (const { filter } of colours) compileFilter(ctx, object, filter, 't');
  return object;
}

const groupings = { table: readGroupBy, board: groupField, calendar: dayField };

/** A calendar puts records on the days of one of their dates or times. */
function dayField(object: ObjectModel, name: string): FieldModel {
  const field = object.fields.get(name);
  const fits = field?.type === 'date' || field?.type === 'datetime';
  return fits ? field : fail('group.invalid', { detail: `"${name}" has no days for a calendar.` });
}

/** The views that the actor sees, their own, those of their teams and everybody's: of one object, or of all. */
export async function listViews(ctx: Context, object?: string) {
  const only = object ? sql`and object = ${object}` : sql``;
  const rows = await ctx.db.many<ViewRow>(sql`select * from ${ctx.db.table('view')}
    where ${seesViewSql(ctx)} ${only} order by position, created_at, id limit ${most}`);
  return rows.flatMap((row) => asSeen(ctx, row) ?? []).map(toJson);
}

const list = defineRoute<unknown, { object?: string }>({
  method: 'GET',
  path: '/api/v1/views',
  summary: 'Saved views: your own, those of your teams and the shared ones.',
  tag: 'Views',
  access: 'member',
  answer: z.object({ data: z.array(viewAnswer) }),
  query: z.object({ object: z.string().max(60).optional() }) as never,
  handle: async (ctx, { query }) => ({ data: await listViews(ctx, query.object) }),
});

const create = defineRoute<unknown, unknown, NewView>({
  method: 'POST',
  path: '/api/v1/views',
  summary: 'Save a view.',
  tag: 'Views',
  access: 'member',
  answer: viewAnswer,
  body: newView,
  handle: async (ctx, { body }) => {
    const object = checkView(ctx, body.object, body);
    const asked = { shared: body.shared ?? (!body.team_id && mayShare(ctx, object)), team_id: body.team_id };
    const { shared, team_id } = readAudience(ctx, object, { asked, now: { shared: false, team_id: null } });
    const { n } = await ctx.db.one<{ n: number }>(sql`select count(*) as n from ${ctx.db.table('view')}`);
    if (n >= most) fail('input.invalid', { detail: `A workspace keeps at most ${most} views.` });
    const row = await ctx.db.one<ViewRow>(sql`insert into ${ctx.db.table('view')}
      (id, object, name, kind, filter, sort, columns, group_by, layout, shared, team_id, member_id, position)
      values (${newId()}, ${body.object}, ${body.name}, ${body.kind ?? 'table'},
        ${JSON.stringify(body.filter ?? null)}::jsonb,
        ${body.sort ?? []}, ${body.columns ?? []}, ${body.group_by ?? null},
        ${body.layout ? JSON.stringify(body.layout) : null}::jsonb, ${shared}, ${team_id}::uuid,
        ${ctx.actor.memberId}::uuid, ${body.position ?? 0}) returning *`);
    await queueViewIndexes(ctx, object, body);
    return toJson(row);
  },
});

async function requireOwn(ctx: Context, id: string): Promise<ViewRow> {
  const row = await ctx.db.maybe<ViewRow>(sql`select * from ${ctx.db.table('view')} where id = ${requireId(id)}::uuid
    and ${seesViewSql(ctx)} for update`);
  if (!row || asSeen(ctx, row) === null) return fail('view.not_found');
  if (row.member_id !== ctx.actor.memberId && !mayAdminister(ctx)) fail('access.not_allowed');
  return row;
}

const change = defineRoute<{ id: string }, unknown, ViewPatch>({
  method: 'PATCH',
  path: '/api/v1/views/:id',
  summary: 'Change a saved view.',
  tag: 'Views',
  access: 'member',
  answer: viewAnswer,
  params: z.object({ id: z.string() }),
  body: viewPatch,
  handle: async (ctx, { params, body }) => {
    const old = await requireOwn(ctx, params.id);
    const shown = body.kind || body.group_by ? { kind: old.kind as 'table', group_by: old.group_by } : {};
    const object = checkView(ctx, old.object, { ...shown, ...body });
    const view = { ...old, ...body, ...readAudience(ctx, object, { asked: body, now: old }) };
    const row = await ctx.db
      .one<ViewRow>(sql`update ${ctx.db.table('view')} set name = ${view.name}, kind = ${view.kind},
        filter = ${JSON.stringify(view.filter ?? null)}::jsonb, sort = ${view.sort}, columns = ${view.columns},
        group_by = ${view.group_by}, layout = ${view.layout ? JSON.stringify(view.layout) : null}::jsonb,
        shared = ${view.shared}, team_id = ${view.team_id}::uuid, position = ${view.position}
      where id = ${old.id} returning *`);
    await queueViewIndexes(ctx, object, body);
    return toJson(asSeen(ctx, row)!);
  },
});

const remove = defineRoute<{ id: string }>({
  method: 'DELETE',
  path: '/api/v1/views/:id',
  summary: 'Remove a saved view.',
  tag: 'Views',
  access: 'member',
  answer: null,
  params: z.object({ id: z.string() }),
  handle: async (ctx, { params }) => {
    const view = await requireOwn(ctx, params.id);
    await ctx.db.run(sql`delete from ${ctx.db.table('view')} where id = ${view.id}`);
    return undefined;
  },
});

/** Saved views, and each member's menu of them. */
export const viewRoutes: Route[] = [list, create, change, remove, ...sidebarRoutes];
