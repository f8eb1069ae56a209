import { dayText, localDay } from '#shared/filter';
import type { Sql } from '#kernel/database';
import type { Context } from '#kernel/workspace';
import type { Catalog, FieldModel, ObjectModel } from '../catalog.ts';
import { workedSortSql } from '../fields/worked-text.ts';
import { compileFormula } from './compile.ts';
import { readable } from './derived-sql.ts';
import { madeOf, typedFormula } from './typed.ts';

const known = new WeakMap<ObjectModel, boolean>();

/** Whether all derived fields of an object are made of values that stand in the same row and are written with it. Then
 * the statement that writes a row works them out, and no second one writes it again. */
export function derivesAlone(ctx: Context, { whole }: ObjectModel): boolean {
  const told = known.get(whole) ?? look(ctx.workspace.model as Catalog, whole);
  known.set(whole, told);
  return told;
}

function look(catalog: Catalog, object: ObjectModel): boolean {
  return object.derived.length > 0 && object.derived.every((field) => isAlone(catalog, object, field));
}

function isAlone(catalog: Catalog, object: ObjectModel, field: FieldModel): boolean {
  if (field.summary?.kind !== 'formula' || typedFormula(catalog, object, field) === null) return false;
  return madeOf(catalog, object, field).every(([name, further]) => {
    const source = object.fields.get(name!);
    if (further !== undefined || source === undefined || source.summary) return false;
    return object.stored.includes(source) && !object.numbered.includes(source);
  });
}

/** The columns that the derived fields of such an object are made of. */
export function sourcesOf(ctx: Context, { whole }: ObjectModel): Set<string> {
  const names = whole.derived.flatMap((field) =>
    madeOf(ctx.workspace.model as Catalog, whole, field).map(([name]) => name!),
  );
  return new Set(names.flatMap((name) => columnsOf(whole.fields.get(name)!)));
}

function columnsOf(field: FieldModel): string[] {
  return field.kind.columns(field).map(({ name }) => name);
}

/** The derived columns of such an object with their SQL; `at` says where the value of a column stands. */
export function derivedBeside(
  ctx: Context,
  { whole }: ObjectModel,
  at: (column: string) => Sql,
): { name: string; value: Sql }[] {
  const { timeZone, currency: currencyOf } = ctx.workspace;
  const fieldOf = ([name]: readonly string[]) => whole.fields.get(name!)!;
  const place = {
    column: (path: readonly string[]) => readable(fieldOf(path), at(fieldOf(path).column)),
    currency: (path: readonly string[]) => at(`${fieldOf(path).column}__currency`),
    timeZone,
    get today() {
      return dayText(localDay(ctx.now, timeZone));
    },
    currencyOf,
  };
  return whole.derived.flatMap((field) => {
    const { value, currency } = compileFormula(typedFormula(ctx.workspace.model as Catalog, whole, field)!, place);
    return columnsOf(field).map((name) => {
      if (name === field.column) return { name, value };
      return { name, value: name.endsWith('__sort') ? workedSortSql(value) : currency! };
    });
  });
}
