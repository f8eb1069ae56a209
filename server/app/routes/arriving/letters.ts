type Language = 'en' | 'el';

/** A letter that Kith writes, with `link` where the receiver finds the way in. */
export interface Letter {
  subject: string;
  text: (link: string) => string;
}

/** What administrators see in the outbox in place of the link. */
export const hiddenLink: Record<Language, string> = {
  en: '(a link that only the receiver sees)',
  el: '(σύνδεσμος που βλέπει μόνο ο παραλήπτης)',
};

/** Asks somebody to join a workspace. */
export function invitationLetter(language: Language, who: { by: string; firm: string }): Letter {
  const { by, firm } = who;
  if (language === 'el')
    return {
      subject: `${by}: πρόσκληση στο Kith (${firm})`,
      text: (link) =>
        `${by} σας προσκαλεί στον χώρο «${firm}» του Kith.\n\nΑνοίξτε τον σύνδεσμο για να μπείτε. ` +
        `Ισχύει επτά ημέρες και για μία φορά:\n${link}\n\nΑν δεν τον περιμένατε, αγνοήστε αυτό το μήνυμα.\n`,
    };
  return {
    subject: `${by} invites you to Kith (${firm})`,
    text: (link) =>
      `${by} invites you to the workspace “${firm}” in Kith.\n\nOpen the link to join. ` +
      `It works once, within seven days:\n${link}\n\nIf you did not expect it, ignore this mail.\n`,
  };
}

/** Lets somebody set a new password. */
export function resetLetter(language: Language, name: string): Letter {
  if (language === 'el')
    return {
      subject: 'Νέος κωδικός για το Kith',
      text: (link) =>
        `${name}, κάποιος ζήτησε νέο κωδικό για τον λογαριασμό σας στο Kith.\n\nΑν ήσασταν εσείς, ανοίξτε τον ` +
        `σύνδεσμο. Ισχύει μία ώρα και για μία φορά:\n${link}\n\nΑν όχι, αγνοήστε αυτό το μήνυμα: τίποτα δεν αλλάζει.\n`,
    };
  return {
    subject: 'A new password for Kith',
    text: (link) =>
      `${name}, somebody asked for a new password for your account in Kith.\n\nIf it was you, open the link. ` +
      `It works once, within an hour:\n${link}\n\nIf it was not, ignore this mail: nothing changes.\n`,
  };
}
