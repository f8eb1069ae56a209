/** Why a value or a row was refused: the sentence that stands with it, by code. `{…}` stands for what differs. */
export const refusals = {
  nobody: 'identifies nobody: no name, e-mail or company',
  deal_without_title: 'a deal without a title',
  note_without_text: 'a note without text',
  entry_without_date: 'interaction without a usable date: {why}',
  entry_without_day: 'interaction without a date',
  event_without_start: 'event without a start',
  nothing_mapped: 'none of its columns is mapped',
  nothing_fits: 'none of its values fits',
  field_needed: '"{field}" is needed',
  no_date: 'no date',
  not_a_date: 'not a date',
  no_day: 'no day',
  no_such_day: 'no such day',
  day_first: 'month {month}: contradicts the day-first column',
  month_first: 'month {month}: contradicts the month-first column',
  not_an_amount: 'not an amount',
  not_a_number: 'not a number',
  not_yes_or_no: 'neither yes nor no',
  not_a_phone: 'not a valid number with region {region}',
  not_an_email: 'not an e-mail address',
  directory_name: 'E-mail Type EX: a directory name, not an e-mail address',
  formula_error: 'formula error: empty',
  too_many_cells: 'more cells than the header names',
  letters_lost: 'letters were lost before this file was written: keep as they are, flag',
  picture_too_large: 'a picture of more than 6 MB',
  picture_not_base64: 'not a picture: no base64',
  picture_unknown: 'not a picture: no JPEG, PNG, GIF or WebP',
  no_such_member: 'no member of this name',
  no_such_record: 'nobody and nothing is named {name}',
  belongs_to_nothing: 'belongs to nothing in the files',
  names_nobody: 'names neither a known person nor a known company',
  no_account: 'belongs to no row of CONTACT1',
  account_deleted: 'its row of CONTACT1 is deleted',
  unlinked_mail: 'unlinked mail (ACCOUNTNO --)',
  cut_off: 'as long as the field: the end may have been cut off',
  card_without_end: 'card without END:VCARD (the next card begins)',
  card_cut_off: 'card without END:VCARD (the file ends)',
  mail_damaged: 'the message is damaged: only its headers were read',
  write_domain: 'Write a domain, such as example.com.',
  write_email: '"{text}" is not an e-mail address.',
  write_address: 'Write a web address, such as https://example.com.',
  write_currency: 'Give the currency by its three letters, such as EUR.',
  write_partial_date: 'Write 1980-04-15, or what is known of it: --04-15, 1980-04, 1980.',
  write_date: 'Write the date as year-month-day, such as 2026-11-25.',
  write_time: 'Write the time with its zone, such as 2026-11-25T15:30:00Z.',
  write_number: 'Write a number here.',
  write_amount: 'Write the amount as digits with a decimal point, such as 1250.00.',
  write_text: 'Write a text here.',
  yes_or_no: 'This is either true or false.',
  duration_range: 'A duration is between 0 and 3,000,000,000 seconds.',
  stars_range: 'Give 1 to {most} stars.',
  number_too_large: 'Numbers up to 1,000,000,000,000,000 fit here.',
  name_too_long: 'A name has at most 40 words.',
  text_too_long: 'At most {most} characters fit here; this has {length}.',
  too_many_values: 'At most {most} values fit here.',
  not_an_option: 'Choose one of: {options}.',
  not_parts: 'Give the parts by name.',
  not_an_id: 'Give the id of the record.',
  ends_before_start: 'The end is before the beginning.',
  field_without_name: 'Give the field a name.',
  field_without_options: 'Give the values one can choose from.',
  field_without_target: 'Say which object the relation leads to.',
  field_wanted: '"{field}" is needed.',
  not_unique: 'Another record has this "{field}" already.',
  field_of_kith: '"{field}" is worked out by Kith and cannot be written.',
  correction_without_reason: 'Say why the earlier entry was wrong.',
  not_come_yet: 'This time has not come yet.',
  day_not_come: 'This day is still to come.',
  ecb_line: 'Line {line} is not as the European Central Bank writes it.',
  ecb_no_rate: "The file has no rate for the workspace's currency.",
  layout_hides_name: 'The name of a record is always shown.',
  layout_without_name: 'Give it a name.',
  layout_field_twice: '"{field}" stands twice in the layout.',
  layout_same_key: 'Two parts of the layout have one key.',
  condition_unclear: 'Say which other fields of the record decide: by is, is_not, in or empty.',
  condition_of_itself: '"{field}" is no other field of the record.',
  no_such_field: 'There is no field "{field}".',
  entry_with_itself: 'Choose another record.',
  sides_alike: 'Give the two sides different names.',
  reverse_wanted: 'Say what the field is called on the other side.',
  gate_reason: 'Fill in what is missing, or say why it goes on without it.',
  gate_field: 'The stage "{stage}" asks for "{field}".',
  gate_next_step: 'The stage "{stage}" asks for a next step: an open task on the deal.',
  gate_hidden: 'The stage asks for something that your role does not show you.',
  stage_taken: 'The pipeline has a stage "{name}" already.',
  stage_full: 'More than {most} deals stand in it: move them by a change of many first.',
  stage_has_deals: 'Deals stand in it: say to which stage they go.',
  stage_stays: 'Choose a stage that stays.',
  pipeline_last: 'The last pipeline stays.',
  gate_no_field: 'A gate asks for a field of deals that people fill in, by its key.',
  same_options: 'Two choices are the same. Give each its own name.',
} as const;

/** The name of one sentence of refusal. */
export type RefusalCode = keyof typeof refusals;

/** A reader of sentences: which one of the list a text is, and what fills its `{…}`; null for any other text. */
export function sentenceReader<Code extends string>(sentences: Readonly<Record<Code, string>>) {
  const patterns = (Object.entries(sentences) as [Code, string][]).map(([code, sentence]) => ({
    code,
    pattern: new RegExp(
      `^${sentence.replaceAll(/[.*+?^$()|[\]\\]/g, String.raw`\$&`).replaceAll(/\{(\w+)\}/g, '(?<$1>.+)')}$`,
      's',
    ),
  }));
  return (text: string): { code: Code; parts: Record<string, string> } | null => {
    for (const { code, pattern } of patterns) {
      const found = pattern.exec(text);
      if (found) return { code, parts: { ...found.groups } };
    }
    return null;
  };
}

/** What a sentence of refusal says, apart from the language it says it in; null for one that is not in the list. */
export const readRefusal = sentenceReader<RefusalCode>(refusals);
