import { isDeepStrictEqual } from 'node:util';
import { newId, sql } from '#kernel/database';
import type { Context } from '#kernel/workspace';
import { overwrites, type Conflict } from '../changes/conflicts.ts';
import type { Wishes } from '../changes/undo.ts';
import type { FieldChange } from '../customize/field-history.ts';
import { inKeyOrder, type ModelFile, type ViewPart } from './model-file.ts';

/** Under this name stand, in the history of the model, changes of shared views. */
const ofViews = '@view';

interface Row extends ViewPart {
  id: string;
  object: string;
  name: string;
}

function readRows(ctx: Context): Promise<Row[]> {
  return ctx.db.many<Row>(sql`select id, object, name, kind, filter, sort, columns, group_by, layout, position
    from ${ctx.db.table('view')} where shared order by position, created_at, id`);
}

/** The shared views by object and name; of two with one name the first. */
export async function readSharedViews(ctx: Context): Promise<ModelFile['views']> {
  const views: ModelFile['views'] = {};
  for (const { id: _, object, name, ...part } of await readRows(ctx)) {
    const own = (views[object] ??= {});
    own[name] ??= part;
  }
  return views;
}

/** Writes a shared view as a file has it, or with null takes it away; answers with what stood there before. */
export async function writeView(
  ctx: Context,
  { object, name }: { object: string; name: string },
  view: ViewPart | null,
): Promise<FieldChange> {
  const found = (await readRows(ctx)).find((row) => row.object === object && row.name === name);
  const table = ctx.db.table('view');
  if (view === null) await ctx.db.run(sql`delete from ${table} where id = ${found?.id ?? null}::uuid`);
  else await keep(ctx, { id: found?.id ?? newId(), object, name, ...view });
  const before = found ? partOf(found) : null;
  const key = `${object}/${name}`;
  return { object: ofViews, key, verb: 'update', before: { view: before }, after: { view: view && partOf(view) } };
}

async function keep(ctx: Context, { id, object, name, ...view }: Row): Promise<void> {
  const [filter, layout] = [view.filter, view.layout].map((one) => (one ? JSON.stringify(one) : null));
  await ctx.db.run(sql`insert into ${ctx.db.table('view')} as v
      (id, object, name, kind, filter, sort, columns, group_by, layout, shared, member_id, position)
    values (${id}::uuid, ${object}, ${name}, ${view.kind}, ${filter}::jsonb, ${view.sort}, ${view.columns},
      ${view.group_by}, ${layout}::jsonb, true, ${ctx.actor.memberId}::uuid, ${view.position})
    on conflict (id) do update set kind = excluded.kind, filter = excluded.filter, sort = excluded.sort,
      columns = excluded.columns, group_by = excluded.group_by, layout = excluded.layout,
      position = excluded.position`);
}

function partOf({ kind, filter, sort, columns, group_by, layout, position }: ViewPart): ViewPart {
  const part = { kind, filter: filter ?? null, sort, columns, group_by, layout: layout ?? null, position };
  return inKeyOrder(part);
}

/** Whether a change of the model was one of a shared view. */
export function concernsViews({ object }: FieldChange): boolean {
  return object === ofViews;
}

/** Takes back what applying a file did to a shared view; what was changed since stays and is told as a conflict. */
export async function viewBack(
  ctx: Context,
  change: FieldChange,
  { overwrite, preview, conflicts }: Wishes & { conflicts: Conflict[] },
): Promise<FieldChange | null> {
  const [, object, name] = /^([^/]*)\/(.*)$/s.exec(change.key!)!;
  const now = (await readSharedViews(ctx))[object!]?.[name!];
  const theirs = now ? partOf(now) : null;
  const mine = (change.before['view'] ?? null) as ViewPart | null;
  if (!overwrites(overwrite, change.key!, 'view') && !isDeepStrictEqual(theirs, change.after['view'])) {
    conflicts.push({ object: 'views', record: change.key!, field: 'view', mine, theirs });
    return null;
  }
  return preview ? change : writeView(ctx, { object: object!, name: name! }, mine);
}
