import type { PageLanguage } from '#kernel/public-pages';
import type { Askable } from './asked-fields.ts';

interface FormWords {
  labels: Record<Askable, string>;
  optional: string;
  send: string;
  thanks: string;
  thanksTitle: string;
  mend: string;
  needed: string;
  noEmail: string;
  tooLong: string;
  leaveEmpty: string;
}

/** What a form says by itself, in its language. */
export const formWords: Record<PageLanguage, FormWords> = {
  en: {
    labels: { name: 'Name', email: 'E-mail', phone: 'Phone', company: 'Company', message: 'Message' },
    optional: 'optional',
    send: 'Send',
    thanks: 'We have received your message and will answer soon.',
    thanksTitle: 'Thank you',
    mend: 'Not sent yet: please look at what is marked.',
    needed: 'Please fill this in.',
    noEmail: 'This is no e-mail address.',
    tooLong: 'This is too long.',
    leaveEmpty: 'Leave this empty',
  },
  el: {
    labels: { name: 'Όνομα', email: 'E-mail', phone: 'Τηλέφωνο', company: 'Εταιρεία', message: 'Μήνυμα' },
    optional: 'προαιρετικό',
    send: 'Αποστολή',
    thanks: 'Λάβαμε το μήνυμά σας και θα απαντήσουμε σύντομα.',
    thanksTitle: 'Ευχαριστούμε',
    mend: 'Δεν στάλθηκε ακόμη: δείτε τα σημειωμένα πεδία.',
    needed: 'Συμπληρώστε αυτό το πεδίο.',
    noEmail: 'Αυτό δεν είναι διεύθυνση e-mail.',
    tooLong: 'Είναι πολύ μεγάλο.',
    leaveEmpty: 'Αφήστε αυτό κενό',
  },
};
