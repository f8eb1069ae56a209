import { sql, type Sql } from '#kernel/database';
import { text as textValue } from '#shared/fields/text';
import { compareOrdered, likePattern, plain, type Comparing, type FieldType } from './field-type.ts';

const accented = 'άέήίόύώϊϋΐΰςàáâãäåçèéêëìíîïñòóôõöøùúûüýÿ';
const plainly = 'αεηιουωιυιυσaaaaaaceeeeiiiinooooooouuuuyy';

/** A text without case and accents, worked out by the database. */
function foldedSql(value: Sql): Sql {
  return sql`translate(lower(${value}), ${sql.raw(`'${accented}'`)}, ${sql.raw(`'${plainly}'`)})`;
}

// As much of a text as counts for its place in a list.
const sortLength = 80;

/** What a worked out text is ordered by. */
export function workedSortSql(value: Sql): Sql {
  return foldedSql(sql`left(${value}, ${sql.raw(String(sortLength))})`);
}

function compare(c: Comparing): Sql {
  const column = c.column(`${c.field.column}__sort`);
  const whole = foldedSql(c.column(c.field.column));
  const given = (operand: unknown): Sql =>
    typeof operand === 'string' || typeof operand === 'number'
      ? sql`${String(operand)}::text`
      : c.refuse('Give a text.');
  const same = (operand: unknown) =>
    sql`(${column} = ${workedSortSql(given(operand))} and ${whole} = ${foldedSql(given(operand))})`;
  const like = (where: 'start' | 'inside') =>
    sql`${whole} like ${foldedSql(given(likePattern(String(c.operand), where)))}`;
  switch (c.op) {
    case 'contains':
      return like('inside');
    case 'starts_with':
      return like('start');
    case 'is':
      return same(c.operand);
    case 'is_not':
      return sql`${same(c.operand)} is not true`;
    case 'in': {
      const list = Array.isArray(c.operand) ? c.operand : c.refuse('Give a list of values.');
      return list.length === 0 ? sql`false` : sql`(${sql.join(list.map(same), sql` or `)})`;
    }
    default:
      return compareOrdered(c, column, (operand) => workedSortSql(given(operand)));
  }
}

/** Text that a formula works out. Its order is made by the database, which knows no scripts: case and accents do not
 * count, Greek and Latin letters stay apart. */
export const workedText: FieldType = {
  ...plain(textValue, 'text'),
  columns: (field) => [
    { name: field.column, type: 'text' },
    { name: `${field.column}__sort`, type: 'text', index: 'btree' },
  ],
  toRow: () => {
    throw new Error('a worked out text is written by the database alone');
  },
  sort: { column: (field) => `${field.column}__sort`, type: 'text', tieByTitle: true },
  compare,
};
