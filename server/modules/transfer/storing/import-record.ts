import type { TableMapping } from '../recognising/mapping.ts';

export type ImportState = 'reading' | 'ready' | 'running' | 'done' | 'failed' | 'cancelled' | 'undone';

/** A file of an import as it lies on disk. */
export interface StoredFile {
  name: string;
  size: number;
  /** Name in the folder of the import: a number, never the person's text. */
  stored: string;
}

/** What was found in one table, card file, calendar or mailbox. */
export interface FoundTable {
  name: string;
  sheet: string | null;
  rows: number | null;
  object: string | null;
  recognised_as: string;
}

export interface ImportOptions {
  /** What happens with fields of a record that is there already: only empty ones are filled, or all are written. */
  on_match?: 'fill' | 'overwrite' | undefined;
  own_domains?: string[] | undefined;
  /** Change set of the run that is taken back before the next one begins. */
  take_back?: string | undefined;
}

export interface ImportRecord {
  id: string;
  state: ImportState;
  member_id: string | null;
  created_at: string;
  finished_at: string | null;
  files: StoredFile[];
  tables: FoundTable[];
  mapping: TableMapping[] | null;
  options: ImportOptions;
  run_requested: boolean;
  dry_run: Record<string, unknown> | null;
  warnings: string[];
  progress: { done: number; total: number | null } | null;
  error: string | null;
  change_set_id: string;
  /** When its files were forgotten; null as long as they are kept. */
  uploads_gone_at: string | null;
}

/** How rows ended, in the words of api.md. */
export type Outcome = 'created' | 'updated' | 'matched' | 'attached' | 'interaction' | 'skipped' | 'rejected';
