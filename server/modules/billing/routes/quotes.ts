import { defineRoute, type Route, z } from '#kernel/http';
import { getObject, getRecord, recordAnd, requireId, requireReadable, writing } from '#kernel/objects';
import { beginQuote, nextVersion } from '../actions/begin-quote.ts';
import { writeDocument } from '../objects/document-fields.ts';

const byId = z.object({ id: z.string().max(60) });
const nothing = z.strictObject({});

const ofDeal = defineRoute<{ id: string }>({
  method: 'POST',
  path: '/api/v1/deals/:id/quotes',
  summary: 'Begin a quote for a deal: a draft for its company and person, under its title.',
  tag: 'Billing',
  access: 'member',
  answer: recordAnd({}),
  params: byId,
  body: nothing as never,
  handle: async (ctx, call) => {
    const id = await requireReadable(ctx, getObject(ctx, 'deal'), requireId(call.params.id));
    const deal = await getRecord(ctx, getObject(ctx, 'deal'), id);
    const idOf = (key: string) => (deal[key] as { id: string } | null | undefined)?.id ?? null;
    const values = { title: deal['title'] ?? 'Quote', company: idOf('company'), person: idOf('person') };
    const made = await writing(ctx, call, { label: 'Begin a quote', work: (set) => beginQuote(set, id, values) });
    return getRecord(ctx, getObject(ctx, 'quote'), made);
  },
});

const version = defineRoute<{ id: string }>({
  method: 'POST',
  path: '/api/v1/quotes/:id/versions',
  summary: 'Begin the next version of a quote: a draft with the same lines. The one before stays until it is sent.',
  tag: 'Billing',
  access: 'member',
  answer: recordAnd({}),
  params: byId,
  body: nothing as never,
  handle: async (ctx, call) => {
    const id = requireId(call.params.id);
    const options = { label: 'Begin a new version of a quote', action: writeDocument };
    const made = await writing(ctx, call, { ...options, work: (set) => nextVersion(set, id) });
    return getRecord(ctx, getObject(ctx, 'quote'), made);
  },
});

/** Quotes beyond what is there for every object. */
export const quoteRoutes: Route[] = [ofDeal, version];
