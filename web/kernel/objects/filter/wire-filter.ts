import type { Filter } from '#web/kernel/api';

/** The filter as it is sent: chosen members and records go as their ids, their names stay on screen. */
export function wireFilter(filter: Filter | null | undefined): Filter | null {
  return filter ? (bare(filter) as Filter) : null;
}

function bare(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(bare);
  if (value === null || typeof value !== 'object') return value;
  const whole = value as Record<string, unknown>;
  if (typeof whole.id === 'string' && typeof whole.name === 'string') return whole.id;
  return Object.fromEntries(Object.entries(whole).map(([key, part]) => [key, bare(part)]));
}
