import { sql } from '#kernel/database';
import type { Context } from '#kernel/workspace';
import type { FieldModel, ObjectModel } from '../catalog.ts';
import { fieldNames } from '../query/filter-fields.ts';

interface ViewRow {
  name: string;
  filter: unknown;
  sort: string[] | null;
  group_by: string | null;
  layout: { colours?: { filter: unknown }[]; totals?: Record<string, unknown> } | null;
}

/** Saved views that go by a field: by filter, order, groups, colours or totals. */
export async function viewsBy(ctx: Context, object: ObjectModel, { key }: FieldModel): Promise<string[]> {
  const rows = await ctx.db.many<ViewRow>(sql`select name, filter, sort, group_by, layout
    from ${ctx.db.table('view')} where object = ${object.api} order by name`);
  return rows.filter((row) => namesIn(row).includes(key)).map(({ name }) => name);
}

function namesIn({ filter, sort, group_by, layout }: ViewRow): string[] {
  return [
    ...fieldNames(filter),
    ...(sort ?? []).map((part) => part.replace(/^-/, '')),
    group_by?.replace(/:month$/, '') ?? '',
    ...(layout?.colours ?? []).flatMap((colour) => fieldNames(colour.filter)),
    ...Object.keys(layout?.totals ?? {}),
  ];
}
