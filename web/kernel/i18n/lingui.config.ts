import { formatter } from '@lingui/format-po';
import { defineConfig } from '@lingui/conf';

/** Catalogues are kept by `lingui extract --config web/kernel/i18n/lingui.config.ts`; the English text is the key. */
export default defineConfig({
  locales: ['en', 'el'],
  sourceLocale: 'en',
  rootDir: '../../..',
  catalogs: [{ path: 'web/kernel/i18n/locales/{locale}', include: ['web'], exclude: ['**/*.test.ts'] }],
  format: formatter({ lineNumbers: false, origins: false }),
  orderBy: 'messageId',
});
