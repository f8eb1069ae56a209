import { createHash } from 'node:crypto';
import { isEmail } from '#shared/email';
import type { MailMessage } from '../../reading/mailbox.ts';
import { isOwn } from '../calendar/calendar-row.ts';
import { htmlToText } from './html-text.ts';
import { newLink, newRow, type PlannedRow, type PlanSettings } from '../planned-row.ts';

/** Plans one message: mail with customers, or what is no talk: colleagues, machines, lists, delivery reports. */
export function planMessage(file: string, message: MailMessage, settings: PlanSettings): PlannedRow {
  const planned = newRow({ file, sheet: null, row: message.number }, 'mail');
  planned.kind = 'mail';
  const { email } = message;
  const header = (name: string) => message.headers.find((one) => one.name === name)?.value ?? '';
  const from = (email.from?.address ?? '').toLowerCase();
  const others = [...(email.to ?? []), ...(email.cc ?? [])].flatMap((to) =>
    to.address === undefined ? (to.group ?? []) : [to],
  );
  const everybody = new Set([from, ...others.map((to) => (to.address ?? '').toLowerCase())].filter(isEmail));
  const customers = [...everybody].filter((address) => !isOwn(address, settings));
  const named = new Map(
    [...others, ...(email.from ? [email.from] : [])].map((to) => [(to.address ?? '').toLowerCase(), to.name]),
  );
  planned.values['message_id'] = header('message-id').trim() || `hash:${hashOf(message)}`;
  planned.values['has_message_id'] = header('message-id') !== '';
  planned.values['from'] = from;
  planned.values['outgoing'] = isOwn(from, settings);
  planned.values['subject'] = subjectOf(message);
  planned.values['at'] = momentOf(header);
  planned.values['references'] = idsOf(`${header('references')} ${header('in-reply-to')}`);
  planned.values['customers'] = customers;
  planned.values['text'] = (email.text ?? htmlToText(email.html ?? '')).trim();
  planned.values['attachments'] = attachmentsOf(message);
  for (const address of customers)
    planned.links.push(newLink('person', { email: address, name: named.get(address) || null }));
  if (message.problem !== null)
    planned.refused.push({ column: 'message', value: subjectOf(message), reason: message.problem });
  return classify(planned, message, { header, customers });
}

interface Facts {
  header: (name: string) => string;
  customers: string[];
}

function classify(planned: PlannedRow, message: MailMessage, { header, customers }: Facts): PlannedRow {
  const reason = (status: PlannedRow['status'], text: string): PlannedRow => ({ ...planned, status, reason: text });
  const report = /multipart\/report/i.test(header('content-type'));
  if (report || /^(?:mailer-daemon|postmaster)@/i.test(String(planned.values['from'])))
    return reason('bounce', bounceReason(message));
  const auto = header('auto-submitted');
  if (auto !== '' && !/^no\b/i.test(auto)) return reason('auto-reply', `Auto-Submitted: ${auto}`);
  const bulk = /^(?:bulk|list|junk)$/i.test(header('precedence'))
    ? `Precedence: ${header('precedence').toLowerCase()}`
    : '';
  const list = header('list-id') === '' ? '' : 'List-Id';
  const leave = header('list-unsubscribe') === '' ? '' : 'List-Unsubscribe';
  if (list !== '' || (bulk !== '' && leave !== '') || (bulk !== '' && planned.values['outgoing'] === false)) {
    const signs = [list, leave, list === '' ? bulk : ''].filter((sign) => sign !== '').join(', ');
    return reason('newsletter', `${list !== '' ? 'mailing list' : 'bulk mail'} (${signs})`);
  }
  return customers.length === 0 ? reason('internal', 'between colleagues only') : planned;
}

