import type { Scopes } from '#shared/keys/scopes';
import { i18n } from '#web/kernel/i18n';
import { objectLabel, useObjects } from '#web/kernel/objects';
import { actionWords, verbWords } from '../roles/rights-words.ts';

/** Scopes in one line: which verbs for which records, and which deeds. */
export function useScopesInWords(): (scopes: Scopes) => string {
  const objects = useObjects();
  return ({ objects: named, actions }) => {
    const records = Object.entries(named).flatMap(([key, verbs]) => {
      const object = objects.find((one) => one.key === key);
      const label = key === 'default' ? i18n.t('All others') : object ? objectLabel(object, true) : key;
      return verbs.length > 0 ? [`${label}: ${verbs.map(verbWords).join(', ').toLocaleLowerCase()}`] : [];
    });
    return [...records, ...actions.map(actionWords)].join(' · ') || i18n.t('nothing');
  };
}
