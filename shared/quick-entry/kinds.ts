import { wordPattern } from './day-phrases.ts';

/** What a quick entry can become, by the API name of its object. */
export type QuickObject = 'calls' | 'meetings' | 'mails' | 'chats' | 'letters' | 'notes' | 'tasks';

/** Words before a colon that name the kind outright, in the plain form. */
const prefixes: Record<QuickObject, string> = {
  calls: 'call|called|phone|phoned|κληση|τηλεφωνο|τηλεφωνημα|τηλ',
  meetings: 'meeting|met|visit|συναντηση|επισκεψη|ραντεβου',
  mails: 'mail|mailed|email|emailed|e-mail|μηνυμα|μειλ|ιμειλ|ημειλ',
  chats: 'chat|whatsapp|viber|sms|text|texted|συνομιλια|βαιμπερ',
  letters: 'letter|επιστολη|γραμμα',
  notes: 'note|nb|fyi|σημειωση|σημ',
  tasks: 'task|todo|to do|to-do|reminder|remind me|εργασια|υπενθυμιση|να γινει',
};

const soft = '(?:i|we|he|she|they|just|also|had|have|μολισ|μασ|με|τον|την|τουσ)';
const praise = '(?:a|an|the|our|good|great|quick|short|long|brief|nice|productive|καλη|συντομη|μια|ενα)';
const opening = `^\\s*(?:${soft}\\s+){0,3}(?:${praise}\\s+){0,3}`;

/** How a sentence about something that happened begins. */
const openings: [QuickObject, RegExp][] = [
  ['calls', start('called|call(?! back)|phoned|phone call|phonecall|rang|spoke|talked|voicemail|no answer')],
  [
    'calls',
    start(
      'τηλεφωνο|τηλεφωνημα|τηλεφωνησα|τηλεφωνησαμε|τηλεφωνησε|κληση|μιλησα|μιλησαμε|πηρε(?: τηλεφωνο)?|' +
        'πηρα τηλεφωνο|καλεσα|δεν απαντησε',
    ),
  ],
  ['meetings', start('met|meeting|meet|visited|visit|lunch|coffee|dinner|breakfast|demo|workshop|zoom|teams')],
  [
    'meetings',
    start(
      'συναντηση|συναντηθηκα|συναντηθηκαμε|συναντησα|συναντησαμε|επισκεφθηκα|επισκεφτηκα|επισκεψη|' +
        'ραντεβου|καφεσ?|γευμα|δειπνο|βρεθηκαμε|ειδα|ειδαμε',
    ),
  ],
  [
    'mails',
    start(
      'emailed|e-mailed|mailed|email|e-mail|mail|wrote|replied|sent (?:an |a |the )?(?:e-?mail|mail|message|reply)',
    ),
  ],
  [
    'mails',
    start(
      'εγραψα|εγραψε|απαντησε με mail|απαντησα|εστειλα (?:mail|email|e-mail|μηνυμα|μειλ)|εστειλε (?:mail|' +
        'email|e-mail|μηνυμα|μειλ)',
    ),
  ],
  ['chats', start('texted|whatsapp|viber|chat|chatted|sms|messaged')],
  ['letters', start('letter|sent (?:a |the )?letter|επιστολη|εστειλα επιστολη')],
];

const imperatives = wordPattern(
  'wants?|wanted|needs?|needed|asked (?:for|me|us|to)|asks for|requested|please|must|should|need to|have to|has to|' +
    "i will|i'll|we will|we'll|promised|send|prepare|draft|call back|call|ring|phone|email|mail|write|" +
    'follow up|follow-up|remind|' +
    'check|book|schedule|arrange|review|finish|submit|pay|confirm|invite|deliver|' +
    'θελει|θελουν|ηθελε|ζητησε|ζητησαν|ζητα|ζητανε|χρειαζεται|πρεπει|να|στειλε|στειλω|ετοιμασε|παρε|τηλεφωνησε|' +
    'υπενθυμιση|υποσχεθηκα|κλεισε|ελεγξε|γραψε|κανονισε|επιβεβαιωσε',
);
const opens = new RegExp(
  `^\\s*(?:and|then|και|μετα)?\\s*(?:(?:he|she|they|client|customer|ο πελατησ|αυτοσ|` +
    `αυτη)\\s+)?(?:${imperatives.source})`,
  'u',
);
const backThen = wordPattern(
  'called|phoned|rang|spoke|talked|met|visited|emailed|mailed|wrote|replied|sent|texted|messaged|discussed|agreed',
);

function start(source: string): RegExp {
  return new RegExp(`${opening}(?:${source})(?![\\p{L}\\p{N}])`, 'u');
}

/** The kind that stands before a colon at the beginning, and where the text goes on; null where none does. */
export function readPrefix(plain: string): { object: QuickObject; end: number } | null {
  const match = /^\s*([\p{L} -]{2,14})\s*:\s*/u.exec(plain);
  if (!match) return null;
  const word = (match[1] ?? '').trim();
  const found = Object.entries(prefixes).find(([, words]) => words.split('|').includes(word));
  return found ? { object: found[0] as QuickObject, end: match[0].length } : null;
}

/** The kind of contact a clause tells of, and how far its first words go; null where it tells of none. */
export function readOpening(plain: string): { object: QuickObject; end: number; past: boolean } | null {
  for (const [object, pattern] of openings) {
    const match = pattern.exec(plain);
    if (match)
      return {
        object,
        end: match[0].length,
        past: backThen.test(match[0]) || !/^\s*(?:call|meet|email|mail)$/.test(match[0]),
      };
  }
  return null;
}

/** Whether a clause begins with something that is to be done. */
export function isRequest(plain: string): boolean {
  return opens.test(plain) && !backThen.test(plain.slice(0, 24));
}
