import type { FieldType, ObjectType } from '#web/kernel/api';
import { fold } from '#shared/fold';

/** The type that the name of a new field speaks of. */
export type Guess = { type: FieldType; to?: string; many?: boolean };

/* Only words that leave little doubt: a wrong guess costs more than none. */
const spoken: Partial<Record<FieldType, string>> = {
  money:
    'fee fees amount price cost costs budget salary rent revenue income deposit balance ' +
    'αμοιβή ποσό τιμή κόστος προϋπολογισμός μισθός ενοίκιο έσοδα προκαταβολή υπόλοιπο',
  date:
    'date day deadline due start starts end ends begins expiry expires renewal ' +
    'ημερομηνία ημέρα προθεσμία έναρξη λήξη ανανέωση',
  datetime: 'time ώρα',
  select:
    'stage status kind type category level priority phase ' +
    'στάδιο κατάσταση είδος τύπος κατηγορία προτεραιότητα φάση',
  multi_select: 'tags languages skills topics ετικέτες γλώσσες δεξιότητες θέματα',
  number: 'number count quantity hours pieces employees αριθμός ποσότητα ώρες τεμάχια εργαζόμενοι',
  percent: 'percent percentage probability discount ποσοστό πιθανότητα έκπτωση',
  duration: 'duration διάρκεια',
  rating: 'rating stars βαθμολογία αστέρια',
  long_text: 'notes description comments remarks scope σημειώσεις περιγραφή σχόλια παρατηρήσεις',
  emails: 'email mail emails',
  phones: 'phone telephone mobile phones τηλέφωνο κινητό τηλέφωνα',
  urls: 'website url link ιστοσελίδα ιστότοπος σύνδεσμος',
  address: 'address διεύθυνση',
  member: 'manager lead responsible assignee reviewer υπεύθυνος χειριστής',
  files: 'files documents attachments αρχεία έγγραφα συνημμένα',
};
const typeOf = new Map(
  Object.entries(spoken).flatMap(([type, words]) => words.split(' ').map((word) => [fold(word), type as FieldType])),
);
const GREEK = /\p{Script=Greek}/u;
const ASKED = /^(is|has|was|does)\s|[?;]$/i;

/** What kind of field a name most likely means; null where it could be anything. */
export function guessType(name: string, objects: ObjectType[]): Guess | null {
  const text = name.trim();
  if (ASKED.test(text)) return { type: 'checkbox' };
  if (text.endsWith('%')) return { type: 'percent' };
  // The word that says what a thing is stands last in English and first in Greek.
  const words = fold(text).split(' ');
  const first = (GREEK.test(text) ? words : words.toReversed()).map((word) => typeOf.get(word)).find(Boolean);
  return relationTo(fold(text), objects) ?? (first ? { type: first } : null);
}

/** A field that is called as an object is leads to its records: to one (“Contact person” too), or to several. */
function relationTo(name: string, objects: ObjectType[]): Guess | null {
  for (const { kind, api, label } of objects) {
    const [one, several] = [0, 1].map((at) => [label.en, label.el].map((words) => fold(words[at] ?? '')));
    if (kind !== 'record') continue;
    if (one?.includes(name) || name.endsWith(` ${one?.[0] ?? ''}`)) return { type: 'relation', to: api };
    if (several?.includes(name)) return { type: 'relation', to: api, many: true };
  }
  return null;
}
