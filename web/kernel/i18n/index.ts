export { i18n } from '@lingui/core';
export { activateLanguage, currentLanguage, inLanguage, startLanguage, type Language } from './language.ts';
export * as format from './format.ts';
