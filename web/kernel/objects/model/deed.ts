import type { ObjectType } from '#web/kernel/api';
import { format, i18n } from '#web/kernel/i18n';
import { fieldLabel, objectLabel } from './model.ts';

/** What was done, in the reader's language: the server tells deeds by fixed English words and the object's name. */
export function deedWords(label: string | null, objects: ObjectType[]): string {
  if (!label) return i18n.t('Change');
  const undone = /^Undo: (.*)$/s.exec(label)?.[1];
  if (undone !== undefined) return i18n.t('Undo: {what}', { what: deedWords(undone, objects) });
  const redone = /^Redo: (.*)$/s.exec(label)?.[1];
  if (redone !== undefined) return i18n.t('Redo: {what}', { what: deedWords(redone, objects) });
  const files = /^Import: (.*)$/s.exec(label)?.[1];
  if (files !== undefined) return i18n.t('Import: {files}', { files });
  if (label === 'Complete task') return i18n.t('Task done');
  if (label === 'Record consent') return i18n.t('Consent recorded');
  if (label === 'Sample data') return i18n.t('Sample data');
  return (
    onQuotes(label) ??
    onFields(label, objects) ??
    onActions(label, objects) ??
    onSharing(label, objects) ??
    onRecords(label, objects) ??
    label
  );
}

/** What is done with quotes and orders. */
function onQuotes(label: string): string | null {
  const words: Record<string, () => string> = {
    'Begin a quote': () => i18n.t('Quote begun'),
    'Begin a new version of a quote': () => i18n.t('New version of the quote begun'),
    'Write the lines of a quote': () => i18n.t('Lines of the quote written'),
    'Write the lines of an order': () => i18n.t('Lines of the order written'),
    'Send a quote': () => i18n.t('Quote sent'),
    'Ask for approval': () => i18n.t('Approval asked for'),
    'Approve a quote': () => i18n.t('Quote approved'),
    'The customer opened a quote': () => i18n.t('The customer opened the quote'),
    'Reopen a quote': () => i18n.t('Quote reopened'),
  };
  return words[label]?.() ?? null;
}

const onModel = new RegExp(
  '^((?:Add|Change|Change type of|Hide|Bring back) (?:field|object)|(?:Join|Split) choices|Not unique after all|' +
    '(?:Add|Change|Remove|Bring back) (?:role|team|layout)|Remove (?:stage|pipeline)|File removed|File added): (.*)$',
  's',
);

function onFields(label: string, objects: ObjectType[]): string | null {
  const [, verb = '', name = ''] = onModel.exec(label) ?? [];
  if (label.startsWith('Order fields: ')) {
    const object = objects.find((one) => label === `Order fields: ${one.label.en[1]}`);
    return object ? i18n.t('Order of fields: {what}', { what: objectLabel(object, true) }) : null;
  }
  const words: Record<string, () => string> = {
    'Add field': () => i18n.t('Field added: {name}', { name }),
    'Change field': () => i18n.t('Field changed: {name}', { name: fieldName(name, objects) }),
    'Change type of field': () => i18n.t('Type of field changed: {name}', { name: fieldName(name, objects) }),
    'Not unique after all': () => i18n.t('Not unique after all: {name}', { name: fieldName(name, objects) }),
    'Join choices': () => i18n.t('Choices joined: {name}', { name: choiceName(name, objects) }),
    'Split choices': () => i18n.t('Choices split: {name}', { name: choiceName(name, objects) }),
    'Hide field': () => i18n.t('Field hidden: {name}', { name: fieldName(name, objects) }),
    'Bring back field': () => i18n.t('Field brought back: {name}', { name: fieldName(name, objects) }),
    'Add object': () => i18n.t('Object made: {name}', { name: objectName(name, objects) }),
    'Change object': () => i18n.t('Object changed: {name}', { name: objectName(name, objects) }),
    'Hide object': () => i18n.t('Object hidden: {name}', { name: objectName(name, objects) }),
    'Bring back object': () => i18n.t('Object brought back: {name}', { name: objectName(name, objects) }),
    'Change layout': () => i18n.t('Layout changed: {name}', { name: objectName(name, objects) }),
    'Remove layout': () => i18n.t('Standard layout: {name}', { name: objectName(name, objects) }),
    'Add role': () => i18n.t('Role made: {name}', { name }),
    'Change role': () => i18n.t('Role changed: {name}', { name }),
    'Remove role': () => i18n.t('Role removed: {name}', { name }),
    'Bring back role': () => i18n.t('Role brought back: {name}', { name }),
    'Add team': () => i18n.t('Team made: {name}', { name }),
    'Change team': () => i18n.t('Team changed: {name}', { name }),
    'Remove team': () => i18n.t('Team removed: {name}', { name }),
    'Bring back team': () => i18n.t('Team brought back: {name}', { name }),
    'Remove stage': () => i18n.t('Stage removed: {name}', { name }),
    'Remove pipeline': () => i18n.t('Pipeline removed: {name}', { name }),
    'File removed': () => i18n.t('File removed: {name}', { name }),
    'File added': () => i18n.t('File added: {name}', { name }),
  };
  return words[verb]?.() ?? null;
}

