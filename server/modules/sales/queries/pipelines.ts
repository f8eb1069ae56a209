import { prepared, sql } from '#kernel/database';
import type { Context } from '#kernel/workspace';

/** A stage, as far as it decides what is written of deals. */
export interface StageRow {
  id: string;
  name: string;
  outcome: 'open' | 'won' | 'lost';
  probability: number | null;
  next_step_required: boolean;
  gates: GateRow[];
}

/** A fact of the deal that a stage asks for. */
export interface GateRow {
  field: string;
  kind: 'hard' | 'soft';
  message: string | null;
}

/** A pipeline with its stages in order. */
export interface PipelineRow {
  id: string;
  name: string;
  stages: StageRow[];
}

interface Line {
  id: string;
  name: string;
  stage: string | null;
  stage_name: string;
  outcome: StageRow['outcome'];
  probability: string | null;
  next_step_required: boolean | null;
  gates: GateRow[] | null;
}

const most = 2_000; // stages that people could still tell apart, many times over

/** The pipelines of a workspace in their order: one statement. */
export async function readPipelines(ctx: Context): Promise<PipelineRow[]> {
  const { table } = ctx.db;
  const lines = await ctx.db.many<Line>(
    sql`select p.id, p.name, s.id as stage, s.name as stage_name, s.outcome, s.probability::text as probability,
        s.next_step_required, g.gates
      from ${table('pipeline')} p
      left join ${table('stage')} s on s.pipeline_id = p.id and s.deleted_at is null
      left join (select stage_id, json_agg(json_build_object('field', field, 'kind', kind, 'message', message)
        order by created_at, id) as gates from ${table('stage_gate')} where deleted_at is null group by stage_id) g
        on g.stage_id = s.id
      where p.deleted_at is null
      order by p.position nulls last, p.name__sort, p.id, s.position nulls last, s.name__sort, s.id limit ${most}`,
    prepared,
  );
  return [...Map.groupBy(lines, (line) => line.id)].map(([id, some]) => ({
    id,
    name: some[0]!.name,
    stages: some.flatMap((line) => (line.stage === null ? [] : [stageOf(line, line.stage)])),
  }));
}

function stageOf(line: Line, id: string): StageRow {
  const probability = line.probability === null ? null : Number(line.probability);
  return {
    id,
    name: line.stage_name,
    outcome: line.outcome,
    probability,
    next_step_required: line.next_step_required ?? false,
    gates: line.gates ?? [],
  };
}
