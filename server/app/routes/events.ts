import type { Writable } from 'node:stream';
import { findNewestRelayed, listEventsAfter, type EmittedEvent } from '#kernel/events';
import { isId } from '#kernel/database';
import { answered, defineOpenRoute, type Route, type SignedInCall } from '#kernel/http';
import { catalogOf, scopeFor } from '#kernel/objects';
import type { Actor, Workspace } from '#kernel/workspace';
import type { Services } from '../services.ts';

// Proxies close a silent connection after a minute; who signed out, was revoked or got another role hears nothing
// more after five seconds (trust.md §8), also in other processes, and no stream lives for more than an hour.
const pulseMillis = 20_000;
const checkMillis = 3_000;
const lifeMillis = 3_600_000;
const pageOfMissed = 500;
// What one open page may leave unread: some hundred changes. A slower one is closed and catches up when it returns.
const mostWaiting = 1024 * 1024;
const mostHeld = 10_000; // while it catches up

/** Events a page hears: what changed, and how background work goes on. */
export function eventRoutes({ hub }: Services): Route[] {
  return [
    defineOpenRoute({
      method: 'GET',
      path: '/api/v1/events',
      summary: 'What happens, as it happens (server-sent events); Last-Event-ID catches up.',
      tag: 'Events',
      access: 'member',
      answer: { media: ['text/event-stream'] },
      serve: async (call) => {
        const { reply, request } = call.raw;
        const given = call.headers['last-event-id'];
        const last = isId(given) ? given : null;
        const place = last ?? (await call.transaction(findNewestRelayed)) ?? beforeAll;
        reply.hijack();
        const out = reply.raw;
        out.writeHead(200, {
          'content-type': 'text/event-stream',
          'cache-control': 'no-store',
          'x-accel-buffering': 'no',
        });
        const send = (event: EmittedEvent) => {
          const told = tellable(call, event);
          if (out.writableLength > mostWaiting) out.destroy();
          else if (told) out.write(frame(told));
        };
        // What is left unread would hold the connection open for good.
        const close = (word = '') => (out.writableLength > 0 ? out.destroy() : out.end(word));
        // Named at once: a page whose stream ends before it heard anything returns to this place.
        out.write(`: open\nid: ${place}\n\n`);
        const live = inOrder(out, send);
        const leave = hub.subscribe(call.workspace.id, live.hear, () => close());
        const pulse = setInterval(() => out.write(': pulse\n\n'), pulseMillis).unref();
        // The page is told, or it would only try to connect again, and show what it has meanwhile.
        const end = () => close('event: session\ndata: {}\n\n');
        const check = setInterval(() => void call.isCurrent().then((current) => current || end()), checkMillis);
        check.unref();
        const hour = setTimeout(() => close(), lifeMillis).unref();
        request.raw.on('close', () => {
          leave();
          clearInterval(pulse);
          clearInterval(check);
          clearTimeout(hour);
        });
        await live.after(last ? missedSince(call, last) : []).catch(() => out.destroy());
        return answered;
      },
    }),
  ];
}

// The place of a page that hears before anything happened.
const beforeAll = '00000000-0000-7000-8000-000000000000';

/** Every event after one, page by page. */
async function* missedSince(call: Pick<SignedInCall<never, never, never>, 'transaction'>, last: string) {
  let after: string | null = last;
  while (after !== null) {
    const from: string = after;
    const page: EmittedEvent[] = await call.transaction((ctx) => listEventsAfter(ctx, from, pageOfMissed));
    yield* page;
    after = page.length === pageOfMissed ? page.at(-1)!.id : null;
  }
}

/** Tells first what was missed, as fast as it is read, then what happened meanwhile and happens from now on. What is
 * committed late may be told twice, which only makes a page look again. */
function inOrder(out: Writable, send: (event: EmittedEvent) => void) {
  const held = new Map<string, EmittedEvent>();
  let live = false;
  return {
    hear: (event: EmittedEvent) => {
      if (live) send(event);
      else if (held.size >= mostHeld) out.destroy();
      else held.set(event.id, event);
    },
    after: async (missed: AsyncIterable<EmittedEvent> | EmittedEvent[]): Promise<void> => {
      for await (const event of missed) {
        if (out.destroyed) return;
        held.delete(event.id);
        send(event);
        if (out.writableNeedDrain) await drained(out);
      }
      live = true;
      held.forEach(send);
      held.clear();
    },
  };
}

function drained(out: Writable): Promise<void> {
  return new Promise((resolve) => {
    const done = () => {
      out.off('drain', done).off('close', done);
      resolve();
    };
    out.on('drain', done).on('close', done);
  });
}

/** The event as the actor may hear it: nothing of objects that its role does not reach, and no ids where it reaches
 * only its own records, of work that goes on its name alone: the page asks again, and gets what it may see. */
function tellable(to: { workspace: Workspace; actor: Actor }, event: EmittedEvent): EmittedEvent | null {
  if (event.event !== 'records.changed') return reachesAll(to) ? event : { ...event, payload: {} };
  const payload = event.payload as { object: string };
  const object = catalogOf(to).byApi.get(payload.object);
  const scope = object ? scopeFor(to, object, 'read') : 'none';
  if (scope === 'none') return null;
  return scope === 'all' ? event : { ...event, payload: { ...payload, ids: [], actor: null } };
}

function reachesAll(to: { workspace: Workspace; actor: Actor }): boolean {
  return [...catalogOf(to).objects.values()].every((object) => scopeFor(to, object, 'read') === 'all');
}

function frame(event: EmittedEvent): string {
  const name = event.event === 'records.changed' ? 'change' : event.event;
  return `id: ${event.id}\nevent: ${name}\ndata: ${JSON.stringify(event.payload)}\n\n`;
}
