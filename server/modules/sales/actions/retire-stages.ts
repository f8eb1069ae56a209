import { failIf } from '#shared/failure';
import { getObject, trashRecords, updateRecords, withAllRights, type Values, type WriteSet } from '#kernel/objects';
import { dealsIn, gatesOf } from '../queries/deals-in.ts';
import { stageSince } from '../stage-since.ts';
import { readPipelines, type PipelineRow, type StageRow } from '../queries/pipelines.ts';

/** Stages that go, with their pipeline or without, and where their deals go. */
export interface Retiring {
  pipeline: string | null;
  stages: readonly string[];
  to: string | null;
}

// All of them move in one transaction, so that one undo brings them back.
const most = 5_000;

/** Moves the deals of some stages to another one and the stages into the trash, all in one change set. Answers with
 * the number of deals. Deals that the writer does not see go along: none is left without a stage. */
export async function retireStages(set: WriteSet, { pipeline, stages, to }: Retiring): Promise<number> {
  const { ctx } = set;
  const pipelines = await readPipelines(ctx);
  const place = to === null ? null : placeOf(pipelines, to);
  const deals = await dealsIn(ctx, stages, most + 1);
  const refuse = (code: string, message: string) => failIf([{ pointer: '/to', code, message }]);
  if (to !== null && (!place || stages.includes(to))) refuse('stage.not_found', 'Choose a stage that stays.');
  if (deals.length > most)
    refuse('stage.too_full', `More than ${most} deals stand in it: move them by a change of many first.`);
  if (deals.length > 0 && !place) refuse('stage.has_deals', 'Deals stand in it: say to which stage they go.');
  if (pipeline !== null && pipelines.length === 1) refuse('pipeline.last', 'The last pipeline stays.');
  const engine = withAllRights(set);
  if (place && deals.length > 0) {
    const values = { ...place, stage_since: stageSince(ctx.now) };
    await updateRecords(
      engine,
      getObject(engine.ctx, 'deal'),
      deals.map((id) => ({ id, values })),
    );
  }
  const gone = { stage_gate: await gatesOf(ctx, stages), stage: [...stages], pipeline: pipeline ? [pipeline] : [] };
  for (const [key, ids] of Object.entries(gone)) if (ids.length > 0) await trashRecords(set, getObject(ctx, key), ids);
  return deals.length;
}

/** What a deal is given that is moved there. */
function placeOf(pipelines: PipelineRow[], to: string): Values | null {
  const pipeline = pipelines.find(({ stages }) => stages.some(({ id }) => id === to));
  const stage: StageRow | undefined = pipeline?.stages.find(({ id }) => id === to);
  if (!pipeline || !stage) return null;
  const { outcome, probability } = stage;
  return { pipeline: pipeline.id, stage: to, outcome, ...(probability === null ? {} : { probability }) };
}
