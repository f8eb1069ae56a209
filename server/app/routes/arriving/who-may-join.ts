import { z } from '#kernel/http';
import { fail } from '#shared/failure';

/** An address that somebody can be written to. */
export const email = z
  .string()
  .trim()
  .toLowerCase()
  .max(254)
  .regex(/^[^\s@]+@[^\s@]+\.[^\s@]+$/, 'Write an e-mail address.');

/** Said of programs. */
export const noOwner = 'A key or service account cannot have the role of an owner.';

/** Only an owner makes owners. */
export function requireGivable({ actor }: { actor: { role: string } }, given: string): void {
  if (given === 'owner' && actor.role !== 'owner') fail('access.not_allowed');
}
