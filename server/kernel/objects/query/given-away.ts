import { sql, type Sql } from '#kernel/database';
import type { FieldModel, ObjectModel } from '../catalog.ts';

/** Fields that mostly hold the member who created a record, and by whose index those records are found: its owners or,
 * of an entry that has none, its author. */
export function creatorFields(object: ObjectModel): readonly FieldModel[] {
  if (object.owning.length > 0) return object.owning;
  const author = object.whole.fields.get(object.definition.entry?.author ?? '');
  return author?.type === 'member' && author.index ? [author] : [];
}

/** The conditions under which a record answers to others than who created it; none where no field may name them. */
export function givenAwaySql(object: ObjectModel, alias?: string): Sql[] {
  const column = (name: string) => (alias === undefined ? sql.id(name) : sql.id(alias, name));
  return creatorFields(object).map((field) => sql`${column(field.column)} is distinct from ${column('created_by_id')}`);
}
