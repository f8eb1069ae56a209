import { fail } from '#shared/failure';
import { currencyDigits } from '#shared/currencies/digits';
import { toUnits } from '#shared/currencies/rates';
import { mayAdminister } from '#kernel/access';
import { enqueue } from '#kernel/jobs';
import { queueMail } from '#kernel/mail';
import { getObject, updateRecords, withAllRights, type Patch, type Values, type WriteSet } from '#kernel/objects';
import { makePublicLink, withdrawPublicLinks } from '#kernel/public-pages';
import type { Context } from '#kernel/workspace';
import { dayAfter } from '../begin-document.ts';
import { fileQuote } from '../jobs/file-quote.ts';
import { quotes } from '../kinds.ts';
import { readKept, type KeptDocument } from '../lines/kept-lines.ts';
import { lockDocument } from '../queries/documents.ts';
import { readSellerOf, replacedQuote } from '../queries/sellers.ts';
import { mailOf } from '../printing/mail-of.ts';

export const quotePurpose = 'quote';
const daysAfterwards = 400; // who accepted reads it for a year and a month more
const dayMillis = 86_400_000;

/** How a quote leaves: by mail to these addresses, or by a link that somebody hands over. */
export interface Sending {
  to: string[];
  message: string | null;
  pageOf: (token: string) => string;
}

/** Sends a draft or approved quote: from now on only a new version changes it. The version it replaces can no longer be
 * accepted. Answers with the token of the link to its page. */
export async function sendQuote(set: WriteSet, id: string, sending: Sending): Promise<string> {
  const { ctx } = set;
  const values = await lockDocument(ctx, quotes, id);
  const { status, valid_until: until, replaces } = values;
  if (status !== 'draft' && status !== 'approved') fail('document.not_a_draft');
  const kept = await readKept(ctx, quotes, { id, values });
  if (!kept.lines.some(({ kind }) => kind === 'item')) fail('document.empty');
  if (typeof until === 'string' && until < dayAfter(ctx, 0)) fail('quote.expired');
  if (status === 'draft' && (await exceedsLimit(ctx, values, kept))) fail('quote.needs_approval');
  await moveQuotes(set, [{ id, values: { status: 'sent', sent_at: ctx.now.toISOString() } }]);
  const before = typeof replaces === 'string' ? await replacedQuote(ctx, replaces) : null;
  if (before) {
    await moveQuotes(set, [{ id: before, values: { status: 'replaced' } }]);
    await withdrawPublicLinks(ctx, { purpose: quotePurpose, record: before });
  }
  const token = await linkTo(ctx, id, values);
  await enqueue(ctx, fileQuote, { id });
  const { to, message, pageOf } = sending;
  if (to.length > 0)
    await queueMail(ctx, {
      to: to.map((address) => ({ address })),
      ...mailOf(values, { message, page: pageOf(token) }),
    });
  return token;
}

/** A link to the page of a quote that was sent; those from before go on. */
export async function linkTo(ctx: Context, record: string, values: Values): Promise<string> {
  const until = Math.max(Date.parse(String(values['valid_until'] ?? '')) || 0, ctx.now.getTime());
  const expiresAt = new Date(until + daysAfterwards * dayMillis);
  return (await makePublicLink(ctx, { purpose: quotePurpose, record, expiresAt })).token;
}

/** Whether more is taken off than the firm lets go without somebody who administers looking at it. */
async function exceedsLimit(ctx: Context, values: Values, { lines, sums, terms }: KeptDocument): Promise<boolean> {
  const seller = await readSellerOf(ctx, values['seller'] as string | null);
  if (seller?.discount_limit == null || mayAdminister(ctx)) return false;
  const units = (amount: string) => toUnits(amount, currencyDigits(terms.currency))!;
  const counted = sums.lines.filter((_, at) => !lines[at]!.optional || lines[at]!.chosen);
  const gross = counted.reduce((all, line) => all + units(line.gross), 0n);
  if (gross <= 0n) return false;
  // In hundredths of a per cent, so that a limit such as 12.5 counts.
  const off = ((gross - units(sums.net)) * 10_000n) / gross;
  return Number(off) / 100 > seller.discount_limit;
}

/** Asks somebody who administers to look at a quote, or has it be a draft again: links to its page end. */
export async function turnQuote(set: WriteSet, id: string, to: 'to_approve' | 'approved' | 'draft'): Promise<void> {
  const { status } = await lockDocument(set.ctx, quotes, id);
  const from = { to_approve: ['draft'], approved: ['to_approve'], draft: ['to_approve', 'approved', 'sent'] }[to];
  if (!from.includes(status as string)) fail('quote.not_so_far');
  await moveQuotes(set, [{ id, values: { status: to, ...(to === 'draft' && { sent_at: null }) } }]);
  if (to === 'draft') await withdrawPublicLinks(set.ctx, { purpose: quotePurpose, record: id });
}

/** Writes how far quotes are. */
export async function moveQuotes(set: WriteSet, patches: Patch[]): Promise<void> {
  await updateRecords(withAllRights(set), getObject(set.ctx, 'quote').whole, patches);
}
