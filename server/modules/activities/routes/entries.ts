import { longestQuickEntry, readQuickEntry } from '#shared/quick-entry';
import { defineRoute, z, type Route } from '#kernel/http';
import { getObject, getRecord, requireId, requireObject, requireReadable, writing, recordAnd } from '#kernel/objects';
import { completeTask } from '../actions/complete-task.ts';
import { makeQuickEntries } from '../actions/make-quick-entries.ts';
import { quickAnswer } from './answers.ts';

const quickBody = z.strictObject({
  object: z.string().max(60),
  id: z.string().max(60),
  text: z.string().trim().min(1, 'Write what happened, or what is to be done.').max(longestQuickEntry),
  dry_run: z.boolean().optional(),
});

const quick = defineRoute<unknown, unknown, z.infer<typeof quickBody>>({
  method: 'POST',
  path: '/api/v1/quick_entries',
  summary:
    'Natural words on a record become calls, meetings, mails, notes and tasks; dry_run only says what they mean.',
  tag: 'Activities',
  access: 'member',
  answer: quickAnswer,
  also: { 201: quickAnswer },
  status: 200,
  body: quickBody,
  handle: async (ctx, call) => {
    const object = requireObject(ctx, call.body.object);
    const id = await requireReadable(ctx, object, requireId(call.body.id));
    const entries = readQuickEntry(call.body.text, { now: ctx.now, timeZone: ctx.workspace.timeZone });
    if (call.body.dry_run) return { entries, created: [] };
    call.status(201);
    const label =
      entries
        .map((entry) => entry.title)
        .join(' · ')
        .slice(0, 200) || 'Quick entry';
    const work = (set: Parameters<typeof makeQuickEntries>[0]) => makeQuickEntries(set, entries, { object, id });
    return { entries, created: await writing(ctx, call, { label, work }) };
  },
});

const complete = defineRoute<{ id: string }>({
  method: 'POST',
  path: '/api/v1/tasks/:id/complete',
  summary: 'Mark a task done; one that repeats comes back with its next due time.',
  tag: 'Activities',
  access: 'member',
  answer: recordAnd({ next_id: z.uuid().nullable() }),
  status: 200,
  params: z.object({ id: z.string().max(60) }),
  handle: async (ctx, call) => {
    const object = getObject(ctx, 'task');
    const id = await requireReadable(ctx, object, requireId(call.params.id));
    const next = await writing(ctx, call, { label: 'Complete task', work: (set) => completeTask(set, id) });
    const record = await getRecord(ctx, object, id);
    call.header('etag', `"v${record.version}"`);
    return { ...record, next_id: next };
  },
});

/** What one writes and ticks off on a record. */
export const entryRoutes: Route[] = [quick, complete];
