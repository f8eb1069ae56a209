import { fail } from '#shared/failure';
import { createFileStore } from '#kernel/files';
import { isId } from '#kernel/database';
import type { ModuleServices } from '#kernel/module';
import { getObject, inChangeSet, readValuesOf } from '#kernel/objects';
import { definePage, findPublicLink, type PageAnswer, type PageCall, type PublicPage } from '#kernel/public-pages';
import { system, withContext, type Actor, type Context } from '#kernel/workspace';
import { answerQuote, noteSeen, type CustomerAnswer } from '../actions/answer-quote.ts';
import { quotePurpose } from '../actions/send-quote.ts';
import { dayAfter } from '../begin-document.ts';
import { printQuote, readyQuote, type ReadyQuote } from '../printing/print-quote.ts';
import { quotePage, thanksPage, type QuotePage } from './quote-page.ts';

const customer: Actor = { ...system, name: 'Customer' };
const answersOf = { uses: 20, seconds: 3_600 }; // of one address: an office that asks a lot
const path = '/q/:token';

/** The pages of quotes for their customers: to read, to answer, and as PDF. */
export function quotePages(services: ModuleServices): PublicPage[] {
  const store = createFileStore(services.dataDir);
  return [
    definePage({ method: 'GET', path, serve: (call) => show(services, call) }),
    definePage({ method: 'POST', path, rate: answersOf, serve: (call) => receive(services, call) }),
    definePage({
      method: 'GET',
      path: `${path}/pdf`,
      serve: async (call) => {
        const { ready } = await within(services, call, (ctx, id) => readShown(ctx, id, null));
        const pdf = await printQuote(store, ready);
        return { bytes: pdf, type: 'application/pdf', name: `${ready.document.kind} ${ready.document.number}.pdf` };
      },
    }),
  ];
}

/** Works with the quote that a link leads to; 404 for what is no link, as for one that expired. */
async function within<T>(
  { source, directory }: ModuleServices,
  { params }: PageCall,
  work: (ctx: Context, id: string) => Promise<T>,
): Promise<T> {
  const token = String(params['token']);
  const found = await findPublicLink({ source, directory }, { token, purpose: quotePurpose, actor: customer });
  if (!found) return fail('route.not_found');
  const { workspace, link } = found;
  return withContext(source, { workspace, actor: customer }, (ctx) => work(ctx, link.record_id));
}

type Shown = Pick<QuotePage, 'state' | 'answeredBy'> & { ready: ReadyQuote };

/** A quote as its customer may see it, with these options where some are named; 404 for one that was taken back. */
async function readShown(ctx: Context, id: string, chosen: readonly string[] | null): Promise<Shown> {
  const values = (await readValuesOf(ctx, getObject(ctx, 'quote').whole, [id])).get(id);
  const status = values?.['status'];
  if (!values || !(status === 'sent' || status === 'accepted' || status === 'declined')) return fail('route.not_found');
  const until = values['valid_until'] as string | null;
  const expired = until !== null && until < dayAfter(ctx, 0);
  const state = status === 'sent' ? (expired ? 'expired' : 'open') : status;
  const ready = await readyQuote(ctx, id, values, state === 'open' ? chosen : null);
  return { ready, state, answeredBy: (values['answered_by'] as string | null) ?? '' };
}

const idsOf = (given: readonly string[]) => given.filter((id) => isId(id)).slice(0, 1_000);

async function show(services: ModuleServices, call: PageCall): Promise<PageAnswer> {
  const chosen = call.query.has('choose') ? idsOf(call.query.getAll('line')) : null;
  const token = String(call.params['token']);
  return within(services, call, async (ctx, id) => {
    const { ready, ...how } = await readShown(ctx, id, chosen);
    if (how.state === 'open')
      await inChangeSet(ctx, { origin: 'system', label: 'The customer opened a quote' }, (set) => noteSeen(set, id));
    return quotePage({ document: ready.document, ...how, token });
  });
}

async function receive(services: ModuleServices, call: PageCall): Promise<PageAnswer> {
  const { form } = call;
  const token = String(call.params['token']);
  const text = (key: string, most: number) => (form.get(key) ?? '').trim().slice(0, most);
  const answer = answerIn(form.get('answer'));
  const chosen = idsOf(form.getAll('line'));
  const typed = { name: text('name', 200), text: text('text', 5_000) };
  const wrong: NonNullable<QuotePage['wrong']> = {
    ...(answer === 'accepted' && typed.name.length < 2 && { name: true }),
    ...(answer === 'accepted' && form.get('agree') !== 'yes' && { agree: true }),
    ...(answer === 'asked' && typed.text === '' && { question: true }),
  };
  return within(services, call, async (ctx, id) => {
    const { ready, ...how } = await readShown(ctx, id, answer === 'accepted' ? chosen : null);
    const { document } = ready;
    const page = { document, ...how, token, typed };
    if (how.state !== 'open') return quotePage(page);
    if (Object.keys(wrong).length > 0) return quotePage({ ...page, wrong });
    const total = document.totals.find((row) => row.strong)?.value;
    // Nobody accepts another sum than the one they read.
    if (answer === 'accepted' && form.get('total') !== total) return quotePage({ ...page, changed: true });
    const said = {
      answer,
      name: typed.name,
      text: typed.text || null,
      chosen,
      address: call.address,
      agent: call.agent,
    };
    const label = `The customer answered a quote: ${document.title}`.slice(0, 200);
    const { result } = await inChangeSet(ctx, { origin: 'system', label, action: 'quote_page' }, (set) =>
      answerQuote(set, id, said),
    );
    return result ? thanksPage(document, answer, token) : fail('route.not_found');
  });
}

function answerIn(given: string | null): CustomerAnswer['answer'] {
  return given === 'accepted' || given === 'declined' || given === 'asked' ? given : fail('input.invalid');
}
