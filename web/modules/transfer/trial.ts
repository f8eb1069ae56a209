import { i18n } from '#web/kernel/i18n';
import type { DryRun } from './import-api.ts';

export type TrialNumber = { key: string; label: string; count: number; look?: boolean };

/** A trial run as numbers to read: what would come in, what would stay out, what may be double. */
export function trialNumbers(run: DryRun): TrialNumber[] {
  const status = (key: string): number => run.by_status?.[key] ?? 0;
  const numbers: TrialNumber[] = [
    { key: 'people', label: i18n.t('People'), count: run.people ?? status('person') },
    { key: 'company', label: i18n.t('Companies'), count: status('company') },
    { key: 'deal', label: i18n.t('Deals'), count: status('deal') },
    { key: 'interaction', label: i18n.t('Calls, mails, notes'), count: status('interaction') },
    { key: 'task', label: i18n.t('Tasks'), count: status('task') },
    { key: 'record', label: i18n.t('Other records'), count: status('record') },
    { key: 'relations', label: i18n.t('Relations between people'), count: run.relationships ?? 0 },
    { key: 'photos', label: i18n.t('Pictures'), count: run.photos ?? 0 },
    { key: 'same', label: i18n.t('Rows about the same person'), count: run.certain_duplicates ?? 0 },
    { key: 'likely', label: i18n.t('Perhaps the same person'), count: run.likely_duplicates ?? 0, look: true },
    { key: 'values', label: i18n.t('Values that do not fit'), count: run.refused_values ?? 0, look: true },
    { key: 'skipped', label: i18n.t('Skipped'), count: status('skipped') },
    { key: 'rejected', label: i18n.t('Kept aside'), count: status('rejected'), look: true },
  ];
  return numbers.filter((one) => one.count > 0);
}

/** How much the workspace has already, a line for people and one for companies; none where it has nothing of it. */
export function matchingLines(run: DryRun): { key: 'people' | 'companies'; text: string }[] {
  return (['people', 'companies'] as const).flatMap((key) => {
    const met = run.matching?.[key];
    if (!met || met.update + met.same === 0) return [];
    const parts = [
      i18n.t('{count, number} new', { count: met.new }),
      i18n.t('{count, number} here already and would gain something', { count: met.update }),
      i18n.t('{count, number} here already, nothing to add', { count: met.same }),
    ];
    return [{ key, text: parts.filter((_, at) => [met.new, met.update, met.same][at] !== 0).join(' · ') }];
  });
}

/** Notes about how a file was read (encoding, delimiter) are no warnings. */
export const isReadingNote = (text: string): boolean => /: (encoding|delimiter|codepage|dialect) /.test(text);
