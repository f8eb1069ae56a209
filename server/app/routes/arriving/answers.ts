import { z } from '#kernel/http';

const at = z.string();

/** Where an account is signed in. */
export const sessionsAnswer = z.object({
  data: z.array(
    z.object({
      id: z.uuid(),
      created_at: at,
      last_seen_at: at,
      address: z.string().nullable(),
      agent: z.string().nullable(),
      device: z.string(),
      current: z.boolean(),
    }),
  ),
});

/** A page of sign-ins and tries. */
export const signInsAnswer = z.object({
  data: z.array(
    z.object({
      id: z.uuid(),
      at,
      email: z.string(),
      name: z.string().nullable(),
      address: z.string().nullable(),
      agent: z.string().nullable(),
      device: z.string(),
      how: z
        .enum([
          'password',
          'password_and_code',
          'password_and_recovery_code',
          'invitation',
          'reset',
          'setup',
          'single_sign_on',
          'passkey',
        ])
        .nullable(),
      outcome: z.enum(['ok', 'wrong', 'code_needed', 'locked']),
    }),
  ),
  next_cursor: z.string().nullable(),
});

const invitation = z.object({
  id: z.uuid(),
  email: z.string(),
  name: z.string().nullable(),
  role: z.string(),
  teams: z.array(z.uuid()),
  invited_by: z.uuid().nullable(),
  created_at: at,
  expires_at: at,
});

/** Invitations that wait. */
export const invitationsAnswer = z.object({ data: z.array(invitation) });

/** An invitation whose link goes by mail alone, and whether mail leaves at all. */
export const invitationMailed = invitation.extend({ mail: z.boolean() });

/** An invitation with its link, this once. */
export const invitationSent = invitation.extend({ link: z.string(), mail: z.boolean() });

/** What the holder of a link is told before they join. */
export const invitedAnswer = z.object({
  email: z.string(),
  name: z.string().nullable(),
  has_account: z.boolean(),
  workspace: z.object({ name: z.string() }),
});

/** Where somebody is who joined. */
export const joinedAnswer = z.object({
  workspace: z.object({ id: z.uuid(), slug: z.string(), name: z.string() }).nullable(),
});
