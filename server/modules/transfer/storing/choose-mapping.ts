import type { ModuleServices } from '#kernel/module';
import { addField, customKey, getObject, scopeFor } from '#kernel/objects';
import { mayAdminister } from '#kernel/access';
import type { Context } from '#kernel/workspace';
import { fail } from '#shared/failure';
import type { ColumnMapping, TableMapping } from '../recognising/mapping.ts';
import { objectOf, readAs } from './read-as.ts';

/** What a person chose for one column. */
export interface ChosenColumn extends Pick<ColumnMapping, 'index' | 'field' | 'label' | 'slot'> {
  new_field?: { label: string; type: string } | null;
  create?: boolean;
}

export interface ChosenTable {
  file: string;
  sheet: string | null;
  object: string | null;
  columns: ChosenColumn[];
}

const withFields = new Set(['person', 'company', 'deal']);

/** A person's choice counts for what a table is and what its columns feed; where the header is and how dates are read
 * stays as found. New fields are made before the rows come in. */
export async function applyChoice(
  services: ModuleServices,
  ctx: Context,
  { proposed, chosen }: { proposed: TableMapping[]; chosen: ChosenTable[] },
): Promise<TableMapping[]> {
  const mapping: TableMapping[] = [];
  for (const table of proposed) {
    const own = chosen.find((given) => given.file === table.file && given.sheet === table.sheet);
    if (!own) {
      mapping.push(table);
      continue;
    }
    const read = own.object === objectOf(table) ? table : readAs(ctx, table, own.object);
    const columns: ColumnMapping[] = [];
    for (const column of read.columns) {
      const given = own.columns.find((one) => one.index === column.index);
      columns.push(given ? await choose(services, ctx, { table: read, column, given }) : column);
    }
    mapping.push({ ...read, columns });
  }
  return mapping;
}

interface Choice {
  table: TableMapping;
  column: ColumnMapping;
  given: ChosenColumn;
}

async function choose(
  services: ModuleServices,
  ctx: Context,
  { table, column, given }: Choice,
): Promise<ColumnMapping> {
  const { field, label, slot } = given;
  const { own, ...bare } = column;
  // The field was made for an earlier run of the same files.
  if (given.create && own) return column;
  if (!given.create || !given.new_field || !table.object || !withFields.has(table.object)) {
    return { ...bare, field, label, slot };
  }
  const object = getObject(ctx, table.object);
  if (!mayAdminister(ctx) || scopeFor(ctx, object, 'update') === 'none') {
    fail('access.not_allowed', {
      detail: 'Only an administrator adds fields. Keep the column with the source instead.',
    });
  }
  const key = customKey(given.new_field.label);
  if (!object.fields.has(key)) await addField(services, ctx, { object, field: given.new_field });
  return { ...column, field: null, label: null, slot: null, own: key };
}
