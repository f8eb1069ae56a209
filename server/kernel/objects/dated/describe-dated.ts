import type { Context } from '#kernel/workspace';
import { getObject } from '../catalog.ts';
import { datedOperators } from './dated-filter.ts';
import type { DatedField } from './dated-link.ts';

/** The type of the field by which administrators relate two objects with labels and dates. */
export const datedType = 'dated_relation';

/** A dated relation among the fields of an object, as pages and programs see them. */
export function describeDated(ctx: Context, field: DatedField) {
  const link = getObject(ctx, field.link);
  return {
    key: field.key,
    type: datedType,
    label: field.words,
    help: field.help ?? null,
    required: false,
    unique: false,
    read_only: true,
    written_by: null,
    sensitive: false,
    custom: true,
    archived: field.archived,
    sortable: false,
    filterable: false,
    searchable: false,
    group: 'other' as const,
    options: field.options.map((one) => ({ ...one, colour: one.colour ?? null, archived: one.archived ?? false })),
    options_open: true,
    default: null,
    show_if: null,
    to: getObject(ctx, field.to).api,
    many: true,
    named: false,
    max: null,
    rollup: null,
    formula: null,
    lookup: null,
    changing: null,
    operators: [...datedOperators, 'empty'],
    entries: { object: link.api, near: field.near, far: field.far },
  };
}
