/** What an e-mail cell holds: valid addresses lower-cased and each once, and the parts that are no address as typed. */
export interface ParsedEmails {
  emails: string[];
  refused: string[];
}

/** Reads a cell of one or several addresses: `mailto:`, `Name <a@b>`, `;`, `,`, `/`, line breaks and spaces between. */
export function parseEmails(text: string): ParsedEmails {
  const plain = text.replace(INVISIBLE, '').trim();
  if (plain === '') return { emails: [], refused: [] };
  if (plain.length > LONGEST_CELL) return { emails: [], refused: [plain] };
  if (plain.length < 255 && SIMPLE.test(plain)) return { emails: [plain.toLowerCase()], refused: [] };
  const found: ParsedEmails = { emails: [], refused: [] };
  for (const part of plain.split(/[;,|\r\n\t]+|:::|\/(?=[^@\s]+@)|\s(?:\/|και|and|or|ή|&)\s/iu))
    readPart(part.trim(), found);
  return found;
}

/** Whether a text is one e-mail address that a mail server could accept (dot-atom local part, a domain with a dot). */
export function isEmail(text: string): boolean {
  const at = text.lastIndexOf('@');
  if (at < 1 || at > 64 || text.length > 254) return false;
  return LOCAL.test(text.slice(0, at)) && DOMAIN.test(text.slice(at + 1));
}

/** The part behind the @, or an empty text. */
export function emailDomain(email: string): string {
  return email.slice(email.lastIndexOf('@') + 1).toLowerCase();
}

/** Whether the address belongs to a function (info@, sales@ …), so that it says nothing about who uses it. */
export function isRoleAddress(email: string): boolean {
  const local = email.slice(0, email.lastIndexOf('@')).toLowerCase();
  return ROLES.has(local.replace(/[\d._-]+$/, ''));
}

/** Whether anybody can have a mailbox at this domain, so that it never names a company. */
export function isFreeMailDomain(domain: string): boolean {
  const name = domain.toLowerCase();
  return FREE.has(name) || /^(?:yahoo|hotmail|live|outlook|gmx|msn)\.[a-z]{2,3}(?:\.[a-z]{2})?$/.test(name);
}

/** Some hundred addresses; a longer cell is a text. */
const LONGEST_CELL = 20_000;

const INVISIBLE = /[\p{Cf}\u00ad]/gu;
const SIMPLE =
  /^[A-Za-z0-9][A-Za-z0-9._+-]{0,60}(?<!\.)@(?:[A-Za-z0-9](?:[A-Za-z0-9-]{0,60}[A-Za-z0-9])?\.)+[A-Za-z]{2,24}$/;
const LOCAL = /^[\p{L}\p{N}!#$%&'*+/=?^_`{|}~-]+(?:\.[\p{L}\p{N}!#$%&'*+/=?^_`{|}~-]+)*$/u;
const LABEL = '[\\p{L}\\p{N}](?:[\\p{L}\\p{N}-]{0,61}[\\p{L}\\p{N}])?';
const DOMAIN = new RegExp(`^(?:${LABEL}\\.)+(?=.*\\p{L})${LABEL}$`, 'u');

const ROLES = new Set(
  (
    'info contact office admin administrator sales support help helpdesk service accounts accounting account billing ' +
    'finance hr jobs careers recruitment marketing press media news newsletter noreply no-reply donotreply hello hi ' +
    'mail email post postmaster webmaster hostmaster abuse security privacy legal reception secretary secretariat ' +
    'enquiries enquiry inquiries inquiry feedback orders order reservations booking bookings team all staff board ' +
    'management director customerservice customer-service customercare mailer-daemon root usenet uucp ftp www ' +
    'logistirio grammateia plirofories epikoinonia'
  ).split(' '),
);

const FREE = new Set(
  (
    'gmail.com googlemail.com cytanet.com.cy cablenet.com.cy primehome.com spidernet.com.cy logos.cy.net ' +
    'hotmail.com outlook.com live.com msn.com yahoo.com yahoo.gr ymail.com rocketmail.com aol.com icloud.com me.com ' +
    'mac.com proton.me protonmail.com pm.me gmx.com gmx.net web.de mail.com mail.ru yandex.ru yandex.com rambler.ru ' +
    'zoho.com fastmail.com tutanota.com hushmail.com otenet.gr forthnet.gr hol.gr in.gr freemail.gr windowslive.com ' +
    'comcast.net verizon.net att.net btinternet.com libero.it orange.fr free.fr wanadoo.fr t-online.de'
  ).split(' '),
);

function readPart(part: string, found: ParsedEmails): void {
  if (part === '') return;
  const bracket = /<\s*(?:mailto:)?\s*([^<>\s]+@[^<>\s]+)\s*>/i.exec(part);
  const pieces = bracket?.[1] === undefined ? part.split(/\s+/) : [bracket[1]];
  const emails = pieces.map(bare);
  if (emails.every(isEmail)) for (const email of emails) add(email, found.emails);
  else found.refused.push(part);
}

function bare(piece: string): string {
  return piece
    .replace(/^[<("'[]*(?:mailto:)?/i, '')
    .replace(/\?.*$/, '')
    .replace(/[>)"'\].:]+$/, '')
    .toLowerCase();
}

function add(email: string, list: string[]): void {
  if (!list.includes(email)) list.push(email);
}
