import {
  changeRecord,
  createRecord,
  queries,
  trashRecord,
  type Answer,
  type Field,
  type ObjectType,
} from '#web/kernel/api';
import { i18n } from '#web/kernel/i18n';
import { toast } from '#web/kernel/ui';
import { fieldLabel } from '../model/model.ts';
import { saved } from '../model/save.ts';

type Written = { field: Field; id: string; values: Record<string, unknown> };

/** Adds an entry; what the server refuses is thrown. */
export const addEntry = (link: ObjectType, { field, values }: Omit<Written, 'id'>): Promise<void> =>
  told(link, field, createRecord(link.api, values));

/** Changes an entry; what the server refuses is thrown. */
export const writeEntry = (link: ObjectType, { field, id, values }: Written): Promise<void> =>
  told(link, field, changeRecord(link.api, { id }, values));

/** Changes an entry, and says why where it cannot be. */
export const changeEntry = (link: ObjectType, written: Written): Promise<void> => orSaid(writeEntry(link, written));

/** Takes an entry away, with Undo. */
export const removeEntry = (link: ObjectType, { field, id }: Omit<Written, 'values'>): Promise<void> =>
  orSaid(told(link, field, trashRecord(link.api, id)));

async function told(link: ObjectType, field: Field, work: Promise<Pick<Answer<unknown>, 'changeSet'>>): Promise<void> {
  const { changeSet } = await work;
  saved(i18n.t('{what} saved.', { what: fieldLabel(field) }), changeSet);
  // Lists of either side may have it as a column.
  await queries.invalidateQueries({ queryKey: ['list'] });
}

async function orSaid(work: Promise<void>): Promise<void> {
  try {
    await work;
  } catch (problem) {
    toast({ tone: 'problem', text: i18n.t('Not saved. {why}', { why: (problem as Error).message }) });
  }
}
