import type { Sql } from '#kernel/database';
import type { Context } from '#kernel/workspace';
import type { ObjectModel } from '../catalog.ts';
import { compileCondition } from './condition.ts';
import { scopeSql } from './scope.ts';
import { seenTable } from './seen-table.ts';

/** Compiles the filter language of api.md to a condition on the rows of `alias`, asked by the actor: records that he
 * may not see are not there for it either, whatever they are asked about. */
export function compileFilter(ctx: Context, object: ObjectModel, filter: unknown, alias: string): Sql {
  const reach = (other: ObjectModel, at: string) => scopeSql(ctx, other, { verb: 'read', alias: at });
  const table = (other: ObjectModel) => seenTable(ctx, other);
  return compileCondition(ctx, object, { filter, alias, prefix: 'r', reach, table });
}
