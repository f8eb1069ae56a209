import { claimEvent, claimEvents, listWaitingEvents, postponeEvent, type EmittedEvent, type Hub } from '#kernel/events';
import { system, withContext, type Context, type ContextSource, type Workspace } from '#kernel/workspace';
import type { Found } from './loop.ts';

/** Reacts to a committed event, in a transaction of its own. Runs again if the process dies in between. */
export interface Listener {
  event: string;
  hear?(ctx: Context, event: EmittedEvent): Promise<void>;
  /** For reactions that are cheaper together: all events of this key in one relay. */
  hearAll?(ctx: Context, events: EmittedEvent[]): Promise<void>;
}

export interface RelayOptions {
  source: ContextSource;
  hub: Hub;
  listeners: readonly Listener[];
}

const eventsAtOnce = 100;

/** Hands on what was committed: to the listeners, in one transaction with the claim, then to open pages. Where it took
 * all there was, what is written meanwhile goes with the next round: listeners are cheaper together. */
export async function relay(options: RelayOptions, workspace: Workspace): Promise<Found> {
  const open = <T>(work: (ctx: Context) => Promise<T>) =>
    withContext(options.source, { workspace, actor: system }, work);
  try {
    const events = await open(async (ctx) => hear(ctx, options, await claimEvents(ctx, eventsAtOnce)));
    for (const event of events) options.hub.publish(workspace.id, event);
    return events.length === 0 ? 'nothing' : events.length < eventsAtOnce ? 'all' : 'more';
  } catch (error) {
    options.source.log.error({ err: error, workspace: workspace.id }, 'a listener failed');
    return relayOneByOne(options, workspace, open);
  }
}

/** After a failure each event goes alone, so that the one that is refused holds back no other. */
async function relayOneByOne(
  options: RelayOptions,
  workspace: Workspace,
  open: <T>(work: (ctx: Context) => Promise<T>) => Promise<T>,
): Promise<Found> {
  let told = 0;
  for (const id of await open((ctx) => listWaitingEvents(ctx, eventsAtOnce))) {
    try {
      const event = await open(async (ctx) => {
        const claimed = await claimEvent(ctx, id);
        return claimed && (await hear(ctx, options, [claimed]))[0]!;
      });
      if (!event) continue;
      options.hub.publish(workspace.id, event);
      told += 1;
    } catch (error) {
      const parked = await open((ctx) =>
        postponeEvent(ctx, id, error instanceof Error ? error.message : String(error)),
      );
      if (parked) options.source.log.error({ err: error, workspace: workspace.id, event: id }, 'an event was parked');
    }
  }
  return told > 0 ? 'more' : 'nothing';
}

async function hear(ctx: Context, options: RelayOptions, events: EmittedEvent[]): Promise<EmittedEvent[]> {
  for (const listener of options.listeners) {
    const own = events.filter((event) => event.event === listener.event);
    for (const event of own) await listener.hear?.(ctx, event);
    if (own.length > 0) await listener.hearAll?.(ctx, own);
  }
  return events;
}
