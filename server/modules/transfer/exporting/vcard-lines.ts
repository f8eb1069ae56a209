import type { RecordJson } from '#kernel/objects';

/** The pictures of a page of records: by record, what stands in its card behind `PHOTO:`; read one at a time. */
export type Photos = (page: RecordJson[]) => Promise<(record: RecordJson) => Promise<string | null>>;

/** vCard 4.0 (RFC 6350). */
export async function* vcardLines(pages: AsyncIterable<RecordJson[]>, photos: Photos): AsyncGenerator<string> {
  for await (const page of pages) {
    const photoOf = await photos(page);
    for (const record of page) yield card(record, await photoOf(record));
  }
}

interface Labelled {
  value: string;
  label: string | null;
  primary: boolean;
}

const addressParts = ['street', 'city', 'state', 'postal_code', 'country'];

function card(record: RecordJson, photo: string | null): string {
  const lines = ['BEGIN:VCARD', 'VERSION:4.0', `UID:urn:uuid:${record.id}`];
  const company = record.object === 'companies';
  const name = record['name'] as
    | {
        full: string;
        first: string | null;
        last: string | null;
        middle: string | null;
        prefix: string | null;
        suffix: string | null;
      }
    | string;
  if (typeof name === 'string') lines.push(`FN:${escape(name)}`, 'KIND:org', `ORG:${escape(name)}`);
  else {
    lines.push(`FN:${escape(name.full)}`);
    lines.push(
      `N:${[name.last, name.first, name.middle, name.prefix, name.suffix].map((part) => escape(part ?? '')).join(';')}`,
    );
    const employer = record['company'] as { name: string | null } | null;
    if (employer?.name) lines.push(`ORG:${escape(employer.name)}`);
  }
  if (!company && record['title']) lines.push(`TITLE:${escape(String(record['title']))}`);
  for (const one of (record['emails'] as Labelled[] | null) ?? [])
    lines.push(`EMAIL${one.primary ? ';PREF=1' : ''}:${escape(one.value)}`);
  for (const one of (record['phones'] as Labelled[] | null) ?? [])
    lines.push(`TEL${one.primary ? ';PREF=1' : ''}:${escape(one.value)}`);
  for (const one of (record['urls'] as Labelled[] | null) ?? []) lines.push(`URL:${escape(one.value)}`);
  if (typeof record['birthday'] === 'string')
    lines.push(
      `BDAY:${record['birthday'].replace(/^(\d{4})-(\d\d)-(\d\d)$/, '$1$2$3').replace(/^--(\d\d)-(\d\d)$/, '--$1$2')}`,
    );
  if (record['notes']) lines.push(`NOTE:${escape(String(record['notes']))}`);
  const address = record['address'] as Record<string, string | null> | null;
  if (address) lines.push(`ADR:;;${addressParts.map((part) => escape(address[part] ?? '')).join(';')}`);
  const tags = record['tags'] as { name: string | null }[] | null;
  if (tags?.length) lines.push(`CATEGORIES:${tags.map((tag) => escape(tag.name ?? '')).join(',')}`);
  if (photo !== null) lines.push(`PHOTO:${photo}`);
  return `${[...lines, 'END:VCARD'].map(folded).join('\r\n')}\r\n`;
}

function escape(text: string): string {
  return text.replaceAll(/[\\,;]/g, (sign) => `\\${sign}`).replaceAll(/\r?\n/g, '\\n');
}

/** Lines of at most 75 bytes, cut between letters (RFC 6350 §3.2). */
function folded(line: string): string {
  if (Buffer.byteLength(line) <= 75) return line;
  // A picture is a million letters of one byte each.
  if (line.length === Buffer.byteLength(line))
    return line.slice(0, 75) + line.slice(75).replaceAll(/.{1,74}/g, '\r\n $&');
  const parts: string[] = [];
  let part = '';
  for (const letter of line) {
    if (Buffer.byteLength(part) + Buffer.byteLength(letter) > (parts.length === 0 ? 75 : 74)) {
      parts.push(part);
      part = '';
    }
    part += letter;
  }
  return [...parts, part].join('\r\n ');
}
