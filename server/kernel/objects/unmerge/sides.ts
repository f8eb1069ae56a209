import { sql } from '#kernel/database';
import type { Context } from '#kernel/workspace';
import { catalogOf, getObject, type FieldModel, type ObjectModel } from '../catalog.ts';
import { relationsTo } from '../changes/merge.ts';
import type { Draft } from '../changes/drafts.ts';
import { leaverOf, type MergeTree } from './merge-tree.ts';
import { fieldsAtHost, originsOf, type References } from './references.ts';

/** Why something goes to a side. */
export type Why = 'before' | 'address' | 'thread' | 'record' | 'link' | 'chosen' | 'undecided';

export interface Decision {
  side: string;
  why: Why;
}

/** What is known of the sides before anything newer is looked at. */
export interface Evidence {
  tree: MergeTree;
  references: References;
  /** Addresses, numbers and domains of each side, as keys. */
  keys: ReadonlyMap<string, ReadonlySet<string>>;
}

/** Where what is new since a merge belongs, by record: to the side whose address, conversation, record or firm it is;
 * what speaks for several sides or for none stays with the survivor. */
export async function decideSides(ctx: Context, evidence: Evidence): Promise<Map<string, Decision>> {
  const { tree, references } = evidence;
  const decided = new Map<string, Decision>();
  const threads = await readThreads(ctx, evidence);
  const links = await readLinks(ctx, evidence);
  const first: Rule[] = [
    ['address', (draft) => byAddress(draft, evidence)],
    ['thread', (draft) => threads.get(threadKey(draft) ?? '') ?? []],
    ['link', (draft) => targetsOf(draft, tree.object).flatMap(({ id }) => [...(links.get(id) ?? [])])],
  ];
  for (const draft of references.newer) decided.set(draft.id, decide(draft, first, tree));
  // What belongs to another record that points at one side alone goes with it; that may be one decided just now.
  const pointing = await readPointing(ctx, evidence, decided);
  const second: Rule = ['record', (draft) => targetsOf(draft, tree.object).flatMap(({ id }) => pointing.get(id) ?? [])];
  for (const draft of references.newer)
    if (decided.get(draft.id)!.why === 'undecided') decided.set(draft.id, decide(draft, [second], tree));
  return decided;
}

type Rule = [Why, (draft: Draft) => Iterable<string>];

function decide(draft: Draft, rules: Rule[], tree: MergeTree): Decision {
  for (const [why, spokenFor] of rules) {
    const sides = new Set(spokenFor(draft));
    if (sides.size === 1) return { side: [...sides][0]!, why };
  }
  return { side: tree.host, why: 'undecided' };
}

/** The side at which something pointed that a merge moved; the survivor where it pointed at both. */
export function sideBefore({ tree, references }: Evidence, draft: Draft, field: FieldModel): string[] {
  const origins = originsOf(references, tree, draft.id, field.key);
  return [...new Set(origins.map((id) => leaverOf(tree, id) ?? tree.host))];
}

