import { recordsChanged, type EmittedEvent, type RecordsChanged } from '#kernel/events';
import { z } from '#kernel/http';
import { defineJob, enqueue, undefinedAfterStop, type Listener } from '#kernel/jobs';
import { catalogOf, type ObjectModel } from '#kernel/objects';
import type { Context } from '#kernel/workspace';
import { eventType, wants } from './event-types.ts';
import { insertDeliveries, type NewDelivery } from './queries/deliveries.ts';
import { listChanged, listTold, type ChangedRecord } from './queries/told-records.ts';
import { listWebhooks, type WebhookRow } from './queries/webhooks.ts';
import { wake } from './send.ts';

// Ids in one delivery; records are some kilobytes each, so fewer of them.
const mostIds = 200;
const mostRecords = 50;

/** After each write: a delivery for each webhook that asked for it. Writes of more records are told by a job. */
export const afterWrite: Listener = {
  event: recordsChanged.key,
  hearAll: async (ctx, events) => {
    const hooks = await listWebhooks(ctx, { enabled: true });
    if (hooks.length === 0) return;
    for (const event of events as EmittedEvent<RecordsChanged>[]) {
      const write = { event: event.id, ...event.payload };
      if (!hooks.some((hook) => wants(hook.events, `${write.object}.`))) continue;
      if (write.count > mostIds) await enqueue(ctx, tellLarge, write, { priority: 8, once: event.id });
      else await tellPage(ctx, { write, hooks, after: null });
    }
  },
};

const written = z.object({
  event: z.string(),
  change_set_id: z.string(),
  object: z.string(),
  actor: z.string().nullable(),
  origin: z.string(),
  at: z.string(),
});

type Write = z.infer<typeof written>;

/** The same for a write of many records, page by page; a page that was told before the process died is told once. */
export const tellLarge = defineJob<Write>({
  key: 'webhooks.tell_large_write',
  input: written,
  attempts: 5,
  run: async (job, write) => {
    for (let after: string | null = null; ;) {
      const from: string | null = after;
      after = await job.transaction(async (ctx) =>
        tellPage(ctx, { write, hooks: await listWebhooks(ctx, { enabled: true }), after: from }),
      );
      if (after === null) return;
      if (job.stopped()) return undefinedAfterStop;
    }
  },
});

interface Page {
  write: Write;
  hooks: WebhookRow[];
  after: string | null;
}

/** Tells of the next records of a write; answers with the last of them, or null after the last page. */
async function tellPage(ctx: Context, { write, hooks, after }: Page): Promise<string | null> {
  const object = catalogOf(ctx).byApi.get(write.object);
  if (!object) return null;
  const { change_set_id, at } = write;
  const changed = await listChanged(ctx, { change_set_id, at, object, after, limit: mostIds });
  const deliveries: NewDelivery[] = [];
  for (const hook of hooks) {
    for (const [type, records] of Map.groupBy(changed, ({ verb }) => eventType(write.object, verb))) {
      if (wants(hook.events, type)) deliveries.push(...(await writeDown(ctx, hook, { write, object, type, records })));
    }
  }
  if (deliveries.length > 0) {
    await insertDeliveries(ctx, deliveries);
    await wake(ctx, [...new Set(deliveries.map((one) => one.webhook_id))]);
  }
  return changed.length === mostIds ? changed.at(-1)!.record_id : null;
}

interface Telling {
  write: Write;
  object: ObjectModel;
  type: string;
  records: ChangedRecord[];
}

/** What one webhook is told of records that met the same fate: nothing of those it may not see. */
async function writeDown(
  ctx: Context,
  hook: WebhookRow,
  { write, object, type, records }: Telling,
): Promise<NewDelivery[]> {
  const deliveries: NewDelivery[] = [];
  const size = hook.include === 'record' ? mostRecords : mostIds;
  for (let at = 0; at < records.length; at += size) {
    const some = records.slice(at, at + size).map((one) => one.record_id);
    const told = await listTold(ctx, hook, { object, ids: some });
    if (told.ids.length === 0) continue;
    const data = {
      object: write.object,
      ids: told.ids,
      change_set_id: write.change_set_id,
      // Who sees only their own records is not told who works on what, as in the event stream.
      actor: told.all ? write.actor : null,
      origin: write.origin,
      ...(told.records ? { records: told.records } : {}),
    };
    const body = JSON.stringify({ type, timestamp: write.at, data });
    deliveries.push({ webhook_id: hook.id, event_id: write.event, part: `${type} ${some[0]}`, type, body });
  }
  return deliveries;
}
