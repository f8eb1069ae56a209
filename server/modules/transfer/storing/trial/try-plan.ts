import type { JobRun } from '#kernel/jobs';
import type { Context } from '#kernel/workspace';
import type { ImportPlan } from '../../planning/plan-import.ts';
import { placeKey } from '../../planning/planned-row.ts';
import { relationsOf } from '../../planning/rows/relations.ts';
import type { TableMapping } from '../../recognising/mapping.ts';
import { findPeopleByKeys, keyOfWanted, onlyNew } from '../relations/find-people.ts';
import { ownColumnsOf, readCustoms } from '../rows/customs.ts';
import { companiesNeeded } from '../store-companies.ts';
import { humansOf, type Human } from '../store-people.ts';
import { RowCounts } from './count-rows.ts';
import { meetCompanies, meetHumans, type Meeting, type Met, type Reading } from './meet.ts';

/** What a plan would do, before anything is written: rows by status, what they make, whom the workspace has already.
 * The same matching as in the run decides. */
export async function tryPlan(
  job: JobRun,
  plan: ImportPlan,
  mapping: TableMapping[],
): Promise<Record<string, unknown>> {
  const counts = new RowCounts();
  counts.add(plan.rows);
  const { personOf, certain, likely } = plan.duplicates;
  const people = new Set(
    plan.rows.filter((row) => row.status === 'person').map((row) => placeKey(personOf.get(placeKey(row)) ?? row)),
  );
  const found = await job.transaction(
    async (ctx) => {
      const run = { customs: await readCustoms(ctx), ownColumns: ownColumnsOf(mapping) };
      const { met, idOf } = await tryPeople(ctx, run, plan);
      const companies = await tryCompanies(ctx, run, plan);
      return { matching: { people: met, companies }, relationships: await tryRelations(ctx, plan, idOf) };
    },
    { timeout: 120_000 },
  );
  return { ...counts.show({ people: people.size, certain: certain.length, likely: likely.length }), ...found };
}

async function tryPeople(ctx: Context, run: Reading, plan: ImportPlan) {
  const humans = humansOf(plan);
  const met = await meetHumans(ctx, run, humans);
  const idOf = new Map(humans.map((human, index) => [human, met.get(human)?.id ?? `new ${index}`]));
  return { met: metOf(met, humans.length), idOf };
}

async function tryCompanies(ctx: Context, run: Reading, plan: ImportPlan): Promise<Met> {
  const needed = companiesNeeded(plan);
  return metOf(await meetCompanies(ctx, run, needed), needed.length);
}

function metOf(met: Map<unknown, Meeting>, all: number): Met {
  const known = new Set<string>();
  const updated = new Set<string>();
  for (const { id, gains } of met.values()) {
    known.add(id);
    if (gains) updated.add(id);
  }
  return { new: all - met.size, update: updated.size, same: known.size - updated.size };
}

/** Relations whose other end exactly one person has the name or the address of, in the files or in the workspace. */
async function tryRelations(ctx: Context, plan: ImportPlan, idOf: Map<Human, string>): Promise<number> {
  const wanting = [...idOf].flatMap(([human, person]) =>
    human.rows.flatMap((row) => relationsOf(row).map((wanted) => ({ person, wanted, key: keyOfWanted(wanted) ?? '' }))),
  );
  if (wanting.length === 0) return 0;
  const found = await findPeopleByKeys(ctx, [...new Set(wanting.map((one) => one.key))].filter(Boolean));
  const add = (key: string, id: string) => found.set(key, (found.get(key) ?? new Set()).add(id));
  for (const [human, id] of idOf) {
    for (const { keys, values } of human.rows) {
      // Who is known keeps the name that stands there.
      if (keys?.nameKey && id.startsWith('new ')) add(`n${keys.nameKey}`, id);
      for (const { value } of values.emails ?? []) add(`e${value}`, id);
    }
  }
  const certain = wanting.flatMap(({ person, wanted, key }) => {
    const [other, ...more] = found.get(key) ?? [];
    return other && more.length === 0 ? [{ person, other, kind: wanted.kind, note: wanted.note }] : [];
  });
  return (await onlyNew(ctx, certain)).length;
}
