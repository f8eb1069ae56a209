import type { WebModule } from '#web/kernel/objects';
import { ExportAction } from './parts/export-action.tsx';

/** Brings in the import page when it is first opened. */
export const loadImportPage = () => import('./pages/import-page.tsx');

/** Data in and data out: the import wizard, the export of any list. */
export const transfer: WebModule = { key: 'transfer', listActions: [ExportAction] };
