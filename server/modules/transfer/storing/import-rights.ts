import { requireAction, rightsOf } from '#kernel/access';
import { getObject, scopeFor, seesWholeModel } from '#kernel/objects';
import type { Context } from '#kernel/workspace';
import { fail } from '#shared/failure';

const met = ['person', 'company'];

/** An import goes on in the background as the system and meets records of everybody: only a role that may make and
 * change all of them starts it, runs it or takes it back. */
export function requireImporting(ctx: Context): void {
  requireAction(ctx, 'import');
  requireWhole(ctx);
  if (!met.every((key) => writesAll(ctx, key)))
    fail('access.not_allowed', { detail: 'An import may change the records of everybody, and your role does not.' });
}

/** Whether the actor may begin an import, or have one go on. */
export function mayImport(ctx: Context): boolean {
  return rightsOf(ctx).actions.import && seesWholeModel(ctx) && met.every((key) => writesAll(ctx, key));
}

function writesAll(ctx: Context, key: string): boolean {
  const object = getObject(ctx, key);
  return scopeFor(ctx, object, 'create') === 'all' && scopeFor(ctx, object, 'update') === 'all';
}

/** Files bring in and show every field of every object. */
function requireWhole(ctx: Context): void {
  if (!seesWholeModel(ctx))
    fail('access.not_allowed', { detail: 'An import concerns fields that your role does not see or write.' });
}

/** Rows and files of an import show records of everybody: only a role that may read all of them sees them. */
export function requireImportReading(ctx: Context): void {
  requireWhole(ctx);
  if (met.some((key) => scopeFor(ctx, getObject(ctx, key), 'read') !== 'all')) {
    fail('access.not_allowed', { detail: 'An import shows the records of everybody, and your role does not.' });
  }
}
