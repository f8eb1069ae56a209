import { Failure } from '#shared/failure';
import { audit } from '#kernel/audit';
import { withContext, type ContextSource } from '#kernel/workspace';
import type { Who } from './authenticate.ts';
import type { Route } from './define-route.ts';
import { createLimiter } from './limiter.ts';

const refusals = new Set(['access.not_allowed', 'access.field_not_allowed', 'access.view_as', 'access.last_owner']);

// A program that loops against a wall is told of, and does not fill the audit.
const refused = createLimiter({ requests: 20, seconds: 60 });
// A page asks many times for what is on it: one line tells of the look.
const looks = createLimiter({ requests: 1, seconds: 600 });

interface Asked {
  services: { source: ContextSource };
}

/** Writes down that somebody was refused for want of rights, and at what. */
export async function auditRefusal(
  route: Route,
  { services, who }: Asked & { who: Who },
  error: unknown,
): Promise<void> {
  if (!(error instanceof Failure) || !refusals.has(error.code)) return;
  if (refused.take(`${who.workspace.id} ${who.actor.key}`) > 0) return;
  const about = `${route.method} ${route.path}`;
  await withContext(services.source, who, (ctx) => audit(ctx, 'refused', { about, details: { code: error.code } }));
}

/** Writes down that an administrator looks through another member's eyes. */
export async function auditLook({ services }: Asked, { by, as }: { by: Who; as: Who }): Promise<void> {
  if (looks.take(`${by.workspace.id} ${by.actor.key} ${as.actor.memberId}`) > 0) return;
  const line = { about: as.actor.name, details: { member: as.actor.memberId } };
  await withContext(services.source, by, (ctx) => audit(ctx, 'view_as', line));
}
