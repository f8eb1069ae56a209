import { endBoundSessions, endSession, endSessions, listSessions, listSignIns, type SignInRow } from '#kernel/access';
import { defineOpenRoute, z, type Route } from '#kernel/http';
import { deviceName } from '#shared/devices/device-name';
import type { Services } from '../../services.ts';
import { sessionsOf } from '../auth.ts';
import { sessionsAnswer, signInsAnswer } from './answers.ts';

const paged = z.object({ cursor: z.uuid().optional() });
type Paged = z.infer<typeof paged>;

/** Where somebody is signed in, and who signed in when, from where and how. */
export function sessionRoutes(services: Services): Route[] {
  return [...openSessions(services), ...signInLogs(services)];
}

function openSessions({ pools }: Services): Route[] {
  return [
    defineOpenRoute({
      method: 'GET',
      path: '/api/auth/sessions',
      summary: 'Where you are signed in.',
      tag: 'Sign-in',
      access: 'member',
      answer: sessionsAnswer,
      serve: async (call) => {
        const rows = await listSessions(pools, sessionsOf(call));
        return {
          data: rows.map((row) => ({
            ...row,
            device: deviceName(row.agent ?? ''),
            current: row.id === call.actor.sessionId,
          })),
        };
      },
    }),
    defineOpenRoute({
      method: 'DELETE',
      path: '/api/auth/sessions',
      summary: 'Sign out everywhere but here.',
      tag: 'Sign-in',
      access: 'member',
      answer: z.object({ ended: z.int() }),
      serve: async (call) => {
        const of = sessionsOf(call);
        const here = call.actor.sessionId ?? null;
        return {
          ended: of.bound ? await endBoundSessions(pools, of, here) : await endSessions(pools, of.accountId, here),
        };
      },
    }),
    defineOpenRoute<{ id: string }>({
      method: 'DELETE',
      path: '/api/auth/sessions/:id',
      summary: 'Sign out somewhere else.',
      tag: 'Sign-in',
      access: 'member',
      answer: null,
      params: z.object({ id: z.uuid() }),
      serve: async (call) => {
        await endSession(pools, sessionsOf(call), call.params.id);
        return undefined;
      },
    }),
  ];
}

function signInLogs({ pools }: Services): Route[] {
  return [
    defineOpenRoute<unknown, Paged>({
      method: 'GET',
      path: '/api/auth/sign_ins',
      summary: 'Your own sign-ins and tries, newest first: when, from where, with what, how.',
      tag: 'Sign-in',
      access: 'member',
      answer: signInsAnswer,
      query: paged,
      serve: async (call) => told(await listSignIns(pools, sessionsOf(call), call.query.cursor ?? null)),
    }),
    defineOpenRoute<unknown, Paged>({
      method: 'GET',
      path: '/api/v1/sign_ins',
      summary: 'Sign-ins and tries of all members, newest first.',
      tag: 'Members',
      access: 'admin',
      answer: signInsAnswer,
      query: paged,
      serve: async (call) =>
        told(await listSignIns(pools, { workspaceId: call.workspace.id }, call.query.cursor ?? null)),
    }),
  ];
}

function told({ data, next_cursor }: { data: SignInRow[]; next_cursor: string | null }) {
  return { data: data.map((row) => ({ ...row, device: deviceName(row.agent ?? '') })), next_cursor };
}
