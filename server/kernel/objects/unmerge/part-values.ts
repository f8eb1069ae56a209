import { isDeepStrictEqual } from 'node:util';
import type { FieldModel, ObjectModel } from '../catalog.ts';
import type { Values } from '../define-object.ts';
import { changeDraft, type Drafts } from '../changes/drafts.ts';
import { above, leaverOf, type MergeTree, type Written } from './merge-tree.ts';

/** A value of the survivor that the un-merge changes, or that it leaves because somebody wrote it since. */
export interface PartedValue {
  record: string;
  field: string;
  /** What it holds until now. */
  now: unknown;
  /** What it held before the merge. */
  before: unknown;
}

export interface PartedValues {
  changed: PartedValue[];
  kept: PartedValue[];
}

/** Gives the record that took others in what it held before, and each record that this one became part of as well:
 * up to the one that lives. A value that somebody wrote since stays; of lists only what came with the others goes. */
export function partValues(tree: MergeTree, drafts: Drafts): PartedValues {
  const told: PartedValues = { changed: [], kept: [] };
  const first = tree.leaving[0]!;
  let at = tree.into.get(first)!;
  let merge = tree.by.get(first)!;
  const losers = held(tree, drafts, (id) => leaverOf(tree, id) !== null);
  const stayers = held(tree, drafts, (id) => leaverOf(tree, id) === null && !above(tree.into, first).includes(id));
  let below: { old: Values; now: Values } | null = null;
  for (;;) {
    const draft = drafts.get(at)!;
    const written = merge.writes.get(at);
    const step: Step = { object: tree.object, written, old: draft.values, below, losers, stayers };
    const values: Values = written ? valuesBefore(step, told, at) : {};
    const old = draft.values;
    changeDraft(draft, values);
    below = { old, now: draft.values };
    const next = tree.into.get(at);
    if (next === undefined) return told;
    merge = tree.by.get(at)!;
    at = next;
  }
}

interface Step {
  object: ObjectModel;
  written: Written | undefined;
  /** What the record holds now. */
  old: Values;
  /** What the record below it held and is left with; null where the leaving ones went into this one. */
  below: { old: Values; now: Values } | null;
  losers: Held;
  stayers: Held;
}

/** Whether one of some records holds an item of a list. */
type Held = (field: string, item: unknown) => boolean;

function valuesBefore(step: Step, told: PartedValues, record: string): Values {
  const { object, written, old, below } = step;
  const values: Values = {};
  for (const [key, before] of Object.entries(written!.before)) {
    const field = object.stored.find((one) => one.key === key);
    if (!field || field.summary) continue;
    const [now, after] = [old[key] ?? null, written!.after[key] ?? null];
    const then = Array.isArray(now ?? after) ? listBefore(step, field) : valueBefore(step, key);
    if (!isDeepStrictEqual(then, now)) {
      values[key] = then;
      told.changed.push({ record, field: key, now, before: then });
    } else if (below === null && !isDeepStrictEqual(now, after))
      told.kept.push({ record, field: key, now, before: before ?? null });
  }
  return values;
}

function valueBefore({ written, old, below }: Step, key: string): unknown {
  const [now, after, before] = [old[key] ?? null, written!.after[key] ?? null, written!.before[key] ?? null];
  if (!isDeepStrictEqual(now, after)) return now;
  if (below === null) return before;
  const [was, is] = [below.old[key] ?? null, below.now[key] ?? null];
  // The value of the record below is what went up: what it is left with now goes up instead.
  return !isDeepStrictEqual(was, is) && isDeepStrictEqual(now, was) ? (is ?? before) : now;
}

function listBefore({ written, old, below, losers, stayers }: Step, { key }: FieldModel): unknown {
  const list = (value: unknown) => (Array.isArray(value) ? (value as unknown[]) : []);
  const [now, after, before] = [list(old[key]), list(written!.after[key]), list(written!.before[key])];
  const had = new Set(before.map(identity));
  const untouched = isDeepStrictEqual(now, after);
  const left = below && new Set(list(below.now[key]).map(identity));
  const came = (item: unknown) =>
    after.some((one) => identity(one) === identity(item)) &&
    !had.has(identity(item)) &&
    !stayers(key, item) &&
    (left ? losers(key, item) && !left.has(identity(item)) : untouched || losers(key, item));
  const rest = now.filter((item) => !came(item));
  const there = new Set(rest.map(identity));
  // What was chosen away in the merge comes back, where it was; what was removed later stays removed.
  const lost = below ? [] : before.filter((item) => !after.some((one) => identity(one) === identity(item)));
  const all = [...rest, ...lost.filter((item) => !there.has(identity(item)))];
  const same = untouched && all.length === before.length && all.every((item) => had.has(identity(item)));
  if (same) return written!.before[key] ?? null;
  return all.length === 0 ? null : all;
}

/** What makes an item of a list itself: its value, whatever its label. */
function identity(item: unknown): string {
  const value = typeof item === 'object' && item !== null && 'value' in item ? item.value : item;
  return JSON.stringify(value);
}

function held(tree: MergeTree, drafts: Drafts, which: (id: string) => boolean): Held {
  const some = [...tree.into.keys()].filter(which).map((id) => drafts.get(id)!);
  const known = new Map<string, Set<string>>();
  for (const { values } of some)
    for (const [key, value] of Object.entries(values))
      if (Array.isArray(value)) known.set(key, new Set([...(known.get(key) ?? []), ...value.map(identity)]));
  return (field, item) => known.get(field)?.has(identity(item)) ?? false;
}
