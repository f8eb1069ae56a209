import type { JobRun } from '#kernel/jobs';
import type { Context } from '#kernel/workspace';
import { CompactKeys } from '../../planning/outline/compact-keys.ts';
import type { Outline } from '../../planning/outline/outline.ts';
import type { ImportPlan } from '../../planning/plan-import.ts';
import { placeKey, type RowPlace } from '../../planning/planned-row.ts';
import { relationsOf } from '../../planning/rows/relations.ts';
import { outlineFiles } from '../large/outline-files.ts';
import { planChunks, type Files } from '../../planning/plan-chunks.ts';
import { findPeopleByKeys, keyOfWanted, onlyNew, sidesOf, type NewRelation } from '../relations/find-people.ts';
import { ownColumnsOf, readCustoms } from '../rows/customs.ts';
import { companiesNeeded } from '../store-companies.ts';
import { humansOf, matchHumans } from '../store-people.ts';
import { RowCounts } from './count-rows.ts';
import { meetCompanies, meetHumans, type Meeting, type Met, type Reading } from './meet.ts';

// Records that are told apart, some 40 MB of them; beyond it the figures say that they are estimates.
const mostMet = 3_000_000;

/** What a run of files of any size would do, as `tryPlan` tells it: the rows are gone through once to learn who is one
 * person, then again to count, chunk by chunk. Null where the job is to stop. */
export async function tryLarge(
  job: JobRun,
  { files, chunkRows, total }: { files: Files; chunkRows: number; total: number },
): Promise<Record<string, unknown> | null> {
  const tell = progressOf(job, total);
  const outline = await outlineFiles(files, chunkRows, (rows) => tell(rows / 2));
  if (!outline) return null;
  const customs = await job.transaction(readCustoms);
  const trial = new Trial({ customs, ownColumns: ownColumnsOf(files.mapping) }, outline);
  const passes = outline.related ? [trial.meet, trial.relate] : [trial.meet];
  let done = total / 2;
  for (const count of passes) {
    outline.rewind();
    for await (const rows of planChunks(files, chunkRows)) {
      const plan = outline.plan(rows);
      await job.transaction((ctx) => count.call(trial, ctx, plan), { timeout: 120_000 });
      done += rows.length / 2 / passes.length;
      if (!(await tell(done))) return null;
    }
  }
  return trial.show();
}

/** Tells how far the reading is, in rows of all that are; answers whether to go on. */
function progressOf(job: JobRun, total: number): (rows: number) => Promise<boolean> {
  let told = 0;
  return async (rows) => {
    if (performance.now() - told >= tellEvery) {
      told = performance.now();
      await job.progress(Math.min(Math.round(rows), total), total);
    }
    return !job.stopped();
  };
}

const tellEvery = 700; // milliseconds: what a person can follow

/** The counts of a trial as they grow. */
class Trial {
  private readonly run: Reading;
  private readonly outline: Outline;
  private readonly counts = new RowCounts();
  private readonly known = new CompactKeys(mostMet);
  private readonly people: Met = { new: 0, update: 0, same: 0 };
  private readonly companies: Met = { new: 0, update: 0, same: 0 };
  private peopleMet = 0;
  private relationships = 0;

  constructor(run: Reading, outline: Outline) {
    this.run = run;
    this.outline = outline;
  }

  /** Counts rows, and whom the workspace has already. */
  async meet(ctx: Context, plan: ImportPlan): Promise<void> {
    this.counts.add(plan.rows);
    for (const [human, one] of await meetHumans(ctx, this.run, humansOf(plan))) {
      if (this.isNew(`p${placeKey(human.first)}`)) this.peopleMet += 1;
      this.note(this.people, one);
    }
    const needed = companiesNeeded(plan);
    const met = await meetCompanies(ctx, this.run, needed);
    for (const one of needed) {
      const there = met.get(one);
      const first = this.isNew(`c${one.key}`);
      if (there) this.note(this.companies, there);
      else if (first) this.companies.new += 1;
    }
  }

  /** Counts relations, once everybody was met. */
  async relate(ctx: Context, plan: ImportPlan): Promise<void> {
    const humans = humansOf(plan).filter((human) => human.rows.some((row) => relationsOf(row).length > 0));
    if (humans.length === 0) return;
    const ids = await matchHumans(ctx, humans);
    const wanting = humans.flatMap((human) => {
      const person = ids.get(human) ?? newId(human.first);
      return human.rows.flatMap(relationsOf).map((wanted) => ({ person, wanted, key: keyOfWanted(wanted) ?? '' }));
    });
    const found = await findPeopleByKeys(ctx, [...new Set(wanting.map((one) => one.key))].filter(Boolean));
    const certain = wanting.flatMap(({ person, wanted, key }): NewRelation[] => {
      const [other, ...more] = this.bearersOf(key, found.get(key) ?? new Set());
      return other && more.length === 0 ? [{ person, other, kind: wanted.kind, note: wanted.note }] : [];
    });
    for (const one of await onlyNew(ctx, certain)) {
      const fresh = sidesOf(one).map((side) => this.isNew(`x${side}`));
      if (fresh[0]) this.relationships += 1;
    }
  }

  /** The counts in the shape of every trial. */
  show(): Record<string, unknown> {
    const { people, duplicates } = this.outline;
    const estimated = this.outline.estimated || this.known.full;
    const all = people - duplicates.certain;
    return {
      ...this.counts.show({ people: all, ...duplicates }),
      matching: { people: { ...this.people, new: all - this.peopleMet }, companies: this.companies },
      relationships: this.relationships,
      ...(estimated ? { estimated } : {}),
    };
  }

  /** Who has a name or an address, in the workspace and in the files; one who is known keeps the name there. */
  private bearersOf(key: string, there: Set<string>): Set<string> {
    const named = key.startsWith('n');
    const inFiles = named ? this.outline.named(key.slice(1)) : this.outline.addressed(key.slice(1));
    const all = new Set(there);
    for (const first of inFiles) {
      const place = this.outline.placeOf(first);
      const isKnown = this.known.get(`p${placeKey(place)}`) >= 0;
      if (!isKnown || (!named && there.size === 0)) all.add(newId(place));
    }
    return all;
  }

  private note(met: Met, { id, gains }: Meeting): void {
    if (this.isNew(`r${id}`)) met.same += 1;
    if (!gains || !this.isNew(`u${id}`)) return;
    met.same -= 1;
    met.update += 1;
  }

  private isNew(key: string): boolean {
    return this.known.add(key, 0) < 0;
  }
}

/** Stands for somebody whom the run would make. */
function newId(place: RowPlace): string {
  return `new ${placeKey(place)}`;
}
