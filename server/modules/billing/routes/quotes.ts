import { fail } from '#shared/failure';
import { mayAdminister } from '#kernel/access';
import { defineRoute, type Route, z } from '#kernel/http';
import type { ModuleServices } from '#kernel/module';
import { getObject, getRecord, recordAnd, requireId, requireReadable, writing } from '#kernel/objects';
import { beginQuote, nextVersion } from '../actions/begin-quote.ts';
import { linkTo, sendQuote, turnQuote } from '../actions/send-quote.ts';
import { quotes } from '../kinds.ts';
import { writeDocument } from '../objects/document-fields.ts';
import { moveQuote } from '../objects/quote.ts';
import { lockDocument } from '../queries/documents.ts';

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

const sending = z.strictObject({
  to: z.array(z.email().max(254)).max(10).optional().meta({ description: 'Addresses that get a mail with the link.' }),
  message: z.string().max(10_000).optional().meta({ description: 'Words of the mail; the link stands behind them.' }),
});

const link = z
  .string()
  .meta({ description: 'The page on which the customer reads, asks and accepts: told this once.' });

/** Calls that bring a quote to its customer. */
function leaving({ publicUrl }: Pick<ModuleServices, 'publicUrl'>): Route[] {
  const pageOf = (token: string) => new URL(`/q/${token}`, publicUrl).href;
  const send = defineRoute<{ id: string }, unknown, z.infer<typeof sending>>({
    method: 'POST',
    path: '/api/v1/quotes/:id/send',
    summary: 'Send a quote: by mail, or by the link that is answered. From then on only a new version changes it.',
    tag: 'Billing',
    access: 'member',
    answer: recordAnd({ link }),
    status: 200,
    params: byId,
    body: sending as never,
    handle: async (ctx, call) => {
      const id = requireId(call.params.id);
      const { to = [], message = null } = call.body;
      const work = { label: 'Send a quote', action: moveQuote };
      const token = await writing(ctx, call, { ...work, work: (set) => sendQuote(set, id, { to, message, pageOf }) });
      return { ...(await getRecord(ctx, getObject(ctx, 'quote'), id)), link: pageOf(token) };
    },
  });
  const links = defineRoute<{ id: string }>({
    method: 'POST',
    path: '/api/v1/quotes/:id/links',
    summary: 'Make another link to the page of a quote that was sent. Those from before go on.',
    tag: 'Billing',
    access: 'member',
    answer: z.object({ link }),
    params: byId,
    body: nothing as never,
    handle: async (ctx, call) => {
      const id = requireId(call.params.id);
      const values = await lockDocument(ctx, quotes, id);
      if (!['sent', 'accepted', 'declined'].includes(values['status'] as string)) fail('quote.not_so_far');
      return { link: pageOf(await linkTo(ctx, id, values)) };
    },
  });
  return [send, links];
}

interface Turn {
  name: string;
  to: 'to_approve' | 'approved' | 'draft';
  summary: string;
  label: string;
}

const turns: Turn[] = [
  { name: 'ask_approval', to: 'to_approve', summary: 'Ask for a quote to be approved.', label: 'Ask for approval' },
  { name: 'approve', to: 'approved', summary: 'Approve a quote: it may be sent.', label: 'Approve a quote' },
  {
    name: 'reopen',
    to: 'draft',
    summary: 'Have a quote be a draft again, also one that was sent and not answered: links to its page end.',
    label: 'Reopen a quote',
  },
];

const turning = turns.map(({ name, to, summary, label }) =>
  defineRoute<{ id: string }>({
    method: 'POST',
    path: `/api/v1/quotes/:id/${name}`,
    summary,
    tag: 'Billing',
    access: 'member',
    answer: recordAnd({}),
    status: 200,
    params: byId,
    body: nothing as never,
    handle: async (ctx, call) => {
      const id = await requireReadable(ctx, getObject(ctx, 'quote'), requireId(call.params.id));
      if (to === 'approved' && !mayAdminister(ctx))
        fail('access.not_allowed', { detail: 'Quotes are approved by administrators.' });
      await writing(ctx, call, { label, action: moveQuote, work: (set) => turnQuote(set, id, to) });
      return getRecord(ctx, getObject(ctx, 'quote'), id);
    },
  }),
);

/** Quotes beyond what is there for every object. */
export function quoteRoutes(services: Pick<ModuleServices, 'publicUrl'>): Route[] {
  return [ofDeal, version, ...leaving(services), ...turning];
}
