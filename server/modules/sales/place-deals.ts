import { sortKey } from '#shared/fold';
import type { Issue } from '#shared/failure';
import type { Completer, Completing, CompletingSet, Completion, Values } from '#kernel/objects';
import type { Context } from '#kernel/workspace';
import { passGates } from './pass-gates.ts';
import { withOpenTasks } from './queries/open-tasks.ts';
import { stageSince } from './stage-since.ts';
import { readPipelines, type PipelineRow, type StageRow } from './queries/pipelines.ts';

/** Puts deals into the stages of pipelines: names are found, a stage decides the pipeline, and who enters a stage gets
 * its probability and what it means, unless the writer said otherwise in the same write. A stage may ask for things
 * first (`passGates`). */
export const placing: Completion = {
  fields: ['pipeline', 'stage', 'outcome', 'gate_reason'],
  prepare: async (ctx, set) => {
    const pipelines = await readPipelines(ctx);
    const asked = pipelines.some(({ stages }) => stages.some((stage) => stage.next_step_required));
    return completerOf(ctx, { ...set, pipelines, busy: asked ? await withOpenTasks(ctx, set.ids) : new Set() });
  },
};

interface Known extends CompletingSet {
  pipelines: PipelineRow[];
  /** The deals on which a task is open. */
  busy: ReadonlySet<string>;
}

function completerOf(ctx: Context, { pipelines, busy, origin }: Known): Completer {
  const stages = pipelines.flatMap((pipeline) => pipeline.stages.map((stage) => `stage:${stage.id}`));
  return {
    complete: (record) => {
      try {
        const placed = place(pipelines, record, ctx.now);
        const entered = 'stage_since' in placed ? placed['stage'] : null;
        const stage = pipelines.flatMap((one) => one.stages).find(({ id }) => id === entered) ?? null;
        return passGates(ctx, { stage, placed, record, busy, origin });
      } catch (problem) {
        if (!(problem instanceof NotPlaced)) throw problem;
        return { values: record.values, issues: [problem.issue] };
      }
    },
    seen: [...pipelines.map((pipeline) => `pipeline:${pipeline.id}`), ...stages],
  };
}

class NotPlaced extends Error {
  readonly issue: Issue;

  constructor(issue: Issue) {
    super(issue.message);
    this.issue = issue;
  }
}

function place(pipelines: PipelineRow[], record: Completing, now: Date): Values {
  const { before, values } = record;
  const placed: Values = { ...values };
  if ('pipeline' in values) placed['pipeline'] = pipelineIn(pipelines, record) ?? null;
  const pipeline = pipelines.find(({ id }) => id === ('pipeline' in values ? placed : (before ?? {}))['pipeline']);
  const stage = stageFor(pipelines, { ...record, pipeline });
  if (stage === undefined) return 'pipeline' in values && !pipeline ? { ...placed, stage: null } : placed;
  placed['stage'] = stage;
  const held = pipelines.find((one) => one.stages.some(({ id }) => id === stage));
  const means = held?.stages.find(({ id }) => id === stage);
  if (!held || !means) return placed;
  if (pipeline && 'pipeline' in values && pipeline !== held)
    throw notThere(record, { field: 'stage', name: means.name, known: pipeline.stages });
  placed['pipeline'] = held.id;
  if (before?.['stage'] === stage) return placed;
  placed['stage_since'] = stageSince(before === null ? endedOn(placed, means.outcome, now) : now);
  if (!('outcome' in values)) placed['outcome'] = means.outcome;
  if (!('probability' in values) && means.probability !== null) placed['probability'] = means.probability;
  return placed;
}

/** When a new deal came to its stage: one that had ended before it came here did so on the day that it closed. */
function endedOn({ closes_on: day }: Values, outcome: StageRow['outcome'], now: Date): Date {
  const noon = typeof day === 'string' && outcome !== 'open' ? Date.parse(`${day}T12:00:00Z`) : Number.NaN;
  return noon < now.getTime() ? new Date(noon) : now;
}

interface Placing extends Completing {
  pipeline: PipelineRow | undefined;
}

/** The stage that a deal enters by a write; undefined where it stays where it is. */
function stageFor(pipelines: PipelineRow[], record: Placing): string | null | undefined {
  const { before, values } = record;
  if ('stage' in values) return namedStage(pipelines, record);
  const pipeline = record.pipeline ?? (before === null ? pipelines[0] : undefined);
  const moves = before === null || ('pipeline' in values && before['pipeline'] !== pipeline?.id);
  if (moves) return firstStage(pipeline, values['outcome'])?.id;
  const outcome = values['outcome'];
  const now = pipeline?.stages.find(({ id }) => id === before['stage']);
  // Whoever marks a deal as won has it stand where the won ones do.
  if (!now || outcome === before['outcome'] || outcome === now.outcome || outcome === 'open') return undefined;
  return pipeline!.stages.find((stage) => stage.outcome === outcome)?.id;
}

function firstStage(pipeline: PipelineRow | undefined, outcome: unknown): StageRow | undefined {
  return pipeline?.stages.find((stage) => stage.outcome === (outcome ?? 'open')) ?? pipeline?.stages[0];
}

function pipelineIn(pipelines: PipelineRow[], record: Completing): string | null {
  const given = record.values['pipeline'] as string | null;
  return given === null ? null : found(record, { field: 'pipeline', name: given, known: pipelines }).id;
}

/** A stage by its id, or by its name in the pipeline of the deal. */
function namedStage(pipelines: PipelineRow[], record: Placing): string | null {
  const given = record.values['stage'] as string | null;
  if (given === null) return null;
  const all = pipelines.flatMap((one) => one.stages);
  const byId = all.find((stage) => stage.id === given);
  if (byId) return byId.id;
  const known = (record.pipeline ?? pipelines[0])?.stages ?? [];
  return found(record, { field: 'stage', name: given, known }).id;
}

interface Named {
  field: 'pipeline' | 'stage';
  name: string;
  known: { id: string; name: string }[];
}

const uuid = /^[0-9a-f]{8}-/;

/** The one of these that is meant, by id or by name; never one that is only like it. An id that is none of them is
 * left to the check of relations. */
function found(record: Completing, named: Named): { id: string } {
  const { name, known } = named;
  const byId = known.find(({ id }) => id === name);
  if (byId) return byId;
  const same = known.filter((one) => sortKey(one.name) === sortKey(name));
  if (same.length === 1) return same[0]!;
  if (uuid.test(name)) return { id: name };
  throw notThere(record, named);
}

const shownNames = 30;

function notThere({ pointer }: Completing, { field, name, known }: Named): NotPlaced {
  const names = known
    .slice(0, shownNames)
    .map((one) => `"${one.name}"`)
    .join(', ');
  const what = field === 'stage' ? 'stage of this pipeline' : 'pipeline';
  const message = `"${name}" is no ${what}. There are: ${names}.`;
  return new NotPlaced({ pointer: `${pointer}/${field}`, code: `${field}.not_found`, message });
}
