import { newId } from '#kernel/database';
import { sortKey } from '#shared/fold';
import { createRecords, getObject, withAllRights, type WriteSet } from '#kernel/objects';
import { readPipelines, type PipelineRow } from './queries/pipelines.ts';

/** Where a deal that is brought in stood, in the words of its source. */
export interface Named {
  pipeline: string | null;
  stage: string | null;
  /** How it ended there: open, won or lost. */
  outcome: unknown;
}

/** Makes the pipelines and stages of these names that are not there, in the change set of the deals that come with
 * them. A stage in which all deals ended alike means that end. */
export async function makeStages(set: WriteSet, wanted: readonly Named[]): Promise<void> {
  if (!wanted.some((one) => one.pipeline !== null || one.stage !== null)) return;
  const engine = withAllRights(set);
  const pipelines = await readPipelines(engine.ctx);
  const fresh = newNames(wanted.map((one) => one.pipeline)).filter(([key]) => !pipelines.some(isCalled(key)));
  const made: PipelineRow[] = fresh.map(([, name]) => ({ id: newId(), name, stages: [] }));
  if (made.length > 0)
    await createRecords(
      engine,
      getObject(engine.ctx, 'pipeline'),
      made.map(({ id, name }, at) => ({ id, values: { name, position: pipelines.length + at + 1 } })),
    );
  const all = [...pipelines, ...made];
  const stages = all.flatMap((pipeline) => {
    const mine = wanted.filter((one) => pipelineOf(all, one) === pipeline && one.stage !== null);
    const missing = newNames(mine.map((one) => one.stage)).filter(([key]) => !pipeline.stages.some(isCalled(key)));
    return missing.map(([key, name], at) => {
      const ends = new Set(mine.filter((one) => sortKey(one.stage!) === key).map((one) => one.outcome));
      const outcome = ends.size === 1 && !ends.has('open') ? [...ends][0] : 'open';
      const position = pipeline.stages.length + at + 1 + (outcome === 'open' ? 0 : behindAll);
      return { values: { name, pipeline: pipeline.id, position, outcome } };
    });
  });
  if (stages.length > 0) await createRecords(engine, getObject(engine.ctx, 'stage'), stages);
}

// What ends a deal stands behind all stages on the way to it.
const behindAll = 1_000;

const isCalled = (key: string) => (one: { name: string }) => sortKey(one.name) === key;

function pipelineOf(all: PipelineRow[], { pipeline }: Named): PipelineRow | undefined {
  return pipeline === null ? all[0] : all.find(isCalled(sortKey(pipeline)));
}

/** Each name once, as it was written first, by what it is compared by. */
function newNames(names: (string | null)[]): [string, string][] {
  const known = new Map<string, string>();
  for (const name of names) if (name !== null && !known.has(sortKey(name))) known.set(sortKey(name), name);
  return [...known];
}
