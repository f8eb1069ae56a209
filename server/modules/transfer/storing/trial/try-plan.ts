import type { JobRun } from '#kernel/jobs';
import { getObject, readValuesOf, type Values } from '#kernel/objects';
import type { Context } from '#kernel/workspace';
import type { ImportPlan } from '../../planning/plan-import.ts';
import { placeKey } from '../../planning/planned-row.ts';
import { relationsOf } from '../../planning/rows/relations.ts';
import type { TableMapping } from '../../recognising/mapping.ts';
import { findPeopleByKeys, keyOfWanted, onlyNew } from '../relations/find-people.ts';
import { patchFor } from '../rows/combine.ts';
import { ownColumnsOf, readCustoms } from '../rows/customs.ts';
import { ownFields } from '../rows/own-fields.ts';
import { knownTags } from '../rows/tags.ts';
import { companyValues, personValues, type Customs } from '../rows/to-values.ts';
import { companiesNeeded, matchCompanies, type Needed } from '../store-companies.ts';
import { humansOf, matchHumans, type Human } from '../store-people.ts';
import type { StoreRun } from '../store-run.ts';

/** What the workspace has already: records that would be new, would gain something, would stay as they are. */
interface Met {
  new: number;
  update: number;
  same: number;
}

type Reading = Pick<StoreRun, 'ownColumns' | 'customs'>;

const batchSize = 1_000;

/** What a plan would do, before anything is written: rows by status, what they make, whom the workspace has already.
 * The same matching as in the run decides. */
export async function tryPlan(
  job: JobRun,
  plan: ImportPlan,
  mapping: TableMapping[],
): Promise<Record<string, unknown>> {
  const counted = countPlan(plan);
  const found = await job.transaction(
    async (ctx) => {
      const customs: Customs = await readCustoms(ctx);
      const run = { customs, ownColumns: ownColumnsOf(mapping) };
      const { met: people, idOf } = await tryPeople(ctx, run, plan);
      const companies = await tryCompanies(ctx, run, plan);
      return { matching: { people, companies }, relationships: await tryRelations(ctx, plan, idOf) };
    },
    { timeout: 120_000 },
  );
  return { ...counted, ...found };
}

async function tryPeople(ctx: Context, run: Reading, plan: ImportPlan) {
  const object = getObject(ctx, 'person');
  const met: Met = { new: 0, update: 0, same: 0 };
  const idOf = new Map<Human, string>();
  const humans = humansOf(plan);
  const updated = new Set<string>();
  const known = new Set<string>();
  for (let at = 0; at < humans.length; at += batchSize) {
    const batch = humans.slice(at, at + batchSize);
    const ids = await matchHumans(ctx, batch);
    const tags = await knownTags(
      ctx,
      batch.map((human) => human.whole),
    );
    const existing = await readValuesOf(ctx, object, [...ids.values()]);
    for (const [index, human] of batch.entries()) {
      const id = ids.get(human);
      idOf.set(human, id ?? `new ${at + index}`);
      if (!id) met.new += 1;
      else {
        const { whole } = human;
        const given = { ...personValues(whole, run.customs), ...tags(whole), ...ownFields(run, object, whole) };
        known.add(id);
        if (patchFor(existing.get(id) ?? {}, given, 'fill')) updated.add(id);
      }
    }
  }
  return { met: { ...met, update: updated.size, same: known.size - updated.size }, idOf };
}

async function tryCompanies(ctx: Context, run: Reading, plan: ImportPlan): Promise<Met> {
  const object = getObject(ctx, 'company');
  const needed = companiesNeeded(plan);
  const known = new Set<string>();
  const updated = new Set<string>();
  let fresh = 0;
  for (let at = 0; at < needed.length; at += batchSize) {
    const batch = needed.slice(at, at + batchSize);
    const ids = await matchCompanies(ctx, batch);
    const tags = await knownTags(
      ctx,
      batch.flatMap((one) => one.whole ?? []),
    );
    const existing = await readValuesOf(ctx, object, [...ids.values()]);
    const given = ({ whole }: Needed): Values =>
      whole ? { ...companyValues(whole, run.customs), ...tags(whole), ...ownFields(run, object, whole) } : {};
    for (const one of batch) {
      const id = ids.get(`c${one.key}`);
      if (id === undefined) {
        fresh += 1;
        continue;
      }
      known.add(id);
      if (one.rows.length > 0 && patchFor(existing.get(id) ?? {}, given(one), 'fill')) updated.add(id);
    }
  }
  return { new: fresh, update: updated.size, same: known.size - updated.size };
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

/** Rows by status, and what they hold. */
function countPlan(plan: ImportPlan): Record<string, unknown> {
  const counted = Map.groupBy(plan.rows, (row) => row.status);
  const people = new Set(
    plan.rows.filter((row) => row.status === 'person').map((row) => plan.duplicates.personOf.get(placeKey(row)) ?? row),
  );
  return {
    rows: plan.rows.length,
    by_status: Object.fromEntries([...counted].map(([status, rows]) => [status, rows.length])),
    people: people.size,
    certain_duplicates: plan.duplicates.certain.length,
    likely_duplicates: plan.duplicates.likely.length,
    photos: plan.rows.filter((row) => row.values['photo'] !== undefined).length,
    rejected_reasons: reasonsOf(plan),
    refused_values: plan.rows.reduce((sum, row) => sum + row.refused.length, 0),
  };
}

const mostReasons = 5; // the usual ones; each row has its own in the list of rejects

/** Why rows would be kept aside, the most frequent reasons first. */
function reasonsOf(plan: ImportPlan): { reason: string; count: number }[] {
  const rejected = plan.rows.filter((row) => row.status === 'rejected');
  return [...Map.groupBy(rejected, (row) => row.reason ?? '')]
    .map(([reason, rows]) => ({ reason, count: rows.length }))
    .sort((a, b) => b.count - a.count)
    .slice(0, mostReasons);
}
