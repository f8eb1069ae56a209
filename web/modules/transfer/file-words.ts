import { tellRefusal } from '#web/kernel/api';
import { i18n } from '#web/kernel/i18n';
import { readFileSentence, type FileCode } from '#shared/file-words';

type Parts = Record<string, string | undefined>;

/** A sentence about a whole file in the language of the page; one that is not known stays as the server wrote it. */
export function tellFile(sentence: string): string {
  const known = readFileSentence(sentence);
  if (!known) return tellRefusal(sentence);
  const { code, parts } = known;
  const told = words[code]({ ...parts, advice: parts['advice'] ? advice(parts['advice']) : '' }).trim();
  return parts['where'] ? `${place(parts['where'])}: ${told}` : told;
}

const words: Record<FileCode, (parts: Parts) => string> = {
  empty: (parts) => i18n.t('“{file}” is empty.', { file: parts['file'] }),
  outlook_message: (parts) =>
    i18n.t('“{file}” is a message in Outlook’s own format: save it as .eml.', { file: parts['file'] }),
  unknown_kind: (parts) =>
    i18n.t('“{file}” is no table, contact, calendar or mail file that Kith can read.', { file: parts['file'] }),
  dbase_damaged: (parts) => i18n.t('“{file}” is damaged: its head makes no sense.', { file: parts['file'] }),
  cut_off: (parts) => i18n.t('“{file}” is damaged or cut off: it has no end.', { file: parts['file'] }),
  many_parts: (parts) => i18n.t('“{file}” holds thousands of parts: it is no workbook.', { file: parts['file'] }),
  unpacks_to_more: (parts) =>
    i18n.t('“{file}” unpacks to far more than it is, so it was not opened.', { file: parts['file'] }),
  archive: (parts) => i18n.t('“{file}” is an archive and no workbook. Unpack it first.', { file: parts['file'] }),
  no_workbook: (parts) =>
    `${i18n.t('“{file}” is no workbook that can be read.', { file: parts['file'] })} ${parts['advice'] ?? ''}`,
  needs_too_much: (parts) =>
    `${i18n.t('“{file}” needs too much memory or time to be read.', { file: parts['file'] })} ${parts['advice'] ?? ''}`,
  too_large: ({ file, size, most, advice: hint }) =>
    `${i18n.t('“{file}” has {size}; at most {most} MB are read.', { file, size, most })} ${hint ?? ''}`,
  too_many_rows: ({ sheet, most, advice: hint }) =>
    `${i18n.t('Sheet “{sheet}” has more than {most} rows.', { sheet, most })} ${hint ?? ''}`,
  too_many_columns: (parts) => i18n.t('This file has more than {most} columns.', { most: parts['most'] }),
  line_too_long: () => i18n.t('A line of this file is longer than 4 million characters: this is no table.'),
  from_1904: () => i18n.t('dates count from 1904'),
  hidden_columns: (parts) => i18n.t('hidden columns {columns}', { columns: parts['columns'] }),
  encoding_guessed: (parts) =>
    i18n.t('letters read as {encoding}; the file does not say', { encoding: parts['encoding'] }),
  encoding: (parts) => i18n.t('letters read as {encoding}', { encoding: parts['encoding'] }),
  delimiter: ({ sign }) =>
    i18n.t('columns parted by {sign}', { sign: sign === 'tab' ? i18n.t('tabs') : `“${sign ?? ''}”` }),
  stay_out: ({ rows }) =>
    i18n.t('{rows, plural, one {# row stays} other {# rows stay}} out: say what they are', { rows: Number(rows) }),
  no_person: () => i18n.t('no such person in the files'),
  no_deal: () => i18n.t('no such deal: the note stays on its company'),
  no_card: () => i18n.t('the group names a card that is in no file'),
  company_deleted: () => i18n.t('the company is deleted in the source: no link'),
  no_company: () => i18n.t('no such company in the files: no link'),
  company_made: () => i18n.t('no such company in the files: one is made from its name'),
  circle: () => i18n.t('a circle of parents: no link'),
};

/** What to do about a file that cannot be read. */
function advice(text: string): string {
  const known: Record<string, string> = {
    'Save the sheet as CSV and bring in that file: CSV has no limit.': i18n.t(
      'Save the sheet as CSV and bring in that file: CSV has no limit.',
    ),
    'Save it as CSV.': i18n.t('Save it as CSV.'),
    'Larger messages are not read.': i18n.t('Larger messages are not read.'),
  };
  return known[text] ?? text;
}

/** “people.csv 5: company C7” with the word for the kind of record in the language of the page. */
function place(where: string): string {
  const [, file, role, value] = /^(.+): (company|parent|person|reports_to|deal|member) (.*)$/s.exec(where) ?? [];
  if (!file || !role) return where;
  const kinds: Record<string, string> = {
    company: i18n.t('Company'),
    parent: i18n.t('Parent company'),
    person: i18n.t('Person'),
    reports_to: i18n.t('Manager'),
    deal: i18n.t('Deal'),
    member: i18n.t('Group member'),
  };
  return `${file}: ${kinds[role] ?? role}${value ? ` ${value}` : ''}`;
}
