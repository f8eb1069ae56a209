import { defineObject, field, issueIf, option, type FieldDefinition, type ObjectDefinition } from '#kernel/objects';

/** Who and what an interaction is about: the records on whose timelines it stands. */
const about: Record<string, FieldDefinition> = {
  people: field.refs({ to: 'person', el: 'Άτομα', index: true }),
  companies: field.refs({ to: 'company', el: 'Εταιρείες', index: true }),
  deals: field.refs({ to: 'deal', el: 'Ευκαιρίες', index: true }),
};
const shows = ['people', 'companies', 'deals'];
const direction = field.select({
  el: 'Κατεύθυνση',
  options: [option('in', 'Incoming', 'Εισερχόμενη'), option('out', 'Outgoing', 'Εξερχόμενη')],
});
const author = field.member({ label: 'By', el: 'Από', defaultsTo: 'actor', index: true });
const happenedAt = field.datetime({ label: 'When', el: 'Πότε', required: true, defaultsTo: 'now', index: true });

/** A telephone call that took place or was tried. */
export const Call = defineObject({
  key: 'call',
  api: 'calls',
  label: ['Call', 'Calls'],
  el: ['Κλήση', 'Κλήσεις'],
  icon: 'phone',
  title: 'subject',
  kind: 'entry',
  columns: ['subject', 'people', 'happened_at', 'direction', 'outcome', 'author'],
  entry: { kind: 'call', at: 'happened_at', title: 'subject', text: 'notes', author: 'author', shows, open: true },
  fields: {
    subject: field.text({ el: 'Θέμα', search: true }),
    happened_at: happenedAt,
    direction,
    outcome: field.select({
      el: 'Έκβαση',
      options: [
        option('reached', 'Reached', 'Απάντησε'),
        option('no_answer', 'No answer', 'Δεν απάντησε'),
        option('left_message', 'Left a message', 'Άφησα μήνυμα'),
        option('busy', 'Busy', 'Κατειλημμένο'),
      ],
    }),
    duration: field.duration({ el: 'Διάρκεια' }),
    notes: field.longText({ el: 'Σημειώσεις' }),
    author,
    ...about,
  },
});

/** People who met, in a room or on a screen. */
export const Meeting = defineObject({
  key: 'meeting',
  api: 'meetings',
  label: ['Meeting', 'Meetings'],
  el: ['Συνάντηση', 'Συναντήσεις'],
  icon: 'users',
  title: 'subject',
  kind: 'entry',
  columns: ['subject', 'people', 'happened_at', 'place', 'author'],
  entry: { kind: 'meeting', at: 'happened_at', title: 'subject', text: 'notes', author: 'author', shows, open: true },
  fields: {
    subject: field.text({ el: 'Θέμα', search: true }),
    happened_at: happenedAt,
    ends_at: field.datetime({ label: 'Ends', el: 'Λήξη' }),
    all_day: field.checkbox({ el: 'Ολοήμερη' }),
    place: field.text({ el: 'Τόπος' }),
    recurrence: field.text({ el: 'Επανάληψη' }),
    calendar_uid: field.text({ label: 'Calendar id', el: 'Κωδικός ημερολογίου', index: true, group: 'other' }),
    notes: field.longText({ el: 'Σημειώσεις' }),
    author,
    ...about,
  },
  rules: ({ after }) => [
    issueIf(
      typeof after['ends_at'] === 'string' &&
        typeof after['happened_at'] === 'string' &&
        after['ends_at'] < after['happened_at'],
      'ends_at',
      { code: 'meeting.ends_before_start', message: 'The end is before the beginning.' },
    ),
  ],
});

/** A letter on paper. */
export const Letter = defineObject({
  key: 'letter',
  api: 'letters',
  label: ['Letter', 'Letters'],
  el: ['Επιστολή', 'Επιστολές'],
  icon: 'mail-opened',
  title: 'subject',
  kind: 'entry',
  columns: ['subject', 'people', 'happened_at', 'direction', 'author'],
  entry: { kind: 'letter', at: 'happened_at', title: 'subject', text: 'notes', author: 'author', shows, open: true },
  fields: {
    subject: field.text({ el: 'Θέμα', search: true }),
    happened_at: happenedAt,
    direction,
    notes: field.longText({ el: 'Κείμενο' }),
    author,
    ...about,
  },
});

