import type { Component } from './calendar.ts';
import { readEntries, readZones } from './calendar.ts';
import { openDbase } from './dbase.ts';
import { openDelimited } from './delimited.ts';
import { detectFormat } from './detect-format.ts';
import type { ImportFile } from './import-file.ts';
import { type MailMessage, readMailbox, readMessageFile } from './mailbox.ts';
import { openSpreadsheet } from './spreadsheet.ts';
import type { Table } from './table.ts';
import { type Card, readCards } from './vcard.ts';

/** What a file turned out to hold. Streams can be read as often as asked. */
export type Source =
  | { kind: 'tables'; file: string; tables: Table[] }
  | { kind: 'cards'; file: string; read(): AsyncIterable<Card> }
  | { kind: 'calendar'; file: string; read(): AsyncIterable<Component>; zones(): AsyncIterable<Component> }
  | { kind: 'mail'; file: string; read(): AsyncIterable<MailMessage> };

/** Opens the files of one import; memo files are paired with their dBase file without regard to case. */
export async function openSources(files: ImportFile[]): Promise<Source[]> {
  const sources: Source[] = [];
  const stem = (file: ImportFile) => file.name.replace(/\.[^.]*$/, '').toLowerCase();
  for (const file of files) {
    const format = await detectFormat(file);
    if (format === 'memo') continue;
    const memo = files.find((other) => /\.(?:dbt|fpt)$/i.test(other.name) && stem(other) === stem(file)) ?? null;
    sources.push(await openSource(file, format, memo));
  }
  return sources;
}

async function openSource(
  file: ImportFile,
  format: Awaited<ReturnType<typeof detectFormat>>,
  memo: ImportFile | null,
): Promise<Source> {
  const name = file.name;
  if (format === 'vcard') return { kind: 'cards', file: name, read: () => readCards(file) };
  if (format === 'calendar')
    return { kind: 'calendar', file: name, read: () => readEntries(file), zones: () => readZones(file) };
  if (format === 'mbox') return { kind: 'mail', file: name, read: () => readMailbox(file) };
  if (format === 'message') return { kind: 'mail', file: name, read: () => readMessageFile(file) };
  if (format === 'spreadsheet') return { kind: 'tables', file: name, tables: await openSpreadsheet(file) };
  return {
    kind: 'tables',
    file: name,
    tables: [format === 'dbase' ? await openDbase(file, memo) : await openDelimited(file)],
  };
}
