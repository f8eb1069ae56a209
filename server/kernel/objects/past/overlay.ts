import { fail } from '#shared/failure';
import { sql } from '#kernel/database';
import type { Context } from '#kernel/workspace';
import type { ObjectModel } from '../catalog.ts';
import type { Values } from '../define-object.ts';
import type { Row } from '../fields/field-type.ts';
import { worthThen, type Worth } from '../rates/worth.ts';
import { heldValue } from '../retype/shadows.ts';

/** Changes of one object that a question about the past lays back: about a second and some 50 MB. More is a matter for
 * an export of the history. */
const mostLaidBack = 50_000;

/** What records held at a moment, where it differs from now: the columns to lay over each, by id. */
export type Overlay = Map<string, Row>;

interface LaterChange {
  id: string;
  verb: string;
  version: number;
  before: Values | null;
  at: string;
  written_at: string | null;
}

/** Reads what later changes did to the records that were there at a moment. Each record has one overlay, of the first
 * value that each field had after it. */
export async function readOverlay(ctx: Context, object: ObjectModel, at: string): Promise<Overlay> {
  const change = ctx.db.table('change');
  const later = await ctx.db.many<LaterChange>(sql`select c.record_id as id, c.verb, c.version, c.before, c.at,
      (select max(p.at) from ${change} p where p.record_id = c.record_id and p.at <= ${at}::timestamptz) as written_at
    from ${change} c join ${ctx.db.table(object.table)} t on t.id = c.record_id
    where c.at > ${at}::timestamptz and c.object = ${object.key} and c.verb <> 'create'
      and t.created_at <= ${at}::timestamptz
    order by c.at, c.version limit ${mostLaidBack + 1}`);
  if (later.length > mostLaidBack)
    fail('past.too_far', {
      detail: `More than ${mostLaidBack} changes were made since. Choose a moment that is nearer.`,
    });
  const overlay: Overlay = new Map();
  const worth = await worthThen(ctx, at);
  const living = new Set<string>();
  for (const one of later) layBack(object, one, { overlay, living, worth });
  return overlay;
}

/** The oldest of the later changes comes first, and what it found there is what the moment held. */
function layBack(
  object: ObjectModel,
  change: LaterChange,
  { overlay, living, worth }: { overlay: Overlay; living: Set<string>; worth: Worth },
): void {
  const { id, verb, before } = change;
  const row: Row = overlay.get(id) ?? {
    version: change.version - 1,
    updated_at: change.written_at,
    updated_by_id: null,
  };
  overlay.set(id, row);
  for (const [key, value] of Object.entries(before ?? {})) {
    const field = object.fields.get(key);
    if (!field) continue;
    for (const [column, held] of Object.entries(rowOf(field, value, worth))) if (!(column in row)) row[column] = held;
  }
  if (verb === 'update' || living.has(id)) return;
  living.add(id);
  const gone = verb === 'restore';
  row['deleted_at'] = gone ? change.at : null;
  row['merged_into_id'] = gone ? (before?.['merged_into'] ?? null) : null;
}

type Field = ObjectModel['stored'][number];

/** The columns of a value; all of them empty where there was none. */
function rowOf(field: Field, value: unknown, worth: Worth): Row {
  const empty = Object.fromEntries(field.kind.columns(field).map(({ name }) => [name, null]));
  return { ...empty, ...field.kind.toRow(heldValue(field, value), field, worth) };
}
