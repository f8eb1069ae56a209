/** The text of an HTML fragment as a person reads it: paragraphs and breaks are line ends, links keep their words. */
export function htmlToText(html: string): string {
  if (!/[<&]/.test(html)) return html.trim();
  return withoutCode(html.slice(0, LONGEST))
    .replace(/<(?:br|\/p|\/div|\/li|\/tr|\/h[1-6])\b[^>]*>/gi, '\n')
    .replace(/<[^<>]*>/g, '')
    .replace(/&(#x?[0-9a-f]{1,6}|[a-z]{2,8});/gi, entity)
    .replace(/[ \t\u00a0]+/g, ' ')
    .replace(/ ?\n ?/g, '\n')
    .replace(/\n{3,}/g, '\n\n')
    .trim();
}

/** Notes of products hold whole mails of 180 KB; beyond a megabyte nobody reads on. */
const LONGEST = 1_000_000;
const NAMED: Record<string, string> = {
  amp: '&',
  lt: '<',
  gt: '>',
  quot: '"',
  apos: "'",
  nbsp: ' ',
  euro: '€',
  pound: '£',
  ndash: '–',
  mdash: '—',
  hellip: '…',
  laquo: '«',
  raquo: '»',
  copy: '©',
  rsquo: '’',
  lsquo: '‘',
  ldquo: '“',
  rdquo: '”',
  bull: '•',
};

function entity(whole: string, name: string): string {
  if (!name.startsWith('#')) return NAMED[name.toLowerCase()] ?? whole;
  const code = /^#x/i.test(name) ? Number.parseInt(name.slice(2), 16) : Number(name.slice(1));
  return code > 31 && code < 0x11_0000 && (code < 0xd8_00 || code > 0xdf_ff) ? String.fromCodePoint(code) : '';
}

/** Cuts scripts and styles out; one that never closes ends the text, so that no search is made twice. */
function withoutCode(html: string): string {
  let out = '';
  let at = 0;
  const lower = html.toLowerCase();
  for (const open of html.matchAll(/<(script|style)\b/gi)) {
    if (open.index < at) continue;
    out += html.slice(at, open.index);
    const end = lower.indexOf(`</${open[1]?.toLowerCase()}`, open.index);
    if (end < 0) return out;
    at = end;
  }
  return out + html.slice(at);
}
