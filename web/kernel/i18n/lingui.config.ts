/** Catalogues are kept by `lingui extract --clean --config web/kernel/i18n/lingui.config.ts`; English is the key. */
export default {
  locales: ['en', 'el'],
  sourceLocale: 'en',
  catalogs: [{ path: '<rootDir>/locales/{locale}', include: ['<rootDir>/../../'], exclude: ['**/*.test.ts'] }],
  orderBy: 'messageId',
};
