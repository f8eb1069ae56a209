import {
  answerQuote,
  enterPayment,
  issueInvoice,
  makeInvoice,
  sendQuote,
  writeDocumentLines,
  quotes,
} from '#modules/billing';
import { createRecord, getObject, inChangeSet, readValuesOf, updateRecords, type WriteSet } from '#kernel/objects';
import type { Context } from '#kernel/workspace';
import type { DocumentStory, Step } from './plan-documents.ts';

const dayMillis = 86_400_000;

interface Running {
  story: DocumentStory;
  member: string;
  quote: string;
  order: string;
  invoice: string;
}

/** Writes quotes and what comes of them in the order of their days, each deed a change set of its own: what was
 * accepted, declined, issued or paid is final, and would keep all of the sample from being undone. */
export async function writeDocuments(ctx: Context, stories: DocumentStory[], member: string): Promise<void> {
  const deeds = stories.flatMap((story) => {
    const running: Running = { story, member, quote: '', order: '', invoice: '' };
    const first = { ago: story.begunAgo, label: 'Begin a quote', work: (set: WriteSet) => begin(set, running) };
    const others = story.steps.map(({ ago, does }) => {
      const { label, work } = works[does];
      return { ago, label, work: (set: WriteSet) => work(set, running) };
    });
    return [first, ...others];
  });
  for (const { ago, label, work } of deeds.sort((one, other) => other.ago - one.ago)) {
    const now = new Date(ctx.now.getTime() - ago * dayMillis);
    // Only the documents are of that day: what follows for people and companies, such as their last contact, is of now.
    await inChangeSet(ctx, { origin: 'system', label, trusted: true }, (set) =>
      work({ ...set, ctx: { ...set.ctx, now } }),
    );
  }
}

async function begin(set: WriteSet, running: Running): Promise<void> {
  const { deal, lines } = running.story;
  const { title, company, person } = deal.values;
  const values = { title, company, person, deal: deal.id, owner: running.member };
  running.quote = (await createRecord(set, getObject(set.ctx, 'quote'), values)).id;
  const given = lines.map(({ product, quantity }) => ({ product, quantity: String(quantity) }));
  await writeDocumentLines(set, quotes, { id: running.quote, given: { lines: given, currency: 'EUR' } });
}

type Work = (set: WriteSet, running: Running) => Promise<void>;

const works: Record<Step['does'], { label: string; work: Work }> = {
  send: {
    label: 'Send a quote',
    work: async (set, { quote }) => {
      // Nobody gets a mail: the page of the quote is there for whoever makes a link to it.
      await sendQuote(set, quote, { to: [], message: null, pageOf: (token) => token });
    },
  },
  accept: { label: 'The customer answered a quote', work: (set, running) => answer(set, running, 'accepted') },
  decline: { label: 'The customer answered a quote', work: (set, running) => answer(set, running, 'declined') },
  deposit: { label: 'Issue an invoice', work: (set, running) => invoice(set, running, { percent: '30' }) },
  invoice: { label: 'Issue an invoice', work: (set, running) => invoice(set, running, {}) },
  draft_invoice: {
    label: 'Begin an invoice',
    work: async (set, { order }) => {
      await makeInvoice(set, order, {});
    },
  },
  pay: { label: 'Enter a payment', work: (set, running) => pay(set, running, 1) },
  pay_half: { label: 'Enter a payment', work: (set, running) => pay(set, running, 2) },
};

async function answer(set: WriteSet, running: Running, said: 'accepted' | 'declined'): Promise<void> {
  const { ctx } = set;
  const { deal } = running.story;
  const person = String(deal.values['person']);
  const known = (await readValuesOf(ctx, getObject(ctx, 'person'), [person])).get(person);
  const { full } = known!['name'] as { full: string };
  const text = said === 'declined' ? declined[ctx.workspace.language] : null;
  const told = { answer: said, name: full, text, chosen: [], address: '192.0.2.10', agent: '' };
  await answerQuote(set, running.quote, told);
  running.order = set.changes.find(({ object }) => object === 'order')?.record_id ?? '';
  const tasks = set.changes.filter(({ object }) => object === 'task').map(({ record_id }) => record_id);
  const done = { done: true, done_at: ctx.now.toISOString() };
  await updateRecords(
    set,
    getObject(ctx, 'task'),
    tasks.map((id) => ({ id, values: done })),
  );
}

const declined = { en: 'Not within the budget of this year.', el: 'Εκτός προϋπολογισμού για φέτος.' };

async function invoice(set: WriteSet, running: Running, asked: { percent?: string }): Promise<void> {
  running.invoice = await makeInvoice(set, running.order, asked);
  await issueInvoice(set, running.invoice);
}

async function pay(set: WriteSet, { invoice: id, member }: Running, parts: number): Promise<void> {
  const values = (await readValuesOf(set.ctx, getObject(set.ctx, 'invoice'), [id])).get(id)!;
  const { amount, currency } = values['open'] as { amount: string; currency: string };
  const given = { amount: (Number(amount) / parts).toFixed(2), currency, owner: member, invoices: [{ invoice: id }] };
  await enterPayment(set, { ...given, reference: String(values['number']) });
}
