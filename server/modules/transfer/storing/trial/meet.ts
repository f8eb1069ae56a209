import { getObject, readValuesOf, type Values } from '#kernel/objects';
import type { Context } from '#kernel/workspace';
import { patchOf } from '../rows/patch-to-own.ts';
import { ownFields } from '../rows/own-fields.ts';
import { knownTags } from '../rows/tags.ts';
import { companyValues, personValues } from '../rows/to-values.ts';
import { matchCompanies, type Needed } from '../store-companies.ts';
import { matchHumans, type Human } from '../store-people.ts';
import type { StoreRun } from '../store-run.ts';

/** What the workspace has already: records that would be new, would gain something, would stay as they are. */
export interface Met {
  new: number;
  update: number;
  same: number;
}

export type Reading = Pick<StoreRun, 'ownColumns' | 'customs'>;

/** What the workspace has of somebody or something: the record, and whether it would gain something by the run. */
export interface Meeting {
  id: string;
  gains: boolean;
}

const batchSize = 1_000;
const how = 'fill'; // what a run does unless it is told otherwise

/** Whom the workspace has already, by the same matching as in the run; nobody is changed. */
export async function meetHumans(ctx: Context, run: Reading, humans: Human[]): Promise<Map<Human, Meeting>> {
  const object = getObject(ctx, 'person');
  const met = new Map<Human, Meeting>();
  for (const batch of batches(humans)) {
    const ids = await matchHumans(ctx, batch);
    const known = batch.filter((human) => ids.has(human));
    const tags = await knownTags(
      ctx,
      known.map((human) => human.whole),
    );
    const existing = await readValuesOf(ctx, object, [...ids.values()]);
    for (const human of known) {
      const { whole } = human;
      const given = { ...personValues(whole, run.customs), ...tags(whole), ...ownFields(run, object, whole) };
      const id = ids.get(human)!;
      met.set(human, {
        id,
        gains: patchOf({ continued: human.continued, how }, existing.get(id) ?? {}, given) !== null,
      });
    }
  }
  return met;
}

/** Which companies the workspace has already, by the same matching as in the run. */
export async function meetCompanies(ctx: Context, run: Reading, needed: Needed[]): Promise<Map<Needed, Meeting>> {
  const object = getObject(ctx, 'company');
  const met = new Map<Needed, Meeting>();
  for (const batch of batches(needed)) {
    const ids = await matchCompanies(ctx, batch);
    const known = batch.filter((one) => ids.has(`c${one.key}`));
    const tags = await knownTags(
      ctx,
      known.flatMap((one) => one.whole ?? []),
    );
    const existing = await readValuesOf(ctx, object, [...ids.values()]);
    const given = (whole: NonNullable<Needed['whole']>): Values => ({
      ...companyValues(whole, run.customs),
      ...tags(whole),
      ...ownFields(run, object, whole),
    });
    for (const one of known) {
      const id = ids.get(`c${one.key}`)!;
      const gains =
        one.whole !== null &&
        patchOf({ continued: one.continued, how }, existing.get(id) ?? {}, given(one.whole)) !== null;
      met.set(one, { id, gains });
    }
  }
  return met;
}

function* batches<T>(items: T[]): Generator<T[]> {
  for (let at = 0; at < items.length; at += batchSize) yield items.slice(at, at + batchSize);
}
