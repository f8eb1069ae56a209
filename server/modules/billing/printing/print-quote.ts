import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { buffer } from 'node:stream/consumers';
import type { FileStore } from '#kernel/files';
import { printPdf } from '#kernel/pdf';
import type { Values } from '#kernel/objects';
import type { Context } from '#kernel/workspace';
import { quotes } from '../kinds.ts';
import { readKept } from '../lines/kept-lines.ts';
import { readParties, type Parties } from '../queries/parties.ts';
import { printedQuote, type PrintedDocument } from './printed-document.ts';

const template = readFileSync(join(import.meta.dirname, 'document.typ'), 'utf8');

/** A quote as the customer reads it, and the picture that stands on it. */
export interface ReadyQuote {
  document: PrintedDocument;
  logo: { sha256: string; type: string } | null;
  /** The moment that the document tells: when it was sent, or now. */
  made: Date;
}

/** Reads a quote as the customer reads it, as far as the actor may see it. */
export async function readyQuote(ctx: Context, id: string, values: Values): Promise<ReadyQuote> {
  const idOf = (key: string) => (values[key] ?? null) as string | null;
  const [seller, company, person] = [idOf('seller'), idOf('company'), idOf('person')];
  const parties: Parties = await readParties(ctx, { seller, company, person });
  const kept = await readKept(ctx, quotes, { id, values });
  const document = printedQuote({ ctx, values, kept, parties });
  const sent = values['sent_at'] as string | null;
  return { document, logo: parties.seller?.logo ?? null, made: sent ? new Date(sent) : ctx.now };
}

const endings: Record<string, string> = {
  'image/png': 'png',
  'image/jpeg': 'jpg',
  'image/webp': 'webp',
  'image/gif': 'gif',
};
const largestLogo = 5_000_000;

/** Prints it: the same quote gives the same bytes. */
export async function printQuote(store: FileStore, { document, logo, made }: ReadyQuote): Promise<Buffer> {
  const ending = logo ? endings[logo.type] : undefined;
  const found = logo && ending ? await store.read(logo.sha256) : null;
  if (found && found.size > largestLogo) found.stream.destroy();
  const bytes = found && found.size <= largestLogo ? await buffer(found.stream) : null;
  const path = bytes ? `/logo.${ending}` : null;
  const data = { ...document, logo: path };
  return printPdf({ template, data, made, ...(path && bytes && { pictures: { [path]: bytes } }) });
}
