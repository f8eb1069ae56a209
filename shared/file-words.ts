import { sentenceReader } from './refusals.ts';

/** What is said about a whole file: why it was refused, how it was read, what of it stays out. */
export const fileSentences = {
  empty: '“{file}” is empty.',
  outlook_message: "“{file}” is a message in Outlook's own format: save it as .eml.",
  unknown_kind: '“{file}” is no table, contact, calendar or mail file that Kith can read.',
  dbase_damaged: '“{file}” is damaged: its dBase header makes no sense.',
  cut_off: '“{file}” is damaged or cut off: it has no end.',
  many_parts: '“{file}” holds thousands of parts: it is no workbook.',
  unpacks_to_more: '“{file}” unpacks to far more than it is: it is refused.',
  archive: '“{file}” is an archive and no workbook. Unpack it first.',
  no_workbook: '“{file}” is no workbook that can be read. {advice}',
  needs_too_much: '“{file}” needs too much memory or time to be read. {advice}',
  too_large: '“{file}” has {size}; at most {most} MB are read. {advice}',
  too_many_rows: 'Sheet “{sheet}” has more than {most} rows. {advice}',
  too_many_columns: 'This file has more than {most} columns.',
  line_too_long: 'A line of this file is longer than 4 million characters: this is no table.',
  from_1904: '{where}: dates count from 1904',
  hidden_columns: '{where}: hidden columns {columns}',
  encoding_guessed: '{where}: encoding {encoding} (not named by the file)',
  encoding: '{where}: encoding {encoding}',
  delimiter: '{where}: delimiter {sign}',
  stay_out: '{where}: {rows} rows stay out: say what they are',
  no_person: '{where}: no such person in the files',
  no_deal: '{where}: no such deal: the note stays on its organisation',
  no_card: '{where}: the group names a card that is in no file',
  company_deleted: '{where}: the company is deleted in the source: no link',
  no_company: '{where}: no such company in the files: no link',
  company_made: '{where}: no such company in the files: company made from its name',
  circle: '{where}: a circle of parents: no link',
} as const;

/** The name of one sentence about a file. */
export type FileCode = keyof typeof fileSentences;

/** What a sentence about a file says, apart from the language it says it in; null for one that is not in the list. */
export const readFileSentence = sentenceReader<FileCode>(fileSentences);
