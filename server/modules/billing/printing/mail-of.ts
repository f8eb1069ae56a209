import type { Values } from '#kernel/objects';

const said = {
  en: {
    subject: (title: string) => `Our quote: ${title}`,
    before: 'Good day,\n\nhere is our quote. You can read it, ask about it, choose options and accept it on this page:',
    behind: 'Nobody else has this link.',
  },
  el: {
    subject: (title: string) => `Η προσφορά μας: ${title}`,
    before:
      'Καλημέρα σας,\n\nη προσφορά μας είναι έτοιμη. Μπορείτε να τη διαβάσετε, να ρωτήσετε, ' +
      'να επιλέξετε και να την αποδεχτείτε σε αυτή τη σελίδα:',
    behind: 'Κανείς άλλος δεν έχει αυτόν τον σύνδεσμο.',
  },
};

/** The mail by which a quote goes out, in the language of the quote. */
export function mailOf(values: Values, { message, page }: { message: string | null; page: string }) {
  const { subject, before, behind } = said[values['language'] === 'el' ? 'el' : 'en'];
  const title = String(values['title'] ?? '').replaceAll(/\s+/g, ' ');
  return {
    subject: subject(title).slice(0, 300),
    text: message ? `${message}\n\n${page}\n` : `${before}\n\n${page}\n\n${behind}\n`,
  };
}
