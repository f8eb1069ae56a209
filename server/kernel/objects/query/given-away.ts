import { sql, type Sql } from '#kernel/database';
import type { ObjectModel } from '../catalog.ts';

/** The conditions under which a record answers to others than who created it; none for an object without owners. */
export function givenAwaySql(object: ObjectModel, alias?: string): Sql[] {
  const column = (name: string) => (alias === undefined ? sql.id(name) : sql.id(alias, name));
  return object.owning.map((field) => sql`${column(field.column)} is distinct from ${column('created_by_id')}`);
}
