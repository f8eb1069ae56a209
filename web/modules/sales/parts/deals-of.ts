import type { AnswerOf, Filter } from '#web/kernel/api';

export type Report = AnswerOf<'GET /api/v1/sales_report'>;

/** Which of the deals that ended: of all, or of one line. */
export type Of = { won: boolean; reason?: string | null; group?: Report['groups'][number] };

/** The deals that ended and of which a number of the report is made, as a filter of their list. */
export function endedFilter({ from, to, by, pipeline }: Report, { won, reason, group }: Of): Filter {
  const field = by === 'owner' ? 'owner' : 'deal_source';
  const parts: object[] = [
    { field: 'outcome', is: won ? 'won' : 'lost' },
    { field: 'stage_since', between: [from, to] },
  ];
  if (reason !== undefined) parts.push(held('lost_reason', reason));
  if (group && by === 'owner' && group.value !== null) parts.push({ field, is: { id: group.value, name: group.name } });
  else if (group) parts.push(held(field, group.value));
  if (pipeline !== null) parts.push({ field: 'pipeline', is: pipeline });
  return { all: parts } as Filter;
}

const held = (field: string, value: string | null): object =>
  value === null ? { field, empty: true } : { field, is: value };
