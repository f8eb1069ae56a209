import { Failure, fail, failIf, type Issue } from '#shared/failure';
import { isId } from '#kernel/database';
import { getObject, type ObjectModel } from '../catalog.ts';
import type { Values } from '../define-object.ts';
import { createRecords, type NewRecord } from '../records/create.ts';
import { trashRecords } from '../records/trash.ts';
import { updateRecords, type Patch } from '../records/update.ts';
import type { WriteSet } from '../records/write-set.ts';
import { datedFields } from './dated-fields.ts';
import type { DatedField } from './dated-link.ts';
import { mostEntries, readEntries } from './read-entries.ts';

/** Values of a record parted: what it keeps itself, and the entries of its dated relations. */
export function partEntries(set: WriteSet, object: ObjectModel, given: Values) {
  const fields = datedFields(set.ctx, object).filter(({ key }) => key in given);
  const own = Object.fromEntries(Object.entries(given).filter(([key]) => !fields.some((field) => field.key === key)));
  return { own, entries: fields.map((field) => ({ field, given: given[field.key] })) };
}

/** Makes the entries of a record those that are given: what has an id stays and takes what is said of it, what has none
 * is added, what is not named is removed. Entries that the writer does not see stay as they are. */
export async function writeEntries(
  set: WriteSet,
  id: string,
  entries: ReturnType<typeof partEntries>['entries'],
): Promise<void> {
  if (entries.length === 0) return;
  const there = await readEntries(set.ctx, [id], { fields: entries.map(({ field }) => field) });
  for (const { field, given } of entries) {
    const ids = (there.get(`${field.key}:${id}`) ?? []).map((entry) => entry.id);
    const plan = planEntries(field, { given, near: id, there: ids });
    await inTheirWords(field, () => write(set, getObject(set.ctx, field.link), plan));
  }
}

interface Planned {
  made: NewRecord[];
  changed: Patch[];
  gone: string[];
}

function planEntries(field: DatedField, { given, near, there }: { given: unknown; near: string; there: string[] }) {
  const at = `/${field.key}`;
  const refuse = (pointer: string, code: string, message: string): never =>
    failIf([{ pointer, code, message }]) as never;
  const list = given === null ? [] : given;
  if (!Array.isArray(list)) return refuse(at, 'entry.not_a_list', 'Give a list of entries.');
  if (list.length > mostEntries || there.length >= mostEntries)
    return refuse(
      at,
      'entry.too_many',
      `More than ${mostEntries} entries are changed one by one, by calls of their own.`,
    );
  const plan: Planned = { made: [], changed: [], gone: [] };
  for (const [index, one] of list.entries()) {
    const pointer = `${at}/${index}`;
    if (typeof one !== 'object' || one === null)
      return refuse(pointer, 'entry.not_an_object', 'An entry is an object.');
    const { id, ...rest } = one as Record<string, unknown>;
    const values = valuesOf(field, rest, pointer);
    if (id === undefined) plan.made.push({ values: { ...values, [field.near]: near }, pointer });
    else if (isId(id) && there.includes(id)) plan.changed.push({ id, values, pointer });
    else return refuse(`${pointer}/id`, 'entry.not_found', 'There is no such entry of this record.');
  }
  plan.gone = there.filter((id) => !plan.changed.some((one) => one.id === id));
  return plan;
}

/** What an entry says, by the fields of the record that keeps it. What is worked out may be sent back. */
function valuesOf(field: DatedField, given: Record<string, unknown>, pointer: string): Values {
  const names: Record<string, string> = { ...wordsOf, record: field.far };
  const told = Object.entries(given).filter(([name]) => name !== 'present');
  return Object.fromEntries(
    told.map(([name, value]) => {
      const key = names[name];
      const message = `An entry has no "${name}"; it has id, record, label, from and until.`;
      if (!key) failIf([{ pointer: `${pointer}/${name}`, code: 'field.unknown', message }]);
      return [key, value];
    }),
  );
}

const wordsOf: Readonly<Record<string, string>> = { label: 'label', from: 'started_on', until: 'ended_on' };

async function write(set: WriteSet, link: ObjectModel, { made, changed, gone }: Planned): Promise<void> {
  if (gone.length > 0) await trashRecords(set, link, gone);
  const patches = changed.filter(({ values }) => Object.keys(values).length > 0);
  if (patches.length > 0) await updateRecords(set, link, patches);
  if (made.length > 0) await createRecords(set, link, made);
}

/** Tells what is wrong with an entry by the names that its writer gave. */
async function inTheirWords(field: DatedField, work: () => Promise<void>): Promise<void> {
  const names = new Map([...Object.entries(wordsOf), ['record', field.far]].map(([name, key]) => [key, name]));
  const told = (issue: Issue): Issue => {
    const parts = issue.pointer.split('/').map((part) => names.get(part) ?? part);
    return { ...issue, pointer: parts.join('/') };
  };
  try {
    await work();
  } catch (error) {
    if (!(error instanceof Failure) || !error.details.issues) throw error;
    fail(error.code, { ...error.details, issues: error.details.issues.map(told) });
  }
}
