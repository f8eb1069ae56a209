import {
  batchRecords,
  changeRecord,
  createRecord,
  keys,
  Problem,
  queries,
  trashRecord,
  type Conflict,
  type Field,
  type ObjectType,
  type RecordRow,
} from '#web/kernel/api';
import { i18n } from '#web/kernel/i18n';
import { toast } from '#web/kernel/ui';
import { wireValues } from '../forms/form-fields.ts';
import { askGate, isGate } from './gate-store.ts';
import { fieldLabel, findField, recordName } from './model.ts';
import type { LinkField } from './slots.ts';
import { undoChanges } from '../undo/undo-changes.ts';
import { askConflict } from '../record/conflict-store.ts';

/** Says what was done, with Undo. */
export function saved(text: string, changeSet: string | null): void {
  toast({ text, ...(changeSet ? { undo: () => undoChanges(changeSet) } : {}) });
}

type Row = RecordRow & { included?: unknown };

/**
 * Saves fields of one record at once on screen, then on the server; a refusal puts the old values back and
 * says why.
 */
export async function saveFields(
  object: ObjectType,
  row: RecordRow,
  values: Record<string, unknown>,
): Promise<boolean> {
  const key = keys.record(object.api, row.id);
  const before = queries.getQueryData<Row>(key);
  if (before) queries.setQueryData<Row>(key, { ...before, ...values });
  try {
    const { data, changeSet, version } = await changeRecord(object.api, row, wireValues(values));
    queries.setQueryData<Row>(key, (old) => ({ ...old, ...data, ...(version ? { version } : {}) }));
    const names = Object.keys(values).map((name) => labelOf(object, name));
    saved(i18n.t('{what} saved.', { what: names.join(', ') }), changeSet);
    void queries.invalidateQueries({ queryKey: keys.list(object.api) });
    void queries.invalidateQueries({ queryKey: ['timeline', object.api, row.id] });
    return true;
  } catch (problem) {
    if (before) queries.setQueryData<Row>(key, before);
    if (problem instanceof Problem && problem.status === 409) {
      askConflict({ object, row, values, conflicts: conflictsOf(problem, values, row) });
      return false;
    }
    if (problem instanceof Problem && isGate(problem)) {
      askGate({ object, row, values, problem });
      return false;
    }
    toast({ tone: 'problem', text: i18n.t('Not saved. {why}', { why: (problem as Error).message }) });
    return false;
  }
}

function conflictsOf(problem: Problem, values: Record<string, unknown>, row: RecordRow): Conflict[] {
  if (problem.body.conflicts) return problem.body.conflicts;
  return Object.entries(values).map(([field, mine]) => ({
    object: row.object,
    record: row.id,
    field,
    mine,
    theirs: undefined,
    original: row[field],
  }));
}

const labelOf = (object: ObjectType, key: string): string => {
  const field = findField(object, key);
  return field ? fieldLabel(field) : key;
};

/** Changes the same fields of many records as one deed. */
export async function saveMany(object: ObjectType, ids: string[], values: Record<string, unknown>): Promise<void> {
  const operations = ids.map((id) => ({ op: 'update' as const, id, values: wireValues(values) }));
  await writeMany(
    object,
    operations,
    i18n.t('{count, plural, one {# record changed} other {# records changed}}.', { count: ids.length }),
  );
}

/** Moves many records to the trash as one deed. */
export async function trashMany(object: ObjectType, ids: string[]): Promise<void> {
  const operations = ids.map((id) => ({ op: 'delete' as const, id }));
  await writeMany(
    object,
    operations,
    i18n.t('{count, plural, one {# record moved} other {# records moved}} to the trash.', { count: ids.length }),
  );
}

async function writeMany(
  object: ObjectType,
  operations: Parameters<typeof batchRecords>[1],
  text: string,
): Promise<void> {
  try {
    const { changeSet } = await batchRecords(object.api, operations);
    saved(text, changeSet);
  } catch (problem) {
    toast({ tone: 'problem', text: (problem as Error).message });
  }
  await queries.invalidateQueries();
}

/** Moves one record to the trash, with Undo. */
export async function trashOne(object: ObjectType, row: RecordRow): Promise<boolean> {
  try {
    const { changeSet } = await trashRecord(object.api, row.id);
    saved(i18n.t('{name} moved to the trash.', { name: recordName(object, row) }), changeSet);
    void queries.invalidateQueries({ queryKey: keys.list(object.api) });
    return true;
  } catch (problem) {
    toast({ tone: 'problem', text: (problem as Error).message });
    return false;
  }
}

type LinkWrite = { record: RecordRow; field: Field; link: LinkField; value: unknown };

/** Saves a field that reads through to a link, with Undo. */
export async function saveLink(object: ObjectType, { record, field, link, value }: LinkWrite): Promise<void> {
  try {
    const made = link.link({ id: record.id, values: record }, value);
    const changeSet = made ? (await createRecord(made.object, made.values)).changeSet : null;
    saved(i18n.t('{what} saved.', { what: fieldLabel(field) }), changeSet);
  } catch (problem) {
    toast({ tone: 'problem', text: i18n.t('Not saved. {why}', { why: (problem as Error).message }) });
  }
  await queries.invalidateQueries({ queryKey: keys.record(object.api, record.id) });
  await queries.invalidateQueries({ queryKey: keys.list(object.api) });
}
