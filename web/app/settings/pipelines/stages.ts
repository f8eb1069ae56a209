import { useQuery } from '@tanstack/react-query';
import { keys, listRecords, type RecordRow } from '#web/kernel/api';

/** A pipeline with its stages in their order, each with what it asks for. */
export type Way = { row: RecordRow; stages: { row: RecordRow; gates: RecordRow[] }[] };

// More pipelines, stages or gates than anybody arranges by hand.
const MOST = 1_000;

/** The pipelines of the workspace in their order; null until all came. */
export function useWays(): Way[] | null {
  const pipelines = useRows('pipelines', 'position');
  const stages = useRows('stages', 'position');
  const gates = useRows('stage_gates', 'created_at');
  if (!pipelines || !stages || !gates) return null;
  return pipelines.map((row) => ({
    row,
    stages: stages
      .filter((stage) => idOf(stage['pipeline']) === row.id)
      .map((stage) => ({ row: stage, gates: gates.filter((gate) => idOf(gate['stage']) === stage.id) })),
  }));
}

function useRows(object: string, sort: string): RecordRow[] | null {
  const query = { sort, limit: MOST };
  const { data } = useQuery({
    queryKey: keys.list(object, query),
    queryFn: ({ signal }) => listRecords(object, query, signal),
  });
  return data?.data ?? null;
}

const idOf = (value: unknown): string | null => (value as { id: string } | null)?.id ?? null;

/** The rows whose places change when one of them goes to another, counted from one. */
export function placed(rows: RecordRow[], id: string, to: number): { id: string; values: { position: number } }[] {
  const moved = rows.find((row) => row.id === id);
  if (!moved || to < 0 || to >= rows.length) return [];
  const rest = rows.filter((row) => row !== moved);
  return rest
    .toSpliced(to, 0, moved)
    .map((row, at) => ({ row, position: at + 1 }))
    .filter(({ row, position }) => row['position'] !== position)
    .map(({ row, position }) => ({ id: row.id, values: { position } }));
}
