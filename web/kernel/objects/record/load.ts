/** Brings in the record page when the first record is opened. */
export const loadRecordPage = () => import('./record-page.tsx');

/** Brings in the merge window when two records are first merged. */
export const loadMergeDialog = () => import('../merge/merge-dialog.tsx');
