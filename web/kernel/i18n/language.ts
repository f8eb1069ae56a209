import { i18n } from '@lingui/core';

export type Language = 'en' | 'el';

const KEY = 'kith-language';

/** Loads one language's texts and makes it current; the page is drawn anew by the caller. */
export async function activateLanguage(language: Language): Promise<void> {
  const { messages } = language === 'el' ? await import('./locales/el.po') : await import('./locales/en.po');
  // English texts without gaps are not in the catalogue: they stand for themselves.
  i18n.setMessagesCompiler((message) => [message]);
  i18n.loadAndActivate({ locale: language, messages });
  document.documentElement.lang = language;
  localStorage.setItem(KEY, language);
}

/** The language to start in: the last one used here, else the browser's, else English. */
export function startLanguage(): Language {
  const kept = localStorage.getItem(KEY);
  if (kept === 'en' || kept === 'el') return kept;
  return navigator.languages.some((tag) => tag.toLowerCase().startsWith('el')) ? 'el' : 'en';
}

/** The current language as our two-letter code. */
export const currentLanguage = (): Language => (i18n.locale === 'el' ? 'el' : 'en');

/** One of two texts by the current language; both come from the server's metadata. */
export const inLanguage = (texts: { en: string; el: string }): string => texts[currentLanguage()] || texts.en;
