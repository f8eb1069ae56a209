import { sql } from '#kernel/database';
import { multiSelect as multiValue, select as selectValue } from '#shared/fields/select';
import { compareOrdered, plain, type FieldType } from './field-type.ts';

export const select: FieldType = {
  ...plain(selectValue, 'text'),
  sort: { column: (field) => field.column, type: 'text', tieByTitle: true },
  compare: (c) => compareOrdered(c, c.column(c.field.column), (operand) => sql`${c.read(operand)}`),
};

export const multiSelect: FieldType = {
  ...plain(multiValue, 'text[]'),
  columns: (field) => [{ name: field.column, type: 'text[]', index: 'gin' }],
  compare: (c) => {
    const column = c.column(c.field.column);
    const values = c.read(c.operand) ?? [];
    if (c.op === 'in') return sql`${column} && ${values}::text[]`;
    const holds = sql`${column} @> ${values}::text[]`;
    if (c.op === 'contains') return holds;
    const same = sql`(${holds} and ${column} <@ ${values}::text[])`;
    return c.op === 'is' ? same : sql`${same} is not true`;
  },
};
