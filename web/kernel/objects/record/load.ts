/** Brings in the record page when the first record is opened. */
export const loadRecordPage = () => import('./record-page.tsx');
