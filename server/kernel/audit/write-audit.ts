import { newId, prepared, sql } from '#kernel/database';
import type { Context } from '#kernel/workspace';

/** Everything the audit tells of. */
export const auditKinds = [
  'sign_in',
  'refused',
  'member.added',
  'member.changed',
  'member.joined',
  'invitation.sent',
  'invitation.withdrawn',
  'role.changed',
  'team.changed',
  'share.changed',
  'key.made',
  'key.revoked',
  'workspace.changed',
  'single_sign_on.changed',
  'passkey.changed',
  'export',
  'erasure',
  'retention.changed',
  'rates.changed',
  'sensitive.read',
  'view_as',
  'restore',
  'audit.retention',
] as const;
export type AuditKind = (typeof auditKinds)[number];

/** Writes a line of the audit in the caller's transaction: it stands if, and only if, the deed does. `about` names what
 * it was done to; secrets and texts of customers have no place in it. */
export async function audit(
  ctx: Context,
  kind: AuditKind,
  line: { about?: string | null; details?: Record<string, unknown> } = {},
): Promise<void> {
  const { actor, db } = ctx;
  const { memberId, name } = actor.by ?? actor;
  const details = { ...line.details, ...(actor.by ? { viewed_as: actor.memberId } : {}) };
  await db.run(
    sql`insert into ${db.table('audit')}
    (id, at, kind, actor_kind, member_id, actor_name, address, about, details)
    values (${newId()}, ${ctx.now.toISOString()}::timestamptz, ${kind}, ${actor.kind}, ${memberId}::uuid,
      ${name}, ${actor.address ?? null}, ${line.about?.slice(0, 500) ?? null},
      ${JSON.stringify(details)}::jsonb)`,
    prepared,
  );
}
