import { ask, call, request, type AnswerOf } from './client.ts';
import type { Conflict, Filter } from './types.ts';

/** Background work: how far it has come, whether it goes on, and what came of it. */
export type Job = {
  id: string;
  kind: string;
  state: 'waiting' | 'running' | 'done' | 'failed' | 'cancelled' | 'parked';
  progress: { done: number; total: number | null } | null;
  result?: unknown;
  /** Why its last try failed. */
  reason?: StopReason | null;
  /** It was given up, and may be tried again. */
  again?: boolean;
};
/** Why a try of background work failed. */
export type StopReason = NonNullable<AnswerOf<'GET /api/v1/jobs/{id}'>['reason']>;
/** Asks a job to stop; what it did by then stays. */
export const cancelJob = (id: string): Promise<unknown> => call(`/api/v1/jobs/${id}/cancel`, { method: 'POST' });
/** Has work that was given up go on where it stopped. */
export const goOnWith = (id: string): Promise<unknown> => call(`/api/v1/jobs/${id}/again`, { method: 'POST' });
export const getJob = (id: string): Promise<Job> => call(`/api/v1/jobs/${id}`);
/** The work of this member that goes on. */
export const listOpenJobs = (): Promise<Job[]> =>
  call<{ data: Job[] }>('/api/v1/jobs?open=true').then((answer) => answer.data);

/** One change for many records; `add` and `remove` speak of items of lists. */
export type BulkChange =
  | {
      action: 'update';
      values?: Record<string, unknown>;
      add?: Record<string, unknown[]>;
      remove?: Record<string, unknown[]>;
    }
  | { action: 'trash' | 'restore' }
  | { action: 'run'; run: string; input: Record<string, unknown> };
/** Which records: all that match, or those of the ids; never the excepted. */
export type BulkChoice = { filter?: Filter | null; q?: string | undefined; ids?: string[]; except?: string[] };
export type BulkRefusal = {
  id: string;
  name: string | null;
  errors: { pointer: string; code: string; message: string }[];
};
export type BulkResult = {
  change_set_id: string;
  total: number;
  changed: number;
  unchanged: number;
  missed: number;
  refused: number;
  refusals: BulkRefusal[];
};
export type UndoResult = { change_set_id: string | null; undone: number; conflicts: Conflict[] };

/** How many records a choice holds, of those that may be changed or removed. */
export const countChosen = (object: string, choice: BulkChoice, action: 'update' | 'trash'): Promise<number> =>
  call<{ total: number }>(`/api/v1/${object}/bulk`, {
    method: 'POST',
    body: { ...asked(choice), action, preview: true },
  }).then((answer) => answer.total);

/** What modules offer to do with many records: the fields it asks for are those of an object. */
export type RecordAction = AnswerOf<'GET /api/v1/{object}/actions'>['data'][number];

export const listActions = (object: string): Promise<RecordAction[]> =>
  ask('GET /api/v1/{object}/actions', { params: { object } }).then((answer) => answer.data);

/** Begins one change of many records in the background. */
export const startBulk = (
  object: string,
  choice: BulkChoice,
  change: BulkChange,
): Promise<{ job_id: string; change_set_id: string }> =>
  request<{ job_id: string; change_set_id: string }>(`/api/v1/${object}/bulk`, {
    method: 'POST',
    body: { ...asked(choice), ...change },
  }).then((answer) => answer.data);

const asked = ({ filter, q, ids, except }: BulkChoice) => ({
  ...(filter ? { filter } : {}),
  ...(q ? { q } : {}),
  ...(ids ? { ids } : {}),
  ...(except && except.length > 0 ? { except } : {}),
});
