import { Failure } from '#shared/failure';
import { isDiskFull } from '#kernel/database';

/** Why a try of a job failed: the disk has no room, the database was away, what was asked for is refused, the process
 * died on it, or a mistake of ours. */
export const stopReasons = ['disk_full', 'database', 'refused', 'died', 'mistake'] as const;
/** One of them. */
export type StopReason = (typeof stopReasons)[number];

/** Why a try failed that ended with an error. */
export function reasonOf(error: unknown): StopReason {
  if (isDiskFull(error)) return 'disk_full';
  if (!(error instanceof Failure)) return 'mistake';
  return error.code.startsWith('database.') ? 'database' : 'refused';
}
