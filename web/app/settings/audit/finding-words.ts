import { i18n } from '#web/kernel/i18n';

/** What the nightly check found, in the reader's language: the server tells it by a code and the lines it is about. */
export function findingWords({ code, from, to }: { code: string; from: number; to: number }): string {
  const words: Record<string, () => string> = {
    line_missing: () => i18n.t('line {from} is missing.', { from }),
    line_removed: () => i18n.t('line {from} was removed.', { from }),
    line_changed: () => i18n.t('line {from} was changed.', { from }),
    line_replaced: () => i18n.t('line {from} is not the one that was kept.', { from }),
    lines_removed: () => i18n.t('the lines from {from} to {to} were removed.', { from, to }),
  };
  return words[code]?.() ?? code;
}
