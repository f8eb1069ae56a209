import { listEventsAfter, type EmittedEvent } from '#kernel/events';
import { isId } from '#kernel/database';
import { answered, defineOpenRoute, type Route } from '#kernel/http';
import { scopeFor, type Catalog } from '#kernel/objects';
import type { Actor, Workspace } from '#kernel/workspace';
import type { Services } from '../services.ts';

// Proxies close a silent connection after a minute; who signed out, was revoked or got another role hears nothing
// more after five seconds (trust.md §8), and no stream lives for more than an hour.
const pulseMillis = 20_000;
const checkMillis = 5_000;
const lifeMillis = 3_600_000;
const caughtUp = 500;

/** Events a page hears: what changed, and how background work goes on. */
export function eventRoutes({ hub }: Services): Route[] {
  return [
    defineOpenRoute({
      method: 'GET',
      path: '/api/v1/events',
      summary: 'What happens, as it happens (server-sent events); Last-Event-ID catches up.',
      tag: 'Events',
      access: 'member',
      serve: async (call) => {
        const { reply, request } = call.raw;
        const last = call.headers['last-event-id'];
        const missed = isId(last) ? await call.transaction((ctx) => listEventsAfter(ctx, last, caughtUp)) : [];
        reply.hijack();
        const out = reply.raw;
        out.writeHead(200, {
          'content-type': 'text/event-stream',
          'cache-control': 'no-store',
          'x-accel-buffering': 'no',
        });
        const send = (event: EmittedEvent) => {
          const told = tellable(call, event);
          if (told) out.write(frame(told));
        };
        out.write(': open\n\n');
        missed.forEach(send);
        const leave = hub.subscribe(call.workspace.id, send, () => out.end());
        const pulse = setInterval(() => out.write(': pulse\n\n'), pulseMillis).unref();
        const check = setInterval(() => void call.isCurrent().then((current) => current || out.end()), checkMillis);
        check.unref();
        const end = setTimeout(() => out.end(), lifeMillis).unref();
        request.raw.on('close', () => {
          leave();
          clearInterval(pulse);
          clearInterval(check);
          clearTimeout(end);
        });
        return answered;
      },
    }),
  ];
}

/** The event as the actor may hear it: nothing of objects that its role does not reach, and no ids where it reaches
 * only its own records: the page asks again, and gets what it may see. */
function tellable(to: { workspace: Workspace; actor: Actor }, event: EmittedEvent): EmittedEvent | null {
  if (event.event !== 'records.changed') return event;
  const payload = event.payload as { object: string };
  const object = (to.workspace.model as Catalog).byApi.get(payload.object);
  const scope = object ? scopeFor(to, object, 'read') : 'none';
  if (scope === 'none') return null;
  return scope === 'all' ? event : { ...event, payload: { ...payload, ids: [], actor: null } };
}

function frame(event: EmittedEvent): string {
  const name = event.event === 'records.changed' ? 'change' : event.event;
  return `id: ${event.id}\nevent: ${name}\ndata: ${JSON.stringify(event.payload)}\n\n`;
}