function bounceReason(message: MailMessage): string {
  const parts = message.email.attachments.map((part) => {
    const content = part.content;
    return typeof content === 'string' ? content : new TextDecoder().decode(content);
  });
  const report = [...parts, message.email.text ?? ''].join('\n').slice(0, 200_000);
  const address = /(?:Final|Original)-Recipient:\s*rfc822;\s*([^\s;]+)/i.exec(report)?.[1] ?? 'an address';
  const code = /^Status:\s*(\d\.\d+\.\d+)/im.exec(report)?.[1] ?? '';
  const why = code.startsWith('5.1.')
    ? 'does not exist'
    : code.startsWith('4.')
      ? 'could not be reached yet'
      : 'was not delivered';
  return `delivery report: ${address.toLowerCase()} ${why}${code === '' ? '' : ` (${code})`}`;
}

/** The subject; undeclared 8-bit letters, which parsers drop, are taken from the raw header. */
function subjectOf(message: MailMessage): string {
  const raw = message.headers.find((one) => one.name === 'subject')?.value ?? '';
  const parsed = message.email.subject ?? '';
  const unsaid = /[^\s!-~]/.test(raw) && !/=\?[^?]+\?[bq]\?/i.test(raw);
  return (unsaid || (parsed === '' && raw !== '') ? raw : parsed).trim();
}

/** The instant of the message in UTC: its Date, or when that is no time, when the last server received it. */
function momentOf(header: (name: string) => string): string | null {
  for (const text of [header('date'), header('received').split(';').pop() ?? '']) {
    const at = parseMailDate(text);
    if (at !== null) return at;
  }
  return null;
}

const MONTHS = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'];
const ZONES: Record<string, string> = {
  EST: '-0500',
  EDT: '-0400',
  CST: '-0600',
  CDT: '-0500',
  MST: '-0700',
  PST: '-0800',
  PDT: '-0700',
};

/** Reads an RFC 5322 date strictly: 32 January is no day, year 3024 no year of a letter. */
function parseMailDate(text: string): string | null {
  const match =
    /(\d{1,2})\s+([A-Za-z]{3})[a-z]*\s+(\d{2,4})\s+(\d{1,2}):(\d{2})(?::(\d{2}))?\s*([+-]\d{4}|[A-Z]{1,4})?/.exec(text);
  if (match === null) return null;
  const [day, month, short] = [Number(match[1]), MONTHS.indexOf((match[2] ?? '').toLowerCase()), Number(match[3])];
  const year = short < 50 ? 2000 + short : short < 1000 ? 1900 + short : short;
  const [hour, minute, second] = [Number(match[4]), Number(match[5]), Math.min(59, Number(match[6] ?? 0))];
  if (month < 0 || day < 1 || day > new Date(Date.UTC(year, month + 1, 0)).getUTCDate()) return null;
  if (hour > 23 || minute > 59 || year < 1970 || year > 2100) return null;
  const zone = ZONES[match[7] ?? ''] ?? match[7] ?? '+0000';
  const offset = /^[+-]\d{4}$/.test(zone) ? Number(zone.slice(1, 3)) * 60 + Number(zone.slice(3)) : 0;
  const instant = Date.UTC(year, month, day, hour, minute, second) - (zone.startsWith('-') ? -offset : offset) * 60_000;
  return new Date(instant).toISOString().replace('.000Z', 'Z');
}

function idsOf(text: string): string[] {
  return [...new Set(text.match(/<[^<>\s]+>/g) ?? [])].slice(0, 200);
}

/** Files that came with the message; pictures inside its text are none. */
function attachmentsOf(message: MailMessage): { name: string; type: string; size: number }[] {
  const files = message.email.attachments.filter(
    (part) => part.disposition === 'attachment' || (part.disposition === null && !part.contentId),
  );
  return files
    .filter((part) => part.filename && !/^(?:message\/.*|text\/calendar)$/i.test(part.mimeType))
    .map((part) => {
      const size = typeof part.content === 'string' ? part.content.length : part.content.byteLength;
      return { name: part.filename ?? '', type: part.mimeType, size };
    });
}

/** What identifies a message without an id. */
function hashOf(message: MailMessage): string {
  const header = (name: string) => message.headers.find((one) => one.name === name)?.value ?? '';
  const body = message.email.text ?? message.email.html ?? '';
  return createHash('sha256')
    .update([header('date'), header('from'), header('subject'), body].join('\n'))
    .digest('hex')
    .slice(0, 32);
}
