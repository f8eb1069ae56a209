import type { RetentionRule } from '#web/kernel/api';
import { i18n } from '#web/kernel/i18n';

/** What a rule does, in words. */
export const actionWords = (action: RetentionRule['action']): string =>
  ({
    trash: i18n.t('to the trash'),
    anonymise: i18n.t('made anonymous, which cannot be undone'),
    erase: i18n.t('erased, which cannot be undone'),
  })[action];