/** Something written down. What other programs call a sale or an "other" keeps its kind here. */
export const Note = defineObject({
  key: 'note',
  api: 'notes',
  label: ['Note', 'Notes'],
  el: ['Σημείωση', 'Σημειώσεις'],
  icon: 'note',
  title: 'subject',
  kind: 'entry',
  columns: ['subject', 'people', 'happened_at', 'author'],
  entry: { kind: 'note', at: 'happened_at', title: 'subject', text: 'text', author: 'author', shows, open: true },
  fields: {
    subject: field.text({ el: 'Θέμα', search: true }),
    happened_at: happenedAt,
    text: field.longText({ el: 'Κείμενο' }),
    imported_kind: field.text({ label: 'Kind', el: 'Είδος', group: 'other' }),
    amount: field.money({ el: 'Ποσό', group: 'other' }),
    author,
    ...about,
  },
});

/** Something to do, by a time. */
export const Task = defineObject({
  key: 'task',
  api: 'tasks',
  label: ['Task', 'Tasks'],
  el: ['Εργασία', 'Εργασίες'],
  icon: 'checkbox',
  title: 'subject',
  kind: 'entry',
  columns: ['subject', 'due_at', 'people', 'assignee', 'done'],
  entry: {
    kind: 'task',
    at: 'due_at',
    title: 'subject',
    text: 'notes',
    author: 'assignee',
    shows,
    done: 'done',
    open: true,
  },
  indexes: [['assignee', 'done', 'due_at']],
  fields: {
    subject: field.text({ required: true, search: true, el: 'Τι' }),
    due_at: field.datetime({ label: 'Due', el: 'Έως', index: true, defaultsTo: 'now' }),
    remind_at: field.datetime({ label: 'Remind', el: 'Υπενθύμιση' }),
    done: field.checkbox({ el: 'Έγινε', defaultsTo: false, index: true }),
    done_at: field.datetime({ label: 'Done at', el: 'Έγινε στις' }),
    priority: field.select({
      el: 'Προτεραιότητα',
      options: [
        option('high', 'High', 'Υψηλή', 'red'),
        option('normal', 'Normal', 'Κανονική'),
        option('low', 'Low', 'Χαμηλή'),
      ],
    }),
    recurrence: field.select({
      label: 'Repeats',
      el: 'Επαναλαμβάνεται',
      options: [
        option('daily', 'Every day', 'Κάθε μέρα'),
        option('weekly', 'Every week', 'Κάθε εβδομάδα'),
        option('monthly', 'Every month', 'Κάθε μήνα'),
        option('yearly', 'Every year', 'Κάθε χρόνο'),
      ],
    }),
    notes: field.longText({ el: 'Σημειώσεις' }),
    assignee: field.member({ owns: true, defaultsTo: 'actor', el: 'Υπεύθυνος', index: true }),
    ...about,
  },
});

const written: Record<string, FieldDefinition> = {
  subject: field.text({ el: 'Θέμα', search: true }),
  happened_at: happenedAt,
  direction,
  from: field.text({ el: 'Από' }),
  to: field.longText({ el: 'Προς' }),
  text: field.longText({ el: 'Κείμενο' }),
  message_id: field.text({ label: 'Message id', el: 'Κωδικός μηνύματος', index: true, group: 'other' }),
  thread: field.text({ el: 'Νήμα', index: true, group: 'other' }),
  author,
  ...about,
};

function writtenEntry(
  key: 'mail' | 'chat',
  words: Pick<ObjectDefinition, 'api' | 'label' | 'el' | 'icon'>,
): ObjectDefinition {
  return defineObject({
    key,
    ...words,
    title: 'subject',
    kind: 'entry',
    columns: ['subject', 'people', 'happened_at', 'direction', 'author'],
    entry: {
      kind: key,
      at: 'happened_at',
      title: 'subject',
      text: 'text',
      author: 'author',
      shows,
      open: true,
      addresses: ['from', 'to'],
      thread: 'thread',
    },
    fields: written,
  });
}

/** An e-mail message that was filed. */
export const Mail = writtenEntry('mail', {
  api: 'mails',
  label: ['Mail', 'Mails'],
  el: ['Μήνυμα', 'Μηνύματα'],
  icon: 'mail',
});

/** A message of a chat: WhatsApp, Viber, the web site's own. */
export const Chat = writtenEntry('chat', {
  api: 'chats',
  label: ['Chat', 'Chats'],
  el: ['Συνομιλία', 'Συνομιλίες'],
  icon: 'message',
});
