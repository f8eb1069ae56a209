import { sql, type Sql } from '#kernel/database';
import type { ObjectModel } from '../catalog.ts';

/** Whether a file `id` stands in a field of its record `row` that is hidden from the actor, as a condition; null where
 * the object hides no field with files. */
export function heldHiddenSql(object: ObjectModel, { id, row }: { id: Sql; row: string }): Sql | null {
  const kept = [...object.whole.fields.values()].filter(
    (field) => (field.type === 'image' || field.type === 'files') && !object.fields.has(field.key),
  );
  if (kept.length === 0) return null;
  const holds = kept.map((field) => {
    const column = sql.id(row, field.column);
    return field.type === 'files' ? sql`${id} = any (${column})` : sql`${id} = ${column}`;
  });
  return sql`(${sql.join(holds, sql` or `)}) is true`;
}
