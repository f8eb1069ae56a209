import { sql, type Sql } from '#kernel/database';
import type { Context } from '#kernel/workspace';
import { catalogOf, seesWholeModel, type ObjectModel } from '../catalog.ts';
import { heldHiddenSql } from '../query/hidden-files.ts';

/** Columns of the table of timelines that hold what a field of the entry holds. */
type Copied = 'title' | 'text' | 'author_id' | 'done';

const fieldsOf = { title: ['title'], text: ['text', 'detail'], author_id: ['author'], done: ['done'] } as const;

/** A column of the timeline as the actor may see it: null for entries that hide from him the field
 * it comes from. */
export function entryColumn(ctx: Context, column: Copied): Sql {
  const hidden = hiding(ctx, ({ entry }) => fieldsOf[column].map((name) => entry[name]));
  if (hidden.length === 0) return sql.id(column);
  return sql`case when entry_object <> all (${hidden}::text[]) then ${sql.id(column)} end`;
}

/** Whether a later entry of the same record puts this one right, as far as the actor may see what corrects what;
 * null for entries that none could. */
export function correctedSql(ctx: Context): Sql {
  const cases = [...catalogOf(ctx).objects.values()].flatMap(({ key, table, definition, fields, whole }) => {
    const by = fields.get(definition.entry?.corrects ?? '');
    const parent = whole.fields.get(definition.under ?? '');
    if (!by || !parent) return [];
    const rows = ctx.db.table(table);
    return sql`when ${key} then exists (select 1 from ${rows} r join ${rows} e on e.id = ${sql.id('r', by.column)}
      where e.id = entry_id and r.deleted_at is null
        and ${sql.id('r', parent.column)} = ${sql.id('e', parent.column)})`;
  });
  return cases.length > 0 ? sql`case entry_object ${sql.join(cases, sql` `)} end` : sql`null::boolean`;
}

/** Objects whose entries are on no timeline for the actor: when they were, what kind they are or on whose timelines
 * they stand is what he may not see. */
export function entriesKept(ctx: Context): string[] {
  return hiding(ctx, ({ entry, shows }) => [
    entry.at,
    ...(typeof entry.kind === 'string' ? [] : [entry.kind.field]),
    ...shows,
  ]);
}

type Entry = NonNullable<ObjectModel['definition']['entry']>;

/** Keys of the entry objects that hide one of these fields from the actor. */
function hiding(
  ctx: Context,
  fields: (of: { entry: Entry; shows: readonly string[] }) => (string | undefined)[],
): string[] {
  if (seesWholeModel(ctx)) return [];
  return [...catalogOf(ctx).objects.values()].flatMap(({ key, definition: { entry }, fields: seen, whole, shows }) => {
    if (!entry) return [];
    const gone = (name: string | undefined) => name !== undefined && whole.fields.has(name) && !seen.has(name);
    return fields({ entry, shows }).some(gone) ? [key] : [];
  });
}

/** The files `id` of a record that stand in a field hidden from the actor, as a condition; null where none does. */
export function hiddenFileSql(
  ctx: Context,
  object: ObjectModel,
  { id, record }: { id: Sql; record: string },
): Sql | null {
  const held = heldHiddenSql(object, { id, row: 'h' });
  return held && sql`exists (select 1 from ${ctx.db.table(object.table)} h where h.id = ${record}::uuid and ${held})`;
}

/** The lines of history `c` of a record that tell of something the actor may see, as a condition. */
export function toldChangesSql(object: ObjectModel, alias = 'c'): Sql {
  if (object.fields === object.whole.fields) return sql`true`;
  const seen = [...object.fields.keys()];
  const after = sql.id(alias, 'after');
  // A line without fields, such as that of a file, tells of none that is hidden.
  return sql`(${sql.id(alias, 'verb')} <> 'update' or ${after} = '{}'::jsonb or ${after} ?| ${seen}::text[]
    or ${sql.id(alias, 'object')} <> ${object.key})`;
}

/** Whether a change `c` touched a field that the actor may not see, as a condition; null where he sees all. */
export function touchesHiddenSql(object: ObjectModel): Sql | null {
  const hidden = [...object.whole.fields.keys()].filter((key) => !object.fields.has(key));
  if (hidden.length === 0) return null;
  return sql`(c.object = ${object.key} and (c.before ?| ${hidden}::text[] or c.after ?| ${hidden}::text[]) is true)`;
}
