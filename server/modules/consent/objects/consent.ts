import { defineObject, field, issueIf, option } from '#kernel/objects';

const clockSkewMillis = 300_000; // the clocks of those who send forms go a little wrong

/** That somebody said yes or no to being written to, or called, for a purpose. Never changed: a wrong entry is followed
 * by one that `corrects` it, and the last that counts says how it is now (`consents` of the person). */
export const Consent = defineObject({
  key: 'consent',
  api: 'consents',
  label: ['Consent', 'Consents'],
  el: ['Συγκατάθεση', 'Συγκαταθέσεις'],
  icon: 'shield-check',
  title: 'purpose',
  kind: 'entry',
  appendOnly: true,
  under: 'person',
  columns: ['person', 'channel', 'purpose', 'answer', 'happened_at', 'wording', 'author'],
  indexes: [['purpose', 'channel', 'answer', 'happened_at']],
  entry: {
    kind: 'consent',
    at: 'happened_at',
    title: 'purpose',
    detail: 'channel',
    text: 'answer',
    author: 'author',
    corrects: 'corrects',
    shows: ['person'],
  },
  fields: {
    person: field.ref({ to: 'person', required: true, index: true, el: 'Άτομο' }),
    channel: field.select({
      required: true,
      optionsOpen: true,
      el: 'Μέσο',
      options: [
        option('email', 'E-mail', 'E-mail'),
        option('sms', 'SMS', 'SMS'),
        option('phone', 'Phone', 'Τηλέφωνο'),
        option('post', 'Post', 'Ταχυδρομείο'),
        option('chat', 'Chat', 'Συνομιλία'),
      ],
    }),
    purpose: field.select({
      required: true,
      optionsOpen: true,
      el: 'Σκοπός',
      options: [
        option('newsletter', 'Newsletter', 'Ενημερωτικό δελτίο'),
        option('offers', 'Offers', 'Προσφορές'),
        option('events', 'Invitations', 'Προσκλήσεις'),
        option('surveys', 'Surveys', 'Έρευνες'),
      ],
    }),
    answer: field.select({
      required: true,
      el: 'Απάντηση',
      options: [option('yes', 'Yes', 'Ναι', 'green'), option('no', 'No', 'Όχι', 'red')],
    }),
    happened_at: field.datetime({ label: 'When', el: 'Πότε', required: true, defaultsTo: 'now', index: true }),
    wording: field.ref({ to: 'consent_wording', el: 'Διατύπωση', index: true }),
    obtained_by: field.select({
      label: 'Source',
      el: 'Πηγή',
      options: [
        option('form', 'Form', 'Φόρμα'),
        option('conversation', 'Conversation', 'Συζήτηση'),
        option('paper', 'Paper', 'Έντυπο'),
        option('message', 'Message', 'Μήνυμα'),
        option('other', 'Other', 'Άλλο'),
      ],
    }),
    form: field.text({ el: 'Φόρμα ή τόπος', label: 'Form or place' }),
    ip_address: field.text({ label: 'IP address', el: 'Διεύθυνση IP', max: 45, sensitive: true }),
    proof: field.longText({ el: 'Απόδειξη' }),
    corrects: field.ref({ to: 'consent', el: 'Διορθώνει', index: true, group: 'other' }),
    reason: field.text({ el: 'Λόγος διόρθωσης', label: 'Reason of the correction', group: 'other' }),
    author: field.member({ label: 'Recorded by', el: 'Καταχώριση από', defaultsTo: 'actor' }),
  },
  // Only of a new one: forgetting a person takes the words out of what is kept.
  rules: ({ before, after, now }) => [
    // Nobody has agreed tomorrow; and what is dated so would count above all that is said until then.
    issueIf(now && Date.parse(String(after['happened_at'])) > now.getTime() + clockSkewMillis, 'happened_at', {
      code: 'consent.in_the_future',
      message: 'This time has not come yet.',
    }),
    issueIf(before === null && after['corrects'] && !after['reason'], 'reason', {
      code: 'consent.correction_without_reason',
      message: 'Say why the earlier entry was wrong.',
    }),
  ],
});

/** What somebody was shown when they agreed: each edition is kept as it was. Another text is another edition. */
export const ConsentWording = defineObject({
  key: 'consent_wording',
  api: 'consent_wordings',
  label: ['Consent wording', 'Consent wordings'],
  el: ['Διατύπωση συγκατάθεσης', 'Διατυπώσεις συγκατάθεσης'],
  icon: 'file-text',
  title: 'title',
  kind: 'link',
  shared: true,
  appendOnly: true,
  columns: ['title', 'text', 'created_at'],
  fields: {
    title: field.text({ required: true, unique: true, el: 'Τίτλος' }),
    name: field.text({ required: true, index: true, el: 'Όνομα' }),
    edition: field.number({ required: true, el: 'Έκδοση' }),
    text: field.longText({ required: true, el: 'Κείμενο' }),
  },
});

/** What an edition of a wording is called. */
export function titleOf(name: unknown, edition: unknown): string {
  return `${String(name)} v${String(edition)}`;
}
