import { fail } from '#shared/failure';
import { sql, type Sql } from '#kernel/database';
import type { ObjectModel } from '../catalog.ts';
import type { Aggregate } from './aggregate.ts';

/** A value as far as it counts by a per cent field. */
export function weighted(object: ObjectModel, times: string | undefined, value: Sql): Sql {
  if (times === undefined) return value;
  const field = object.fields.get(times);
  if (field?.type !== 'percent') return fail('aggregate.invalid', { detail: `"${times}" is no field of per cents.` });
  return sql`round(${value} * ${sql.id('t', field.column)} / 100, 4)`;
}

/** What the result of an aggregate is called. */
export const nameOf = ({ fn, field, times }: Aggregate): string =>
  `${fn}_${field}${times === undefined ? '' : `_times_${times}`}`;
