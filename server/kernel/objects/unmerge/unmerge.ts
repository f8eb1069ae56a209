import { isDeepStrictEqual } from 'node:util';
import { fail, failIf } from '#shared/failure';
import { emit } from '#kernel/events';
import { sql } from '#kernel/database';
import type { Context } from '#kernel/workspace';
import { catalogOf, getObject, type FieldModel, type ObjectModel } from '../catalog.ts';
import type { Values } from '../define-object.ts';
import { addressKeys } from '../records/keys.ts';
import { unseenHidden } from '../query/present.ts';
import { requireRight } from '../query/scope.ts';
import { changeDraft, lockDrafts, reviveDraft, writeDrafts, type Draft, type Drafts } from '../changes/drafts.ts';
import { namesWith } from '../changes/conflicts.ts';
import { recordsParted } from '../changes/records-parted.ts';
import { markUndone, type Undone, undoingOptions, type Undoable } from '../changes/undo.ts';
import { checkRecord } from '../records/parse.ts';
import { inChangeSet, type WriteSet } from '../records/write-set.ts';
import { listMerged, mergesOf, readTree, type MergeTree } from './merge-tree.ts';
import { partValues, type PartedValue, type PartedValues } from './part-values.ts';
import { fieldsAtHost, readReferences } from './references.ts';
import { decideSides, sideBefore, valuesAtSide, type Decision, type Evidence, type Why } from './sides.ts';

/** What somebody wants of an un-merge. */
export interface Parting {
  /** Which side something goes to, by record, where it is not the one that Kith chose. */
  move: Record<string, string>;
  /** Tells what would be done, and does nothing. */
  preview: boolean;
}

export interface PartedEntry {
  object: string;
  id: string;
  title: string | null;
  at: string | null;
  side: string;
  why: Why;
}

/** What an un-merge did, or would do. */
export interface Parted extends Undone {
  preview: boolean;
  object: string;
  survivor: string;
  sides: { id: string; name: string | null }[];
  values: PartedValues;
  /** Names of what the values point at, by id; told in a preview. */
  names: Record<string, string>;
  /** What points at one of the sides, at most the first thousand: moved back first, then what is new since. */
  entries: PartedEntry[];
  /** Further records that are new since the merge; they stay with the survivor. */
  more: boolean;
}

const mostTold = 1_000; // what one page shows; all of it is done

/** Takes a merge apart, however long ago and whatever happened since: each record comes back as it was, what was
 * written since stays with the survivor, and what is new goes to the side it belongs to. */
export async function partMerged(ctx: Context, set: Undoable, asked: Parting): Promise<Parted> {
  const merged = await listMerged(ctx, set.id);
  const object = catalogOf(ctx).objects.get(merged[0]!.object) ?? fail('change_set.not_found');
  requireRight(ctx, object, 'delete');
  const tree = (await readTree(ctx, object, merged)) ?? fail('change_set.already_undone');
  let told: Omit<Parted, 'change_set_id'> | null = null;
  const { changeSetId } = await inChangeSet(ctx, undoingOptions(ctx, set), async (writes) => {
    told = await part(writes, tree, asked);
  });
  if (changeSetId) {
    await markUndone(ctx, set.id, changeSetId);
    await emit(ctx, recordsParted, { object: object.key, ids: [tree.host, ...tree.leaving] });
  }
  return { change_set_id: changeSetId, ...told! };
}

async function part(set: WriteSet, tree: MergeTree, asked: Parting): Promise<Omit<Parted, 'change_set_id'>> {
  const { object, host, leaving } = tree;
  const ids = [host, ...tree.into.keys()];
  const parts = await lockDrafts(set, [{ object, where: sql`t.id = any (${ids}::uuid[])` }]);
  const reachable = [host, ...leaving].every((id) => parts.get(id)?.mayUpdate);
  if (!reachable) fail('access.not_allowed');
  const values = partValues(tree, parts);
  await comeBack(
    set,
    leaving.map((id) => parts.get(id)!),
  );
  const references = await readReferences(set, tree);
  const sides = [host, ...leaving];
  const keys = new Map(sides.map((id) => [id, addressKeys(object, parts.get(id)!.values)]));
  const evidence: Evidence = { tree, references, keys };
  const decided = await decideSides(set.ctx, evidence);
  choose(evidence, decided, asked.move);
  const entries = moveReferences(evidence, decided, parts);
  const drafts = [...parts.values(), ...references.drafts.values()];
  if (!asked.preview) {
    failIf(drafts.flatMap(issuesOf));
    await writeDrafts(set, drafts);
  }
  const told = {
    changed: await visible(set.ctx, object, values.changed),
    kept: await visible(set.ctx, object, values.kept),
  };
  const pointing = [...told.changed, ...told.kept].map((one) => ({ ...one, object, values: [one.now, one.before] }));
  return {
    preview: asked.preview,
    object: object.api,
    survivor: host,
    sides: sides.map((id) => ({ id, name: titleOf(parts.get(id)!) })),
    values: told,
    names: asked.preview ? await namesWith(set.ctx, pointing) : {},
    entries: entries.slice(0, mostTold),
    more: references.more || entries.length > mostTold,
    undone: drafts.filter((draft) => draft.changes.length > 0).length,
    conflicts: [],
  };
}

