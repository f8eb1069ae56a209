import type { Words } from '../define-object.ts';

/** A text for both languages, or one for each. */
export type GivenWords = string | Partial<Words>;

/** The text in both languages; one that is not given keeps its words, or takes those of the other. */
export function readWords(given: GivenWords, before?: Words): Words {
  if (typeof given === 'string') return { en: given, el: given };
  const any = given.en ?? given.el ?? '';
  return { en: given.en ?? before?.en ?? any, el: given.el ?? before?.el ?? any };
}