/** Labels name a field in English; a field of today is told in the reader's language. */
function fieldName(english: string, objects: ObjectType[]): string {
  const found = objects.flatMap((one) => one.fields ?? []).find((field) => field.label.en === english);
  return found ? fieldLabel(found) : english;
}

/** A field and the choice that took the place of others: `Colour → Red`. */
function choiceName(told: string, objects: ObjectType[]): string {
  const [, field = told, choice = ''] = /^(.*)( → .*)$/s.exec(told) ?? [];
  return fieldName(field, objects) + choice;
}

function objectName(english: string, objects: ObjectType[]): string {
  const found = objects.find((one) => one.label.en[1] === english);
  return found ? objectLabel(found, true) : english;
}

/** What was run for many records. */
function onActions(label: string, objects: ObjectType[]): string | null {
  const [, verb = '', count = '', name = ''] = /^(.+?): (\d+) (.+)$/.exec(label) ?? [];
  const object = objects.find((one) => one.label.en[1].toLowerCase() === name);
  const words: Record<string, () => string> = {
    'Create a task': () => i18n.t('Task for each'),
    'Add a note': () => i18n.t('Note for each'),
    'Record consent': () => i18n.t('Consent of each'),
    'Mark as won': () => i18n.t('Marked as won'),
    'Mark as lost': () => i18n.t('Marked as lost'),
  };
  const what = object && words[verb]?.();
  return what ? `${what}: ${format.number(Number(count))} ${objectLabel(object, true).toLocaleLowerCase()}` : null;
}

function onSharing(label: string, objects: ObjectType[]): string | null {
  const [, verb = '', word = '', name = ''] =
    /^(Share|No longer share|Make|Open) (.+?)(?: with (.*)| private| again)$/s.exec(label) ?? [];
  const object = objects.find((one) => one.label.en[0].toLowerCase() === word);
  if (!object) return null;
  const what = objectLabel(object).toLocaleLowerCase();
  const words: Record<string, () => string> = {
    Share: () => i18n.t('Shared with {name}: {what}', { name, what }),
    'No longer share': () => i18n.t('No longer shared with {name}: {what}', { name, what }),
    Make: () => i18n.t('Made private: {what}', { what }),
    Open: () => i18n.t('Opened again: {what}', { what }),
  };
  return words[verb]?.() ?? null;
}

function onRecords(label: string, objects: ObjectType[]): string | null {
  const [, verb = '', count = '', name = ''] =
    /^(Add|Change|Restore|Move|Merge|Upsert|Batch of) ?(\d*) ?(.+?)(?: to the trash)?$/.exec(label) ?? [];
  const named = (one: ObjectType): boolean => one.label.en.some((word) => word.toLowerCase() === name);
  const object = objects.find(named);
  if (!object) return null;
  const many = object.label.en[1].toLowerCase() === name;
  const what = objectLabel(object, many).toLocaleLowerCase();
  const counted = Number(count) > 1 ? `${format.number(Number(count))} ${what}` : what;
  const words: Record<string, () => string> = {
    Add: () => i18n.t('Added: {what}', { what }),
    Change: () => i18n.t('Changed: {what}', { what: counted }),
    Restore: () => i18n.t('Restored: {what}', { what: counted }),
    Move: () => i18n.t('Moved to the trash: {what}', { what: counted }),
    Merge: () => i18n.t('Merged: {what}', { what }),
    Upsert: () => i18n.t('Added or changed: {what}', { what }),
    'Batch of': () => i18n.t('Several at once: {count} {what}', { count, what }),
  };
  return words[verb]?.() ?? null;
}
