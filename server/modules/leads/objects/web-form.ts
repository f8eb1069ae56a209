import { fold } from '#shared/fold';
import { defineObject, field, issueIf, option, type Completion } from '#kernel/objects';
import { readAsked } from '../forms/asked-fields.ts';
import { readOrigins } from '../forms/origins.ts';

/** `Contact us` is kept as `contact-us`: what people type becomes the end of an address. */
const addressed: Completion = {
  fields: ['address'],
  prepare: async () => ({
    complete: ({ values }) => {
      if (typeof values['address'] !== 'string') return { values, issues: [] };
      const address = fold(values['address'])
        .replaceAll(/[^a-z0-9]+/g, '-')
        .replaceAll(/^-+|-+$/g, '')
        .slice(0, 60);
      return { values: { ...values, address }, issues: [] };
    },
    seen: [],
  }),
};

/** A form that strangers fill in, on a page of its own or in a frame of the firm's site. */
export const WebForm = defineObject({
  key: 'web_form',
  api: 'web_forms',
  label: ['Web form', 'Web forms'],
  el: ['Φόρμα ιστοσελίδας', 'Φόρμες ιστοσελίδας'],
  icon: 'file-text',
  title: 'name',
  kind: 'link',
  shared: true,
  administered: true,
  columns: ['name', 'address', 'active', 'enquiries'],
  completion: addressed,
  fields: {
    name: field.text({ required: true, max: 80, el: 'Όνομα' }),
    address: field.text({
      required: true,
      unique: true,
      max: 60,
      el: 'Διεύθυνση',
      help: {
        en: 'The end of the address of its page: small letters, digits and hyphens.',
        el: 'Το τέλος της διεύθυνσης της σελίδας: μικρά λατινικά γράμματα, ψηφία και παύλες.',
      },
    }),
    active: field.checkbox({ el: 'Ενεργή', defaultsTo: true }),
    language: field.select({
      el: 'Γλώσσα',
      required: true,
      defaultsTo: 'en',
      options: [option('en', 'English', 'Αγγλικά'), option('el', 'Greek', 'Ελληνικά')],
    }),
    heading: field.text({ required: true, max: 120, el: 'Επικεφαλίδα' }),
    text: field.longText({ el: 'Κείμενο' }),
    asks: field.longText({
      required: true,
      el: 'Ζητά',
      defaultsTo: 'name*\nemail*\nphone\nmessage*',
      help: {
        en: 'One a line in their order: name, email, phone, company, message; with * where it is needed.',
        el: 'Ένα ανά γραμμή, με τη σειρά: name, email, phone, company, message· με * όπου είναι απαραίτητο.',
      },
    }),
    consent_text: field.longText({ label: 'Consent wording', el: 'Διατύπωση συγκατάθεσης', max: 2_000 }),
    consents: field.multiSelect({
      label: 'Consent to',
      el: 'Συγκατάθεση για',
      optionsFrom: { object: 'consent', fields: ['channel', 'purpose'] },
    }),
    thanks: field.longText({ label: 'Thank-you text', el: 'Κείμενο ευχαριστίας' }),
    thanks_address: field.text({ label: 'Thank-you page', el: 'Σελίδα ευχαριστίας', max: 1_000 }),
    origins: field.longText({
      label: 'Sites that may show it',
      el: 'Ιστότοποι που μπορούν να τη δείχνουν',
      help: { en: 'One a line: https://firm.example', el: 'Ένας ανά γραμμή: https://firm.example' },
    }),
    owner: field.member({ label: 'Enquiries go to', el: 'Τα αιτήματα πηγαίνουν στον' }),
    enquiries: field.number({
      label: 'Enquiries',
      el: 'Αιτήματα',
      readOnly: true,
      summary: { kind: 'aggregate', of: 'enquiry', by: 'form', fn: 'count' },
    }),
  },
  rules: ({ after }) => [
    issueIf(readAsked(after['asks']) === null, 'asks', {
      code: 'web_form.asks',
      message: 'Name what is asked, one a line: name, email, phone, company, message. Ask for name, email or phone.',
    }),
    issueIf(readOrigins(after['origins']) === null, 'origins', {
      code: 'web_form.origins',
      message: 'Write one site a line, such as https://firm.example, without a path.',
    }),
    issueIf(after['thanks_address'] && !/^https?:\/\/[^\s/]/i.test(String(after['thanks_address'])), 'thanks_address', {
      code: 'web_form.thanks_address',
      message: 'A page address begins with https://.',
    }),
    issueIf(isFilled(after['consents']) !== isFilled(after['consent_text']), 'consent_text', {
      code: 'web_form.consent',
      message: 'A consent needs both: what people read, and what they agree to.',
    }),
  ],
});

const isFilled = (value: unknown): boolean => (Array.isArray(value) ? value.length > 0 : Boolean(value));