/** Values as their reader may see them: without hidden fields and the ids of records that they may not. */
async function visible(ctx: Context, object: ObjectModel, all: PartedValue[]): Promise<PartedValue[]> {
  const told = all.filter((one) => object.fields.has(one.field));
  const fieldOf = (one: PartedValue) => object.fields.get(one.field)!;
  const values = told.flatMap((one) => [one.now, one.before].map((value) => ({ field: fieldOf(one), value })));
  const hide = await unseenHidden(ctx, values);
  return told.map((one) => ({ ...one, now: hide(fieldOf(one), one.now), before: hide(fieldOf(one), one.before) }));
}

/** Brings records back. What they point at may have become a part of another record meanwhile. */
async function comeBack({ ctx }: WriteSet, drafts: Draft[]): Promise<void> {
  const pointers = drafts.flatMap((draft) => pointersOf(draft).map((field) => ({ draft, field })));
  const living = await readSurvivors(ctx, pointers);
  for (const draft of drafts) reviveDraft(draft);
  for (const { draft, field } of pointers) {
    const held = [draft.values[field.key] ?? []].flat() as string[];
    if (!held.some((id) => living.has(id))) continue;
    const now = [...new Set(held.map((id) => living.get(id) ?? id))].filter((id) => id !== draft.id);
    changeDraft(draft, { [field.key]: field.many ? now : (now[0] ?? null) });
  }
}

const pointersOf = ({ object, values }: Draft) =>
  object.stored.filter(
    (one) => one.type === 'relation' && one.to && !one.summary && (values[one.key] ?? null) !== null,
  );

/** Under which record each lives that is a part of another now, in one statement. */
async function readSurvivors(ctx: Context, pointers: { draft: Draft; field: FieldModel }[]) {
  const wanted = Map.groupBy(pointers, ({ field }) => field.to!);
  if (wanted.size === 0) return new Map<string, string>();
  const parts = [...wanted].map(([key, some]) => {
    const table = ctx.db.table(getObject(ctx, key).table);
    const ids = some.flatMap(({ draft, field }) => [draft.values[field.key]].flat());
    return sql`(with recursive up as (select id as asked, merged_into_id as at from ${table}
        where id = any (${ids}::uuid[]) and merged_into_id is not null
      union select u.asked, p.merged_into_id from up u join ${table} p on p.id = u.at
        where p.merged_into_id is not null)
      select u.asked, u.at from up u join ${table} s on s.id = u.at and s.merged_into_id is null)`;
  });
  const rows = await ctx.db.many<{ asked: string; at: string }>(sql`${sql.join(parts, sql` union all `)}`);
  return new Map(rows.map((row) => [row.asked, row.at]));
}

/** Lays the wishes of a person over what Kith decided. */
function choose({ tree, references }: Evidence, decided: Map<string, Decision>, move: Record<string, string>): void {
  const sides = new Set([tree.host, ...tree.leaving]);
  for (const [id, side] of Object.entries(move)) {
    const draft = references.drafts.get(id);
    if (!draft?.mayRead || !sides.has(side))
      fail('merge.invalid', { detail: 'One of the records to move, or its side, is no part of this merge.' });
    decided.set(id, { side, why: 'chosen' });
  }
}

/** Gives everything that points at the survivor to its side; answers with what the actor may know of it. */
function moveReferences(evidence: Evidence, decided: Map<string, Decision>, parts: Drafts): PartedEntry[] {
  const { tree, references } = evidence;
  const entries: PartedEntry[] = [];
  for (const draft of references.drafts.values()) {
    if (parts.has(draft.id)) continue;
    const chosen = decided.get(draft.id);
    const sides = chosen ? [chosen.side] : [];
    const before = fieldsAtHost(tree, draft).flatMap((field) => sideBefore(evidence, draft, field));
    const values = valuesAtSide(tree, draft, (field) => (chosen ? sides : sideBefore(evidence, draft, field)));
    changeDraft(draft, chosen ? values : { ...values, ...untouched(tree, draft) });
    const [side] = chosen ? sides : before.filter((id) => id !== tree.host);
    if (side && draft.mayRead) entries.push(entryOf(draft, { side, why: chosen?.why ?? 'before' }));
  }
  return entries;
}

/** What the merge wrote and nobody touched since comes back as it was, to the order of its items. */
function untouched(tree: MergeTree, draft: Draft): Values {
  const writes = mergesOf(tree).filter((merge) => merge.writes.has(draft.id));
  const last = tree.by.get(tree.leaving[0]!);
  if (writes.length !== 1 || writes[0] !== last) return {};
  const { before, after } = last!.writes.get(draft.id)!;
  const same = Object.entries(before).filter(([key]) =>
    isDeepStrictEqual(draft.values[key] ?? null, after[key] ?? null),
  );
  return Object.fromEntries(same);
}

function entryOf(draft: Draft, { side, why }: Decision): PartedEntry {
  const { object, values, row } = draft;
  const at = object.definition.entry ? (values[object.definition.entry.at] ?? row['created_at']) : row['created_at'];
  return { object: object.api, id: draft.id, title: titleOf(draft), at: (at as string | null) ?? null, side, why };
}

function titleOf({ object, values }: Draft): string | null {
  const value = values[object.title.key];
  if (typeof value === 'object' && value !== null && 'full' in value) return String(value.full);
  return value === null || value === undefined ? null : String(value);
}

function issuesOf({ object, changes, living, before, values }: Draft) {
  return changes.length > 0 && living ? checkRecord(object, { before, after: values }) : [];
}
