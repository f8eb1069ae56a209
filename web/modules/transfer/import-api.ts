import { call, request, type StopReason } from '#web/kernel/api';
import type { Mended } from './mending.ts';

export type Sample = { before: string; after: string | null; problem: string | null };
export type Column = {
  index: number;
  header: string;
  field: string | null;
  confidence: number;
  samples: Sample[];
  label?: string | null;
  slot?: number | null;
  /** What the program would make of a column that no field fits. */
  new_field?: { label: string; type: string } | null;
  /** The offer of `new_field` was taken. */
  create?: boolean;
};
export type Table = {
  file: string;
  sheet: string | null;
  header_row: number | null;
  object: string | null;
  recognised_as: string | null;
  confidence: number;
  columns: Column[];
};
export type Counts = {
  created?: number;
  updated?: number;
  matched?: number;
  attached?: number;
  skipped?: number;
  rejected?: number;
  interactions?: number;
  by_object?: Record<string, Record<string, number>>;
};
/** What a run would do, counted before anything is written. */
export type DryRun = {
  rows: number;
  people?: number;
  by_status?: Record<string, number>;
  certain_duplicates?: number;
  likely_duplicates?: number;
  refused_values?: number;
  /** Why rows would be kept aside, the most frequent first. */
  rejected_reasons?: { reason: string; count: number }[];
  photos?: number;
  relationships?: number;
  /** The files are so large that not everything was kept in mind: the counts may be a little off. */
  estimated?: boolean;
  /** How much of it the workspace has already. */
  matching?: Record<'people' | 'companies', { new: number; update: number; same: number }>;
};
export type Import = Counts & {
  id: string;
  state: 'reading' | 'ready' | 'running' | 'done' | 'failed' | 'cancelled' | 'undone';
  files: {
    name: string;
    sheet?: string | null;
    rows: number | null;
    object: string | null;
    recognised_as: string | null;
  }[];
  mapping: { tables: Table[] } | null;
  dry_run: DryRun | null;
  /** The run before this one is being taken back. */
  taking_back?: boolean;
  progress: { done: number; total: number | null } | null;
  job_id?: string | null;
  /** A taking back in the background: how far it is; one that was stopped goes on when it is asked for again. */
  undo: { job_id: string; state: string; done: number; total: number } | null;
  warnings?: (string | { message: string })[];
  error?: string | null;
  /** Why its work waits or was given up; with `again` it may be tried again. */
  stopped: { reason: StopReason; again: boolean } | null;
};
/** A row that was kept aside, with its cells as they stand in the file or were mended. */
export type Reject = { file: string; sheet: string | null; row: number; reason: string | null; cells: string[] };
export type RejectTable = { file: string; sheet: string | null; columns: { index: number; header: string }[] };
export type Rejects = { tables: RejectTable[]; data: Reject[]; next_after: number | null };

const PATH = '/api/v1/imports';

export type ImportSettings = { own_domains: string[]; remembered: boolean };
export const getImportSettings = (): Promise<ImportSettings> => call<ImportSettings>(`${PATH}/settings`);
export const startImport = (files: File[], ownDomains: string | null): Promise<Import> => {
  const form = new FormData();
  if (ownDomains !== null) form.append('own_domains', ownDomains);
  for (const file of files) form.append('file', file);
  return call<Import>(PATH, { method: 'POST', form });
};
export const getImport = (id: string): Promise<Import> => call<Import>(`${PATH}/${id}`);
/** Writes the rows, with the mapping as it stands on screen. */
export const runImport = (id: string, mapping: Import['mapping']): Promise<Import> =>
  call<Import>(`${PATH}/${id}/run`, { method: 'POST', body: { mapping: wireMapping(mapping) } });
/** Whether the import is being taken back right now. */
export const isTakenBack = (one: Import): boolean => ['waiting', 'running'].includes(one.undo?.state ?? '');
export const undoImport = (id: string) => request<Import>(`${PATH}/${id}/undo`, { method: 'POST' });
/** Says what the rows of a table are; the table is read anew. */
export const readTableAs = (id: string, table: { file: string; sheet: string | null; object: string | null }) =>
  call<Import>(`${PATH}/${id}/tables`, { method: 'POST', body: table });
/** The mapping an import ran with, to be changed. */
export const getMapping = (id: string): Promise<NonNullable<Import['mapping']>> => call(`${PATH}/${id}/mapping`);
/** Takes the run back and runs again with the mapping as it stands on screen. */
export const runAgain = (id: string, mapping: Import['mapping']): Promise<Import> =>
  call<Import>(`${PATH}/${id}/again`, { method: 'POST', body: { mapping: wireMapping(mapping) } });
/** Rows that were kept aside, some hundred at a time. */
export const listRejects = (id: string, after: number): Promise<Rejects> =>
  call<Rejects>(`${PATH}/${id}/rejects`, { query: { after } });
/** Takes mended rows in as part of the same import. */
export const correctImport = (id: string, rows: Mended[]): Promise<Import> =>
  call<Import>(`${PATH}/${id}/corrections`, { method: 'POST', body: { rows } });
export const rejectsAddress = (id: string): string => `${PATH}/${id}/rejects.csv`;

/** Only what the server takes back: where a column goes, not its samples. */
const wireMapping = (mapping: Import['mapping']) => ({
  tables: (mapping?.tables ?? []).map(({ file, sheet, object, columns }) => ({
    file,
    sheet,
    object,
    columns: columns.map(({ index, header, field, label, slot, confidence, create, new_field }) => ({
      index,
      header,
      field,
      label: label ?? null,
      slot: slot ?? null,
      confidence,
      ...(create && new_field ? { create: true, new_field } : {}),
    })),
  })),
});
