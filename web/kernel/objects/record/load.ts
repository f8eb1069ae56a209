/** Brings in the record page when the first record is opened. */
export const loadRecordPage = () => import('./record-page.tsx');

/** Brings in the sheet that tells who sees a record. */
export const loadAccessSheet = () => import('../sharing/access-sheet.tsx');

/** Brings in what shows a record in a layout that is being changed. */
export const loadLayoutPreview = () => import('../layout/layout-preview.tsx');

/** Brings in the merge window when two records are first merged. */
export const loadMergeDialog = () => import('../merge/merge-dialog.tsx');

/** Brings in the window in which records are made. */
export const loadCreateHost = () => import('../forms/create-dialog.tsx').then((part) => ({ default: part.CreateHost }));

/** Brings in a window that asks for some fields of an object. */
export const loadFieldsDialog = () => import('../forms/fields-dialog.tsx');

/** Brings in the window that settles two changes of one field. */
export const loadConflictHost = () => import('./conflict-dialog.tsx').then((part) => ({ default: part.ConflictHost }));

/** Brings in the window that shows what an undo meets. */
export const loadUndoHost = () => import('../undo/undo-sheet.tsx').then((part) => ({ default: part.UndoHost }));

/** Brings in what changes a filter and a cell, and with it the editors of all field types. */
export const loadConditionEditor = () => import('../filter/part-editor.tsx');
export const loadFieldEditor = () => import('../fields/edit.tsx').then((part) => ({ default: part.FieldEditor }));
export const loadCellEditor = () => import('../list/cell-editor.tsx').then((part) => ({ default: part.CellEditor }));

/** Brings in the tray of work in the background when some goes on. */
export const loadWorkTray = () => import('../work/work-tray.tsx');
