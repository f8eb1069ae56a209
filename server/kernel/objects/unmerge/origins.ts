import { sql } from '#kernel/database';
import type { Context } from '#kernel/workspace';
import type { Values } from '../define-object.ts';

/** For each `record/field/id`: at which records the pointer pointed itself that points at `id` now. */
export type Origins = Map<string, Set<string>>;

interface Line {
  record: string;
  deed: string;
  before: Values;
  after: Values;
}

/** Of a record that was merged, or came out again: with which one. */
interface Moved {
  gone: string | null;
  back: string | null;
}

/** Which records a change set took in (`gone`) and which it brought back (`back`), with the one that held them. */
interface Moves {
  gone: Map<string, string>;
  back: Map<string, string>;
}

/** Follows the pointers of some records through all that was ever done with them: by a merge they go over to the record
 * that stays, by an un-merge they come back, and what a person wrote starts anew. */
export async function readOrigins(ctx: Context, records: string[]): Promise<Origins> {
  const change = ctx.db.table('change');
  const found = await ctx.db.many<Line & Moved>(sql`with line as (select * from ${change}
      where record_id = any (${records}::uuid[]) and verb = 'update')
    select record_id as record, change_set_id as deed, before, after, at, version, null::text as gone,
      null::text as back from line
    union all select record_id, change_set_id, null, null, at, version, after->>'merged_into', before->>'merged_into'
    from ${change} where change_set_id in (select change_set_id from line) and verb in ('merge', 'restore')
    order by at, version`);
  const moves = new Map<string, Moves>();
  for (const { deed, record, gone, back } of found) {
    const one = moves.get(deed) ?? { gone: new Map(), back: new Map() };
    moves.set(deed, one);
    if (gone) one.gone.set(record, gone);
    else if (back) one.back.set(record, back);
  }
  const lines = found.filter((line) => line.after !== null);
  const origins: Origins = new Map();
  const into = new Map<string, string>();
  for (const line of lines)
    for (const field of Object.keys(line.after))
      follow({ origins, into }, line, { field, moves: moves.get(line.deed) });
  return origins;
}

interface Followed {
  origins: Origins;
  /** Into which record each went, as far as the lines have come. */
  into: Map<string, string>;
}

function follow(
  { origins, into }: Followed,
  line: Line,
  { field, moves }: { field: string; moves?: Moves | undefined },
) {
  const at = (id: string) => `${line.record}/${field}/${id}`;
  const [before, after] = [idsOf(line.before[field]), idsOf(line.after[field])];
  for (const id of before) if (!origins.has(at(id))) origins.set(at(id), new Set([id]));
  for (const id of before) {
    const to = moves?.gone.get(id);
    if (!to) continue;
    into.set(id, to);
    origins.set(at(to), new Set([...(origins.get(at(to)) ?? []), ...origins.get(at(id))!]));
  }
  for (const id of after.filter((one) => moves?.back.has(one) && !before.includes(one))) {
    const own = new Set<string>();
    for (const from of before)
      for (const origin of origins.get(at(from)) ?? [])
        if (within(into, origin, id)) {
          origins.get(at(from))!.delete(origin);
          own.add(origin);
        }
    into.delete(id);
    origins.set(at(id), own.size > 0 ? own : new Set([id]));
  }
  for (const id of before) if (!after.includes(id)) origins.delete(at(id));
  for (const id of after) if (!before.includes(id) && !origins.has(at(id))) origins.set(at(id), new Set([id]));
}

/** Whether a record is another one or came in with it. */
function within(into: Map<string, string>, id: string, other: string): boolean {
  for (let at: string | undefined = id; at !== undefined; at = into.get(at)) if (at === other) return true;
  return false;
}

function idsOf(value: unknown): string[] {
  return [value ?? []].flat().filter((id) => typeof id === 'string');
}
