import { fail, failIf, type Issue } from '#shared/failure';
import { isCarried, typeChangesOf } from '#shared/fields/type-changes';
import { sql, type Pools, type Sql } from '#kernel/database';
import type { Context, Workspace } from '#kernel/workspace';
import type { FieldModel, ObjectModel } from '../catalog.ts';
import { fieldTypes } from '../fields/all.ts';
import { titleSql } from '../query/present.ts';
import { toOption } from '../retype/shadows.ts';
import { namedBy, usedBy } from '../retype/used-by.ts';
import { viewsBy } from '../retype/views-by.ts';
import { alterTables } from '../schema/apply.ts';
import { queueIndexes } from '../views/index-view.ts';
import { keepFieldChanges } from './field-history.ts';
import { layFields } from './field-settings.ts';

/** What a change of type would do. */
export interface TypePreview {
  type: string;
  /** Records whose value fits, also those in the trash. */
  fit: number;
  unfit: number;
  /** Some whose value does not. */
  examples: { id: string; name: string | null; value: string }[];
  /** The choices that would be made of the values. */
  options: string[] | null;
  /** Saved views that go by the field and may have to be mended. */
  views: string[];
  /** Values there are; where more than were looked at, the work itself looks at all of them. */
  total?: number;
  /** Dates that read differently with the day or the month first, and how they are read. */
  ambiguous?: number;
  dates?: 'day_first' | 'month_first';
}

const mostExamples = 5;
const mostOptions = 500; // as many as a new field of choices may have
const longestOption = 200;
const longestText = 1_000;

/** Looks over what a change of type would do; nothing is changed. */
export async function previewType(
  ctx: Context,
  object: ObjectModel,
  { field, type }: { field: FieldModel; type: string },
): Promise<TypePreview> {
  failIf(typeIssues(ctx, object, { field, type }));
  const table = ctx.db.table(object.table);
  const column = sql.id('t', field.column);
  const unfit = unfitSql(column, type);
  const counted = await ctx.db.one<{ fit: number; unfit: number }>(sql`select
    count(*) filter (where not ${unfit})::int as fit, count(*) filter (where ${unfit})::int as unfit
    from ${table} t where ${column} is not null`);
  const examples = await ctx.db.many<TypePreview['examples'][number]>(sql`select t.id,
    ${titleSql(object, 't')} as name, left(${column}::text, 200) as value
    from ${table} t where ${column} is not null and ${unfit} order by t.id limit ${mostExamples}`);
  const options = type === 'select' ? await valuesOf(ctx, object, field) : null;
  return { type, ...counted, examples, options, views: await viewsBy(ctx, object, field) };
}

/** Adds the columns that a field has beside its main one where it is of another type. Stands in no transaction that has
 * looked at the table: it would wait for itself. */
export async function prepareType(
  { pools }: { pools: Pools },
  workspace: Workspace,
  { object, field, type }: { object: ObjectModel; field: FieldModel; type: string },
): Promise<void> {
  const columns = fieldTypes.get(type)!.columns(field);
  await alterTables(pools, workspace, (table) =>
    columns.map(
      ({ name, type: kept }) =>
        sql`alter table ${table(object.table)} add column if not exists ${sql.id(name)} ${sql.raw(kept)}`,
    ),
  );
}

/** What keeps a field from taking another type: values that do not fit, or too many to choose from. */
export function requireFit({ unfit, options, examples }: TypePreview): void {
  if (unfit > 0) {
    const detail = `${String(unfit)} values do not fit; mend them first.`;
    fail('field.values_do_not_fit', { detail, extra: { unfit, examples } });
  }
  if (options && options.length > mostOptions) fail('field.too_many_options');
}

/** Gives a field of one's own another type, laid over its definition: the column and its values stay as they are. What
 * does not fit refuses it. Answers with the change set, which brings the old type back. */
export async function changeType(
  ctx: Context,
  { object, field, type }: { object: ObjectModel; field: FieldModel; type: string },
): Promise<string> {
  const preview = await previewType(ctx, object, { field, type });
  requireFit(preview);
  const { options, views } = preview;
  const setting = { type, ...(options ? { options: options.map(toOption) } : {}) };
  const change = await layFields(ctx, object, { key: field.key, setting, without: options ? [] : ['options'] });
  if (views.length > 0) await queueIndexes(ctx, object, [field.key]);
  return keepFieldChanges(ctx, { label: `Change type of field: ${field.words.en}`, changes: [change] });
}

/** Texts that the type cannot hold as they are. */
function unfitSql(column: Sql, type: string): Sql {
  const most = { text: longestText, select: longestOption }[type];
  return most === undefined ? sql`false` : sql`(char_length(${column}) > ${most} or ${column} ~ '[\\r\\n]')`;
}

/** The different values of a field, the most frequent first; one more than there may be at most. */
async function valuesOf(ctx: Context, object: ObjectModel, field: FieldModel): Promise<string[]> {
  const column = sql.id(field.column);
  const rows = await ctx.db.many<{ value: string }>(sql`select ${column} as value from ${ctx.db.table(object.table)}
    where ${column} is not null group by 1 order by count(*) desc, 1 limit ${mostOptions + 1}`);
  return rows.map((row) => row.value);
}

/** What keeps a field from another type, whatever its values are. */
export function typeIssues(
  ctx: Context,
  object: ObjectModel,
  { field, type }: { field: FieldModel; type: string },
): Issue[] {
  const told = (code: string, message: string) => [{ pointer: '/type', code, message }];
  if (!field.custom || field.summary || field.system)
    return told('field.is_standard', 'Only the type of a field of your own that is typed can be changed.');
  if (!typeChangesOf(field.type).includes(type)) {
    const may = typeChangesOf(field.type).join(', ');
    const message = may ? `A field of this type can become: ${may}.` : 'A field of this type keeps its type.';
    return told('field.no_such_change', message);
  }
  if (field.unique)
    return told('field.is_unique', 'Its values are unique; take that away first, then change the type.');
  if (field.shadows?.some((one) => one.pending))
    return told('field.is_changing', 'Its type is being changed already; wait for the end of that.');
  const user = (isCarried(field.type, type) ? namedBy : usedBy)(ctx, object, field);
  return user ? told('field.is_used', `"${user}" is made of it and goes by its type.`) : [];
}
