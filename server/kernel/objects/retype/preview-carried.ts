import { isCarried } from '#shared/fields/type-changes';
import { sql } from '#kernel/database';
import type { Context } from '#kernel/workspace';
import type { FieldModel, ObjectModel } from '../catalog.ts';
import type { TypePreview } from '../customize/change-type.ts';
import type { Row } from '../fields/field-type.ts';
import { titleSql } from '../query/present.ts';
import { convertedOrNull, isAmbiguousDate, type Reading } from './convert-value.ts';
import { viewsBy } from './views-by.ts';

/** How somebody wants a field's values carried over to another type. */
export interface Carrying {
  type: string;
  /** Whether 03/04/2025 is the third of April; as the region of the workspace has it where nothing is said. */
  dates?: 'day_first' | 'month_first' | undefined;
  /** What becomes of values that do not fit: nothing is changed, or they are left out. */
  unfit?: 'refuse' | 'leave_out' | undefined;
}

// Values that are looked at within the request: about a third of a second. The work itself looks at all of them.
const mostLooked = 20_000;
const mostExamples = 5;
const mostOptions = 500; // as many as a new field of choices may have

/** How the values of a field are read, as the workspace has it or as somebody said. */
export function readingOf({ workspace }: Context, { dates }: Pick<Carrying, 'dates'>): Reading {
  const { region, currency, timeZone } = workspace;
  return { region, currency, timeZone, dayFirst: dates === undefined ? region !== 'US' : dates === 'day_first' };
}

/** Looks over what a change of type by another column would do to the newest values; nothing is changed. */
export async function previewCarried(
  ctx: Context,
  object: ObjectModel,
  { field, ...carrying }: Carrying & { field: FieldModel },
): Promise<TypePreview> {
  const reading = readingOf(ctx, carrying);
  const { type } = carrying;
  const columns = field.kind.columns(field).map(({ name }) => sql.id('t', name));
  const table = ctx.db.table(object.table);
  const held = sql`${sql.id('t', field.column)} is not null`;
  const rows = await ctx.db.many<Row & { id: string; __name: string | null }>(sql`select t.id,
      ${titleSql(object, 't')} as __name, ${sql.join(columns)} from ${table} t
    where ${held} order by t.id desc limit ${mostLooked}`);
  const { total } = await ctx.db.one<{ total: number }>(
    sql`select count(*)::int as total from ${table} t where ${held}`,
  );
  const preview: TypePreview = { type, fit: 0, unfit: 0, examples: [], options: null, views: [] };
  const [options, ambiguous] = [new Set<string>(), { count: 0 }];
  for (const row of rows) {
    const value = field.kind.fromRow(row, field);
    if (typeof value === 'string' && isTimed(type) && isAmbiguousDate(value)) ambiguous.count += 1;
    const converted = convertedOrNull(value, field.type, { to: type, reading });
    if (converted) {
      preview.fit += 1;
      if (type === 'multi_select') for (const one of (converted.value as string[] | null) ?? []) options.add(one);
    } else {
      preview.unfit += 1;
      const text = field.kind.value.format(value).slice(0, 200);
      if (preview.examples.length < mostExamples) preview.examples.push({ id: row.id, name: row.__name, value: text });
    }
  }
  return {
    ...preview,
    options: makesOptions(field, type) ? [...options].slice(0, mostOptions + 1) : null,
    views: await viewsBy(ctx, object, field),
    total,
    ...(ambiguous.count > 0 ? { ambiguous: ambiguous.count } : {}),
    ...(isTimed(type) && isText(field)
      ? { dates: reading.dayFirst ? ('day_first' as const) : ('month_first' as const) }
      : {}),
  };
}

const isTimed = (type: string): boolean => type === 'date' || type === 'datetime';
const isText = ({ type }: FieldModel): boolean => type === 'text' || type === 'long_text';

/** Whether the choices are made of the values; choices of choices stay what they are. */
export const makesOptions = (field: Pick<FieldModel, 'type' | 'options'>, type: string): boolean =>
  type === 'multi_select' && isCarried(field.type, type) && field.type !== 'select';