function byAddress({ object, values }: Draft, { keys }: Evidence): string[] {
  const text = (object.definition.entry?.addresses ?? []).map((key) => values[key] ?? '').join(' ');
  if (text.trim() === '') return [];
  const addresses = (text.match(/[^\s<>,;:"'()]+@[^\s<>,;:"'()]+/g) ?? []).map((one) => one.toLowerCase());
  const numbers = (text.match(/\+?\d[\d\s().-]{5,}\d/g) ?? []).map((one) => one.replaceAll(/\D/g, ''));
  const found = [
    ...addresses.flatMap((one) => [`e${one}`, `d${one.split('@')[1]!}`]),
    ...numbers.map((one) => `p${one.replace(/^00/, '')}`),
  ];
  return [...keys].filter(([, own]) => found.some((key) => own.has(key))).map(([side]) => side);
}

function threadKey({ object, values }: Draft): string | null {
  const field = object.definition.entry?.thread;
  const value = field ? values[field] : null;
  return typeof value === 'string' && value !== '' ? `${object.key}/${value}` : null;
}

/** The sides of each conversation that newer entries go on with, by what was in it before. */
async function readThreads(ctx: Context, evidence: Evidence): Promise<Map<string, string[]>> {
  const { tree, references } = evidence;
  const sides = new Map<string, string[]>();
  const wanted = Map.groupBy(
    references.newer.filter((draft) => threadKey(draft) !== null),
    (draft) => draft.object,
  );
  const newer = new Set(references.newer.map((one) => one.id));
  for (const [object, drafts] of wanted) {
    const thread = object.whole.fields.get(object.definition.entry!.thread!)!;
    const values = drafts.map((draft) => draft.values[thread.key] as string);
    for (const field of relationsTo(object, tree.object)) {
      const rows = await ctx.db.many<{ id: string; thread: string }>(sql`select r.id,
          ${sql.id('r', thread.column)} as thread
        from ${ctx.db.table(object.table)} r where ${sql.id('r', thread.column)} = any (${values})
          and r.deleted_at is null and ${pointsAt(field, tree.host)} limit ${mostRead}`);
      for (const row of rows)
        if (!newer.has(row.id)) add(sides, `${object.key}/${row.thread}`, sidesOf(evidence, row.id, field));
    }
  }
  return sides;
}

// Rows that speak for a side which are read of one kind: beyond it the sides are told apart by a person.
const mostRead = 5_000;

const pointsAt = (field: FieldModel, id: string) =>
  field.many
    ? sql`${sql.id('r', field.column)} && array[${id}::uuid]`
    : sql`${sql.id('r', field.column)} = ${id}::uuid`;

/** Sides of a record that points at the survivor since before the merge. */
function sidesOf(evidence: Evidence, id: string, field: FieldModel): string[] {
  const draft = evidence.references.drafts.get(id);
  const before = draft ? sideBefore(evidence, draft, field) : [];
  return before.length > 0 ? before : [evidence.tree.host];
}

function add(sides: Map<string, string[]>, key: string, more: string[]): void {
  sides.set(key, [...(sides.get(key) ?? []), ...more]);
}

/** Records of other kinds that a record points at: the firm of a deal, the deal of a call. */
function targetsOf({ object, values }: Draft, own: ObjectModel): { to: string; id: string }[] {
  return object.stored
    .filter((field) => field.type === 'relation' && field.to && field.to !== own.key && !field.summary)
    .flatMap((field) => ([values[field.key] ?? []].flat() as string[]).map((id) => ({ to: field.to!, id })));
}

/** For each record that newer ones point at, the sides that links such as an employment join with it. */
async function readLinks(ctx: Context, evidence: Evidence): Promise<Map<string, string[]>> {
  const { tree, references } = evidence;
  const newer = new Set(references.newer.map((one) => one.id));
  const ids = new Set(references.newer.flatMap((draft) => targetsOf(draft, tree.object).map((one) => one.id)));
  const sides = new Map<string, string[]>();
  if (ids.size === 0) return sides;
  const links = [...catalogOf(ctx).objects.values()].filter((one) => one.definition.kind === 'link');
  for (const link of links) {
    const others = link.stored.filter((one) => one.to && one.to !== tree.object.key && !one.many && !one.summary);
    for (const field of relationsTo(link, tree.object))
      for (const other of others) {
        const column = sql.id('r', other.column);
        const rows = await ctx.db.many<{ id: string; target: string }>(sql`select r.id, ${column} as target
          from ${ctx.db.table(link.table)} r where ${column} = any (${[...ids]}::uuid[])
            and r.deleted_at is null and ${pointsAt(field, tree.host)} limit ${mostRead}`);
        for (const row of rows) if (!newer.has(row.id)) add(sides, row.target, sidesOf(evidence, row.id, field));
      }
  }
  return sides;
}

/** For each record that undecided ones point at, the sides at which it points itself. */
async function readPointing(ctx: Context, evidence: Evidence, decided: Map<string, Decision>) {
  const { tree, references } = evidence;
  const sides = new Map<string, string[]>();
  const open = references.newer.filter((draft) => decided.get(draft.id)!.why === 'undecided');
  const targets = open.flatMap((draft) => targetsOf(draft, tree.object));
  for (const [to, some] of Map.groupBy(targets, (one) => one.to)) {
    const object = getObject(ctx, to);
    for (const field of relationsTo(object, tree.object)) {
      const rows = await ctx.db.many<{ id: string }>(sql`select r.id from ${ctx.db.table(object.table)} r
        where r.id = any (${some.map((one) => one.id)}::uuid[]) and r.deleted_at is null
          and ${pointsAt(field, tree.host)}`);
      for (const { id } of rows) {
        const known = decided.get(id);
        if (known?.why === 'undecided') continue;
        add(sides, id, known ? [known.side] : sidesOf(evidence, id, field));
      }
    }
  }
  return sides;
}

/** Lets the fields of a record that point at the survivor point at a side instead. */
export function valuesAtSide(tree: MergeTree, draft: Draft, sides: (field: FieldModel) => string[]) {
  const values: Record<string, unknown> = {};
  for (const field of fieldsAtHost(tree, draft)) {
    const to = sides(field);
    if (to.length === 0) continue;
    const ids = ([draft.values[field.key] ?? []].flat() as string[]).flatMap((id) => (id === tree.host ? to : [id]));
    values[field.key] = field.many ? [...new Set(ids)] : ids[0]!;
  }
  return values;
}
