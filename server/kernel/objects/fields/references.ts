import { sql, type Sql } from '#kernel/database';
import { sortKey } from '#shared/fold';
import * as references from '#shared/fields/references';
import type { ValueType } from '#shared/fields/field-type';
import { isName } from '../completion.ts';
import { compareOrdered, plain, type Comparing, type FieldType } from './field-type.ts';

function ids(c: Comparing): string[] {
  const list = Array.isArray(c.operand) ? c.operand : [c.operand];
  return list.map((item) => c.read(c.field.many ? [item] : item)).flat() as string[];
}

function reference(value: ValueType): FieldType {
  return {
    ...plain(value, 'uuid'),
    refers: true,
    columns: (field) =>
      isMany(field)
        ? [{ name: field.column, type: 'uuid[]', index: 'gin' }]
        : [{ name: field.column, type: 'uuid', index: 'btree' }],
    compare: (c) => {
      const column = c.column(c.field.column);
      if (c.op === 'my_team') return sql`${column} = any (${c.teammates()}::uuid[])`;
      if (c.op === 'me') return sql`${column} = ${c.memberId}::uuid`;
      if (c.field.named && [c.operand].flat().some(isName)) return compareNamed(c, column);
      if (!isMany(c.field)) return compareOrdered(c, column, (operand) => sql`${c.read(operand)}::uuid`);
      if (c.op === 'is' || c.op === 'in') return sql`${column} && ${ids(c)}::uuid[]`;
      if (c.op === 'is_not') return sql`(${column} && ${ids(c)}::uuid[]) is not true`;
      return c.refuse(`The operator "${c.op}" does not fit this field.`);
    },
  };
}

/** Names in the place of ids: any record that is called so, however it is written. */
function compareNamed(c: Comparing, column: Sql): Sql {
  const given = [c.operand].flat();
  const names = given.filter(isName).map((name) => sortKey(name));
  const some = given.filter((one) => !isName(one)).map((one) => c.read(one));
  const any = sql`${column} in (select n.id from ${c.table(c.field.to!)} n
    where n.name__sort = any (${names}::text[]) or n.id = any (${some}::uuid[]))`;
  if (c.op === 'is' || c.op === 'in') return any;
  return c.op === 'is_not' ? sql`(${any}) is not true` : c.refuse(`The operator "${c.op}" does not fit this field.`);
}

const isMany = (field: { many?: boolean; type: string }) => field.many === true || field.type === 'files';

export const relation = reference(references.relation);
export const member = reference(references.member);
export const files = reference(references.files);
export const image: FieldType = {
  ...reference(references.image),
  columns: (field) => [{ name: field.column, type: 'uuid' }],
};
