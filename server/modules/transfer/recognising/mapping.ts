import type { Row, Table } from '../reading/table.ts';
import { fieldOfValues, mapWithoutHeader } from './column-values.ts';
import { judgeDayFirst } from './day-order.ts';
import { findHeader } from './find-header.ts';
import { type TableObject, type Target, targetOfHeader, headerKey } from './headers.ts';
import { plainHeader, recogniseProduct } from './products.ts';

/** What one column of a table feeds. `field` null keeps it only with the source row. */
export interface ColumnMapping {
  index: number;
  header: string;
  field: string | null;
  label: string | null;
  slot: number | null;
  confidence: number;
  /** A field of the workspace's own that takes the column as it stands; `field` is null then. */
  own?: string;
}

/** How one table is to be read: where its header is, what its rows are and what its columns feed. */
export interface TableMapping {
  file: string;
  sheet: string | null;
  /** The number of the header row as the source shows it (0 for the first record of a text); null without one. */
  headerRow: number | null;
  /** Null: no data of people, firms or dealings; the table is not brought in. */
  object: TableObject | null;
  /** Key of the object whose records the rows are, where `object` is `record`; columns feed its fields then. */
  record?: string;
  recognisedAs: string;
  confidence: number;
  columns: ColumnMapping[];
  /** For date columns whose own values tell: whether the day comes first. */
  dayFirst: Record<number, boolean>;
}

/** The same table read as another object: its headers are looked up anew. */
export function mapAs(mapping: TableMapping, object: TableObject): TableMapping {
  const product = recogniseProduct(mapping.columns.map((column) => column.header));
  const overrides = product?.object === object ? product.overrides : {};
  const columns = mapping.columns.map(({ header, index }) =>
    mapColumn({ header, index, target: targetOf(header, object, overrides), sure: false }, []),
  );
  return { ...mapping, object, columns, recognisedAs: product?.object === object ? product.name : 'table' };
}

/** How many rows are looked at to find the header and the order of dates. */
const SAMPLE_ROWS = 2_000;

/** Proposes how a table should be read, from its header row and its first values. */
export async function proposeMapping(table: Table): Promise<TableMapping> {
  const rows = await sample(table);
  const top = table.columns === null ? findHeader(rows) : { index: -1, headers: table.columns };
  if (top === null && table.numbering === 'after-header') return mapWithoutHeader(table, rows);
  const headers = top?.headers ?? [];
  const below = rows.slice((top?.index ?? -1) + 1);
  const product = recogniseProduct(headers);
  const object = product?.object ?? guessObject(headers, table.hidden);
  const fields = object === null ? [] : headers.map((header) => targetOf(header, object, product?.overrides ?? {}));
  const parted =
    fields.some((target) => target?.field === 'last') && !fields.some((target) => target?.field === 'first');
  const columns = headers.map((header, index) => {
    const found = fields[index] ?? null;
    const target = parted && object === 'person' && found?.field === 'name' ? { field: 'first' } : found;
    return mapColumn({ header: header.trim(), index, target, sure: product !== null }, below);
  });
  return {
    file: table.file,
    sheet: table.sheet,
    headerRow: top === null || top.index < 0 ? null : (rows[top.index]?.number ?? null),
    object,
    recognisedAs: product?.name ?? (object === null ? 'no data' : 'table'),
    confidence: product !== null ? 1 : object === null ? 0 : 0.8,
    columns,
    dayFirst: judgeDayFirst(columns, below),
  };
}

function targetOf(header: string, object: TableObject, overrides: Record<string, Target | null>): Target | null {
  const plain = plainHeader(header);
  const key = headerKey(plain);
  return Object.hasOwn(overrides, key) ? (overrides[key] ?? null) : targetOfHeader(plain, object);
}

async function sample(table: Table): Promise<Row[]> {
  const rows: Row[] = [];
  for await (const batch of table.read()) {
    rows.push(...batch.slice(0, SAMPLE_ROWS - rows.length));
    if (rows.length >= SAMPLE_ROWS) break;
  }
  return rows;
}

interface Column {
  header: string;
  index: number;
  target: Target | null;
  sure: boolean;
}

/** A column without a known header is told by its values when nearly all of them are e-mail addresses. */
function mapColumn({ header, index, target, sure }: Column, rows: Row[]): ColumnMapping {
  if (target !== null) {
    const { field, label = null, slot = null } = target;
    return { index, header, field, label, slot, confidence: sure ? 1 : 0.9 };
  }
  const isEmail = !sure && rows.length > 2 && fieldOfValues(rows, index) === 'email';
  return { index, header, field: isEmail ? 'email' : null, label: null, slot: null, confidence: isEmail ? 0.7 : 0 };
}

/** What the rows of a table without a known product are, by the fields that its headers could feed. */
function guessObject(headers: string[], hidden: boolean): TableObject | null {
  const fields = (object: TableObject) =>
    new Set(headers.flatMap((header) => targetOfHeader(header, object)?.field ?? []));
  const interaction = fields('interaction');
  const person = fields('person');
  const contact = person.has('email') || person.has('phone');
  if (
    interaction.has('on') &&
    (interaction.has('kind') || interaction.has('subject')) &&
    interaction.has('with') &&
    !contact
  ) {
    return 'interaction';
  }
  const deal = fields('deal');
  if (deal.has('title') && (deal.has('amount') || deal.has('stage')) && !contact) return 'deal';
  const named = person.has('name') || person.has('first') || person.has('last') || person.has('email');
  const company = fields('company');
  if (!named && company.has('name') && company.size >= 2) return 'company';
  if (!named && !(person.has('company') && person.size >= 2)) return null;
  const known = headers.filter((header) => targetOfHeader(header, 'person') !== null).length;
  return known < 2 && !person.has('email') ? null : hidden && known < 3 ? null : 'person';
}
