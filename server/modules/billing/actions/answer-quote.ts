import { createHash } from 'node:crypto';
import { Failure, fail } from '#shared/failure';
import { createRecord, getObject, updateRecords, withAllRights, type Values, type WriteSet } from '#kernel/objects';
import { dayAfter } from '../begin-document.ts';
import { orders, quotes } from '../kinds.ts';
import { readKept, type KeptDocument } from '../lines/kept-lines.ts';
import { documentValues, sumLines } from '../lines/line-values.ts';
import { readyQuote } from '../printing/print-quote.ts';
import { lockDocument } from '../queries/documents.ts';
import { copyDocument } from './copy-lines.ts';
import { moveQuotes } from './send-quote.ts';

/** What a customer says on the page of a quote. */
export interface CustomerAnswer {
  answer: 'accepted' | 'declined' | 'asked';
  /** Who says so, as typed. */
  name: string;
  text: string | null;
  /** Ids of the optional lines that they choose; only of an acceptance. */
  chosen: string[];
  address: string;
  agent: string;
}

/** Keeps what a customer said with what they read, once: an acceptance chooses the options, makes the order, wins the
 * deal and gives the owner a task, all in one change set. Answers whether the quote could still be answered. */
export async function answerQuote(set: WriteSet, id: string, said: CustomerAnswer): Promise<boolean> {
  const { ctx } = set;
  const values = await lockDocument(ctx, quotes, id);
  const until = values['valid_until'] as string | null;
  const open = values['status'] === 'sent' && (until === null || until >= dayAfter(ctx, 0));
  if (!open) return false;
  const kept = await readKept(ctx, quotes, { id, values });
  const chosen = said.answer === 'accepted' ? await choose(set, id, { kept, values, said }) : kept;
  if (said.answer !== 'asked') {
    const status = { status: said.answer, answered_at: ctx.now.toISOString(), answered_by: said.name };
    const why = said.answer === 'declined' ? { decline_reason: said.text } : {};
    await moveQuotes(set, [{ id, values: { ...status, ...why } }]);
  }
  const sums = documentValues(chosen.lines, chosen.sums, chosen.terms);
  await keepAnswer(set, id, { values: { ...values, ...sums }, said });
  if (said.answer === 'accepted') {
    const more = { quote: id, status: 'open', ordered_on: dayAfter(ctx, 0) };
    await copyDocument(set, orders, { from: values, kept: withoutOthers(chosen), more });
  }
  const stuck = said.answer === 'accepted' ? await winDeal(set, values, sums['net']) : null;
  await tellOwner(set, values, { said, stuck });
  return true;
}

interface Choosing {
  kept: KeptDocument;
  values: Values;
  said: CustomerAnswer;
}

/** The quote with the options that were chosen, written where they differ from those that were proposed. */
async function choose(set: WriteSet, id: string, { kept, said }: Choosing): Promise<KeptDocument> {
  const wanted = new Set(said.chosen);
  const lines = kept.lines.map((line) => (line.optional ? { ...line, chosen: wanted.has(line.id!) } : line));
  const changed = lines.filter((line, at) => line.chosen !== kept.lines[at]!.chosen);
  if (changed.length === 0) return kept;
  const sums = sumLines(lines, kept.terms);
  const patches = changed.map((line) => ({ id: line.id!, values: { chosen: line.chosen } }));
  await updateRecords(withAllRights(set), getObject(set.ctx, 'quote_line').whole, patches);
  await moveQuotes(set, [{ id, values: documentValues(lines, sums, kept.terms) }]);
  return { ...kept, lines, sums };
}

/** What was ordered: options that nobody took are no part of it. */
function withoutOthers({ lines, terms }: KeptDocument): KeptDocument {
  const taken = lines
    .filter(({ optional, chosen }) => !optional || chosen)
    .map((line) => ({ ...line, optional: false }));
  return { lines: taken, terms, sums: sumLines(taken, terms) };
}

/** Evidence: who, when, from where, and the exact document with its hash. */
async function keepAnswer(set: WriteSet, id: string, { values, said }: { values: Values; said: CustomerAnswer }) {
  const { document } = await readyQuote(set.ctx, id, values);
  const read = JSON.stringify(document);
  await createRecord(set, getObject(set.ctx, 'quote_answer'), {
    quote: id,
    quote_title: values['title'],
    deal: values['deal'],
    company: values['company'],
    person: values['person'],
    answer: said.answer,
    name: said.name,
    text: said.text,
    ip_address: said.address.slice(0, 45),
    agent: said.agent,
    document: read,
    document_hash: createHash('sha256').update(read).digest('hex'),
  });
}

/** Wins the deal at what was accepted before tax; says why where the deal is not let go on. */
async function winDeal(set: WriteSet, values: Values, amount: unknown): Promise<string | null> {
  const deal = values['deal'] as string | null;
  if (deal === null) return null;
  try {
    await updateRecords(set, getObject(set.ctx, 'deal'), [{ id: deal, values: { outcome: 'won', amount } }]);
    return null;
  } catch (error) {
    // A customer's yes is not lost because a colleague left something out.
    if (!(error instanceof Failure) || error.code === 'database.model_changed') throw error;
    return error.details.detail ?? error.code;
  }
}

const subjects = {
  en: { accepted: 'Accepted', declined: 'Declined', asked: 'Question about a quote' },
  el: { accepted: 'Έγινε δεκτή', declined: 'Απορρίφθηκε', asked: 'Ερώτηση για προσφορά' },
};

async function tellOwner(
  set: WriteSet,
  values: Values,
  { said, stuck }: { said: CustomerAnswer; stuck: string | null },
) {
  const { ctx } = set;
  const subject = `${subjects[ctx.workspace.language][said.answer]}: ${String(values['title'])}`.slice(0, 300);
  const one = (key: string) => (values[key] ? [values[key]] : []);
  await createRecord(set, getObject(ctx, 'task'), {
    subject,
    assignee: values['owner'],
    notes: [said.name, said.text, stuck].filter(Boolean).join('\n\n'),
    companies: one('company'),
    people: one('person'),
    deals: one('deal'),
  });
}

/** Notes that a customer opened the page of a quote for the first time. */
export async function noteSeen(set: WriteSet, id: string): Promise<void> {
  const values = await lockDocument(set.ctx, quotes, id);
  if (values['seen_at'] !== null) return;
  if (values['status'] !== 'sent') fail('quote.not_so_far');
  await moveQuotes(set, [{ id, values: { seen_at: set.ctx.now.toISOString() } }]);
}
