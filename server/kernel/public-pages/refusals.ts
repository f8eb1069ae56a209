import { html } from './markup.ts';
import type { PageAnswer, PageLanguage } from './define-page.ts';

type Words = Record<PageLanguage, [title: string, text: string]>;

// What is unknown, expired and withdrawn is told in the same words: whoever tries links learns nothing of them.
const notThere: Words = {
  en: ['This page is not there', 'The link may have expired, or it was not copied whole. Ask whoever sent it to you.'],
  el: ['Η σελίδα δεν υπάρχει', 'Ο σύνδεσμος ίσως έληξε ή δεν αντιγράφηκε ολόκληρος. Ρωτήστε όποιον σας τον έστειλε.'],
};

const broken: Words = {
  en: ['Something went wrong here', 'Nothing was kept. Please try again in a few minutes.'],
  el: ['Κάτι πήγε στραβά', 'Δεν αποθηκεύτηκε τίποτα. Δοκιμάστε ξανά σε λίγα λεπτά.'],
};

const byStatus: Record<number, Words> = {
  404: notThere,
  413: {
    en: ['That is too much', 'What you sent is too long. Go back, shorten it and send it again.'],
    el: ['Είναι πάρα πολλά', 'Όσα στείλατε είναι πολύ μεγάλα. Γυρίστε πίσω, συντομεύστε τα και στείλτε τα ξανά.'],
  },
  429: {
    en: ['Please wait a little', 'Too much was sent from your connection in a short time. Try again later.'],
    el: ['Περιμένετε λίγο', 'Στάλθηκαν πάρα πολλά από τη σύνδεσή σας σε λίγο χρόνο. Δοκιμάστε αργότερα.'],
  },
};

const unreadable: Words = {
  en: ['This could not be read', 'Go back, look at what you wrote and send it again.'],
  el: ['Δεν διαβάστηκε', 'Γυρίστε πίσω, δείτε τι γράψατε και στείλτε το ξανά.'],
};

/** The page for whoever could not be served: what happened and what to do, and nothing about the program. */
export function refusalPage(status: number, language: PageLanguage): PageAnswer {
  const words = byStatus[status] ?? (status >= 500 ? broken : unreadable);
  const [title, text] = words[language];
  return {
    status,
    language,
    title,
    body: html`<h1>${title}</h1>
      <p>${text}</p>`,
  };
}
