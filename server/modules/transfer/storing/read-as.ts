import { catalogOf, scopeFor, type ObjectModel } from '#kernel/objects';
import type { Context } from '#kernel/workspace';
import { fail } from '#shared/failure';
import { fold } from '#shared/fold';
import { cellText, isEmptyCell, type Row, type Table } from '../reading/table.ts';
import type { TableObject } from '../recognising/headers.ts';
import { mapAs, type TableMapping } from '../recognising/mapping.ts';

/** Objects whose rows have rules of their own: joining, matching, links. */
const known = new Set<string>(['person', 'company', 'deal', 'interaction']);

/** A table read as another object, its headers looked up anew: one of those with rules of their own, or any object of
 * the catalogue in which the caller may make records. */
export function readAs(ctx: Context, mapping: TableMapping, key: string | null): TableMapping {
  const { record: _, ...table } = mapping;
  if (key === null) return { ...table, object: null };
  if (known.has(key)) return mapAs(table, key as TableObject);
  const object = requireImportable(ctx, key);
  const columns = table.columns.map(({ index, header }) => {
    const field = fieldOf(object, header);
    return { index, header, field, label: null, slot: null, confidence: field === null ? 0 : 0.9 };
  });
  return { ...table, object: 'record', record: object.key, columns, recognisedAs: 'table' };
}

/** The object of a table as pages and programs name it. */
export function objectOf(mapping: Pick<TableMapping, 'object' | 'record'>): string | null {
  return mapping.record ?? mapping.object;
}

function requireImportable(ctx: Context, key: string): ObjectModel {
  const object = [...catalogOf(ctx).byApi.values()].find((one) => one.key === key);
  if (!object) return fail('object.not_found', { detail: `There is no object "${key}" that rows could become.` });
  if (scopeFor(ctx, object, 'create') !== 'all') fail('access.not_allowed');
  return object;
}

function fieldOf(object: ObjectModel, header: string): string | null {
  const plain = fold(header);
  if (plain === '') return null;
  const field = [...object.fields.values()].find(
    (one) =>
      !one.system &&
      !one.readOnly &&
      !one.summary &&
      [one.key.replaceAll('_', ' '), one.words.en, one.words.el].some((word) => fold(word) === plain),
  );
  return field?.key ?? null;
}

/** Gives a table of which nothing was understood its first filled row as header, where that reads like one: words, each
 * once, without figures. */
export async function withHeader(mapping: TableMapping, table: Table | undefined): Promise<TableMapping> {
  if (mapping.object !== null || mapping.headerRow !== null || !table || table.columns !== null) return mapping;
  for await (const batch of table.read()) {
    const row = batch.find((one) => one.cells.some((cell) => !isEmptyCell(cell)));
    if (!row) continue;
    const texts = row.cells.filter((cell) => !isEmptyCell(cell)).map(cellText);
    if (new Set(texts).size < texts.length || texts.some((text) => /[\d@]/.test(text))) return anyColumns(mapping, row);
    const columns = row.cells.map((cell, index) => {
      const header = cellText(cell);
      return { index, header, field: null, label: null, slot: null, confidence: 0 };
    });
    return { ...mapping, headerRow: row.number, columns };
  }
  return mapping;
}

/** Columns without names, as many as the row has cells. */
function anyColumns(mapping: TableMapping, row: Row): TableMapping {
  if (mapping.columns.length > 0) return mapping;
  const columns = row.cells.map((_, index) => ({
    index,
    header: '',
    field: null,
    label: null,
    slot: null,
    confidence: 0,
  }));
  return { ...mapping, columns };
}
