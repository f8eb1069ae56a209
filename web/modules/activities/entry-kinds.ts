import type { QuickEntry } from '#web/kernel/api';
import { i18n } from '#web/kernel/i18n';

export type EntryKind = 'note' | 'call' | 'mail' | 'task' | 'meeting';

/** The kinds of the composer in the order of their tabs, with shortcut and invitation. */
export const entryKinds = (): { kind: EntryKind; label: string; keys?: string; invitation: string }[] => [
  {
    kind: 'note',
    label: i18n.t('Note'),
    keys: 'n',
    invitation: i18n.t('What did you learn? Plain words are fine: “called, wants quote by Friday”'),
  },
  {
    kind: 'call',
    label: i18n.t('Call'),
    keys: 'l',
    invitation: i18n.t('What was said? For example “wants quote by Friday, 10 min”'),
  },
  { kind: 'meeting', label: i18n.t('Meeting'), invitation: i18n.t('Who met and what was agreed?') },
  { kind: 'mail', label: i18n.t('Mail'), keys: 'm', invitation: i18n.t('File what was written, in or out') },
  {
    kind: 'task',
    label: i18n.t('Task'),
    keys: 't',
    invitation: i18n.t('What has to be done, and until when? “send quote by Friday”'),
  },
];

const WORDS: Record<EntryKind, string> = { note: 'note', call: 'called', meeting: 'met', mail: 'mailed', task: 'todo' };
const OBJECTS: Record<EntryKind, string> = {
  note: 'notes',
  call: 'calls',
  meeting: 'meetings',
  mail: 'mails',
  task: 'tasks',
};

/** The text with the word that tells the chosen kind in front, where the reader did not find that kind by itself. */
export function withKind(kind: EntryKind, text: string, read: QuickEntry[]): string {
  if (kind === 'note' || read.some((entry) => entry.object === OBJECTS[kind])) return text;
  return `${WORDS[kind]}: ${text}`;
}

/** The kind of an entry by its object, for its icon. */
export const kindOfObject = (object: string): string =>
  Object.entries(OBJECTS).find(([, name]) => name === object)?.[0] ?? object.replace(/s$/, '');
