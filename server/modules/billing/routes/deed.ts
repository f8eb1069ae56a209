import { defineRoute, z, type Route } from '#kernel/http';
import { getObject, getRecord, recordAnd, requireId, writing, type WriteSet } from '#kernel/objects';

interface Deed<B> {
  path: string;
  summary: string;
  /** What the history calls it. */
  label: string;
  action: string;
  /** Key of the object of which the path names a record. */
  object: string;
  body?: z.ZodType<B>;
  work: (set: WriteSet, id: string, body: B) => Promise<unknown>;
}

/** A call that does one thing with a record, as one change set, and answers with it as it is then. */
export function deed<B = unknown>({ path, summary, label, action, object, body, work }: Deed<B>): Route {
  return defineRoute<{ id: string }, unknown, B>({
    method: 'POST',
    path,
    summary,
    tag: 'Billing',
    access: 'member',
    answer: recordAnd({}),
    status: 200,
    params: z.object({ id: z.string().max(60) }),
    body: (body ?? z.strictObject({})) as never,
    handle: async (ctx, call) => {
      const id = requireId(call.params.id);
      await writing(ctx, call, { label, action, work: (set) => work(set, id, call.body) });
      return getRecord(ctx, getObject(ctx, object), id);
    },
  });
}
