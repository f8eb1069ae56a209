import { i18n, inLanguage } from '#web/kernel/i18n';
import { readRefusal, type RefusalCode } from '#shared/refusals';
import type { ObjectType } from '../model-types.ts';

type Parts = Record<string, string | undefined>;

/** A sentence of refusal in the language of the page; one that is not known stays as the server wrote it. */
export function tellRefusal(sentence: string | null | undefined): string {
  const known = readRefusal(sentence ?? '');
  return known ? words[known.code](known.parts) : (sentence ?? '');
}

const fieldNames = new Map<string, ObjectType['fields'][number]['label']>();

/** Remembers what fields are called in each language: a refusal names a field by its English name. */
export function learnFields(objects: ObjectType[]): void {
  for (const object of objects) for (const { label } of object.fields) fieldNames.set(label.en, label);
}

function fieldWord(name = ''): string {
  const label = fieldNames.get(name);
  return label ? inLanguage(label) : name;
}

const words: Record<RefusalCode, (parts: Parts) => string> = {
  nobody: () => i18n.t('Identifies nobody: no name, e-mail or company'),
  deal_without_title: () => i18n.t('A deal without a title'),
  note_without_text: () => i18n.t('A note without text'),
  entry_without_date: (parts) => i18n.t('No date that can be used: {why}', { why: tellRefusal(parts['why']) }),
  entry_without_day: () => i18n.t('No date'),
  event_without_start: () => i18n.t('An event without a start'),
  nothing_mapped: () => i18n.t('None of its columns goes to a field'),
  nothing_fits: () => i18n.t('None of its values fits'),
  field_needed: (parts) => i18n.t('“{field}” is needed', { field: fieldWord(parts['field']) }),
  no_date: () => i18n.t('no date'),
  not_a_date: () => i18n.t('not a date'),
  no_day: () => i18n.t('not a day'),
  no_such_day: () => i18n.t('there is no such day'),
  day_first: (parts) => i18n.t('month {month} in a column with the day first', { month: parts['month'] }),
  month_first: (parts) => i18n.t('month {month} in a column with the month first', { month: parts['month'] }),
  not_an_amount: () => i18n.t('not an amount'),
  not_a_number: () => i18n.t('not a number'),
  not_yes_or_no: () => i18n.t('neither yes nor no'),
  not_a_phone: (parts) => i18n.t('not a valid number in {region}', { region: parts['region'] }),
  not_an_email: () => i18n.t('not an e-mail address'),
  directory_name: () => i18n.t('a name of Outlook’s directory, not an e-mail address'),
  formula_error: () => i18n.t('an error of a formula'),
  too_many_cells: () => i18n.t('more cells than the header names'),
  letters_lost: () => i18n.t('letters were lost before this file was written'),
  picture_too_large: () => i18n.t('a picture of more than 6 MB'),
  picture_not_base64: () => i18n.t('not a picture'),
  picture_unknown: () => i18n.t('not a JPEG, PNG, GIF or WebP picture'),
  no_such_member: () => i18n.t('no member has this name'),
  no_such_record: (parts) => i18n.t('nobody and nothing is named {name}', { name: parts['name'] }),
  belongs_to_nothing: () => i18n.t('Belongs to nothing in the files'),
  names_nobody: () => i18n.t('Names neither a known person nor a known company'),
  no_account: () => i18n.t('Belongs to no row of CONTACT1'),
  account_deleted: () => i18n.t('Its row of CONTACT1 is deleted'),
  unlinked_mail: () => i18n.t('A mail that belongs to nobody'),
  cut_off: () => i18n.t('as long as the field: the end may be missing'),
  card_without_end: () => i18n.t('A card without an end: the next one begins'),
  card_cut_off: () => i18n.t('A card without an end: the file stops'),
  mail_damaged: () => i18n.t('The message is damaged: only its head was read'),
  write_domain: () => i18n.t('Write a domain, such as example.com.'),
  write_email: (parts) => i18n.t('“{text}” is not an e-mail address.', { text: parts['text'] }),
  write_address: () => i18n.t('Write a web address, such as https://example.com.'),
  write_currency: () => i18n.t('Give the currency by its three letters, such as EUR.'),
  write_partial_date: () => i18n.t('Write a date, or what is known of it.'),
  write_date: () => i18n.t('Write a date with day, month and year.'),
  write_time: () => i18n.t('Write a date with its time.'),
  write_number: () => i18n.t('Write a number here.'),
  write_amount: () => i18n.t('Write the amount as digits, such as 1250.00.'),
  write_text: () => i18n.t('Write a text here.'),
  yes_or_no: () => i18n.t('This is either yes or no.'),
  duration_range: () => i18n.t('This duration is too long.'),
  stars_range: (parts) => i18n.t('Give 1 to {most} stars.', { most: parts['most'] }),
  number_too_large: () => i18n.t('This number is too large.'),
  name_too_long: () => i18n.t('A name has at most 40 words.'),
  text_too_long: (parts) =>
    i18n.t('At most {most} characters fit here; this has {length}.', { most: parts['most'], length: parts['length'] }),
  too_many_values: (parts) => i18n.t('At most {most} values fit here.', { most: parts['most'] }),
  not_an_option: (parts) => i18n.t('Choose one of: {options}.', { options: parts['options'] }),
  not_parts: () => i18n.t('Give the parts by name.'),
  not_an_id: () => i18n.t('Choose a record of the list.'),
  ends_before_start: () => i18n.t('The end is before the beginning.'),
  field_without_name: () => i18n.t('Give the field a name.'),
  field_without_options: () => i18n.t('Give the values one can choose from.'),
  field_without_target: () => i18n.t('Say where the relation leads.'),
  field_wanted: (parts) => i18n.t('“{field}” is needed', { field: fieldWord(parts['field']) }),
  not_unique: (parts) => i18n.t('Another record has this “{field}” already.', { field: fieldWord(parts['field']) }),
  field_of_kith: (parts) =>
    i18n.t('“{field}” is worked out by Kith and cannot be written.', { field: fieldWord(parts['field']) }),
  correction_without_reason: () => i18n.t('Say why the earlier entry was wrong.'),
  not_come_yet: () => i18n.t('This time has not come yet.'),
  day_not_come: () => i18n.t('This day is still to come.'),
  ecb_line: ({ line }) => i18n.t('Line {line} is not as the European Central Bank writes it.', { line }),
  ecb_no_rate: () => i18n.t('The file has no rate for your currency.'),
  layout_hides_name: () => i18n.t('The name of a record is always shown.'),
  layout_without_name: () => i18n.t('Give it a name.'),
  layout_field_twice: (parts) => i18n.t('“{field}” stands twice in the layout.', { field: fieldWord(parts['field']) }),
  layout_same_key: () => i18n.t('Two parts of the layout have one key.'),
  condition_unclear: () => i18n.t('Say which other fields decide, and what they have to be.'),
  condition_of_itself: (parts) =>
    i18n.t('“{field}” is no other field of the record.', { field: fieldWord(parts['field']) }),
  no_such_field: (parts) => i18n.t('There is no field “{field}”.', { field: fieldWord(parts['field']) }),
  entry_with_itself: () => i18n.t('Choose another record.'),
  sides_alike: () => i18n.t('Give the two sides different names.'),
  reverse_wanted: () => i18n.t('Say what the field is called on the other side.'),
  gate_reason: () => i18n.t('Fill in what is missing, or say why it goes on without it.'),
  gate_field: ({ stage, field }) => i18n.t('“{stage}” asks for “{field}”.', { stage, field: fieldWord(field) }),
  gate_next_step: ({ stage }) => i18n.t('“{stage}” asks for a next step: an open task on the deal.', { stage }),
  gate_hidden: () => i18n.t('The stage asks for something that your role does not show you.'),
  stage_taken: ({ name }) => i18n.t('The pipeline has a stage “{name}” already.', { name }),
  stage_full: ({ most }) =>
    i18n.t('More than {most} deals stand in it: change them all at once in the list first.', { most }),
  stage_has_deals: () => i18n.t('Deals stand in it: say to which stage they go.'),
  stage_stays: () => i18n.t('Choose a stage that stays.'),
  pipeline_last: () => i18n.t('The last pipeline stays.'),
  gate_no_field: () => i18n.t('Choose a field of deals that people fill in.'),
  shares_above: ({ sum }) =>
    i18n.t('The shares of this deal would be {sum} % together. Make others smaller first.', { sum }),
  share_no_part: () => i18n.t('A share is above 0 and at most 100 percent.'),
  same_options: () => i18n.t('Two choices are the same. Give each its own name.'),
};
