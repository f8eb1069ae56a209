import { Failure } from '#shared/failure';

interface PgError extends Error {
  code?: string;
  constraint?: string;
  detail?: string;
}

/** Whether repeating the whole transaction may succeed: serialization failure, deadlock, lock not available. */
export function isRetryable(error: unknown): boolean {
  const code = (error as PgError)?.code;
  return code === '40001' || code === '40P01' || code === '55P03';
}

/** Whether a prepared statement was overtaken by a change of its table: planned anew, elsewhere, it runs. */
export function isOutdatedPlan(error: unknown): boolean {
  const { code, message = '' } = (error ?? {}) as PgError;
  return (code === '0A000' && message.includes('cached plan')) || code === '26000';
}

// What the socket and the driver say, who have no SQLSTATE.
const lost = /Connection terminated|ECONNRESET|EPIPE|not queryable/;

/** Whether the connection cannot be used again. */
export function isBroken(error: unknown): boolean {
  const { code = '', message = '' } = (error ?? {}) as PgError;
  return code.startsWith('08') || code.startsWith('57P') || lost.test(message);
}

/** Whether the disk has no room left, of the database or of the files: what is repeated later may succeed. */
export function isDiskFull(error: unknown): boolean {
  const cause = error instanceof Failure ? error.details.cause : error;
  return ['53100', 'ENOSPC', 'EDQUOT'].includes((cause as PgError)?.code ?? '');
}

/** Turns what the database said into an error of ours; anything unknown stays as it is (a bug, answered with 500). */
export function toFailure(error: unknown): unknown {
  if (error instanceof Failure) return error;
  const { code = '', message = '' } = (error ?? {}) as PgError;
  if (code === '23505') return new Failure('record.not_unique', { cause: error, constraint: constraintOf(error) });
  if (code === '57014') return new Failure('database.too_slow', { cause: error });
  if (isRetryable(error)) return new Failure('database.busy', { cause: error });
  if (code === '53100' || code === '53200') return new Failure('database.full', { cause: error });
  if (isBroken(error) || /timeout exceeded when trying to connect|ECONNREFUSED|ENOENT/.test(message)) {
    return new Failure('database.unreachable', { cause: error });
  }
  // A value that PostgreSQL cannot hold (zero byte, number out of range, bad escape) is the caller's, not a bug.
  if (['22021', '22P05', '22003', '22007', '22008', '22P02'].includes(code)) {
    return new Failure('value.cannot_be_stored', { cause: error });
  }
  return error;
}

/** The name of the constraint, without the shard number that a distributed engine appends (database.md R8). */
export function constraintOf(error: unknown): string | null {
  const { constraint, message = '' } = (error ?? {}) as PgError;
  const name = constraint || /constraint "([^"]+)"/.exec(message)?.[1];
  return name ? name.replace(/_\d{6,}$/, '') : null;
}
