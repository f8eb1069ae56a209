import { isDeepStrictEqual } from 'node:util';
import { fail, failIf, type Issue } from '#shared/failure';
import { newId } from '#kernel/database';
import type { FieldModel, ObjectModel } from '../catalog.ts';
import { isName, type Completer } from '../completion.ts';
import { changeDraft, retireDraft, type Draft, type Drafts } from '../changes/drafts.ts';
import type { Values } from '../define-object.ts';
import { requireRight } from '../query/scope.ts';
import { prepareRecord, type Made } from '../records/create.ts';
import { pointedIssues, uniqueKeys, type LookUps, type Pointing } from '../records/look-ups.ts';
import { checkRecord, keepUnseen } from '../records/parse.ts';
import { requireNoConflict, requireVersion, type Precondition } from '../records/update.ts';
import type { WriteSet } from '../records/write-set.ts';
import { matchKeys, type Match, type Step } from './step.ts';

/** What an operation did, and to which record. */
export interface Done {
  status: 'created' | 'updated' | 'deleted';
  id: string;
}

type Living = Draft | Made;

/** The records of a batch in memory: those that were there and those that it makes, as the operations so far left
 * them. An operation that is refused leaves them as they were. */
export class Records {
  readonly made = new Map<string, Made>();
  looked: LookUps = { seen: new Map(), files: new Map(), holders: new Map() };
  readonly #set: WriteSet;
  readonly #object: ObjectModel;
  readonly drafts: Drafts;
  readonly #completer: Completer;
  /** Ids of living records by field and match key, for the fields that upserts go by. */
  readonly #matches = new Map<FieldModel, Map<string, Set<string>>>();

  constructor(set: WriteSet, object: ObjectModel, { drafts, completer }: { drafts: Drafts; completer: Completer }) {
    this.#set = set;
    this.#object = object;
    this.drafts = drafts;
    this.#completer = completer;
  }

  /** What the steps name, as the look-ups want it. */
  pointing(steps: Step[]): Pointing[] {
    const fields = new Set(steps.flatMap((step) => step.match?.field ?? []));
    for (const field of fields) this.#matches.set(field, new Map());
    for (const draft of this.drafts.values()) if (draft.living) this.#index(draft.id, draft.values, true);
    return steps.flatMap(({ id, match, values }) => {
      const named = [...(id ? [this.#survivor(id)?.id ?? []].flat() : []), ...(match ? this.#matching(match) : [])];
      const one = { object: this.#object, values: withoutNames(this.#object, values) };
      // What a record holds may be taken from it and given back in one batch: it is looked up all the same.
      return [one, ...named.map((at) => ({ ...one, before: this.drafts.get(at)!.before }))];
    });
  }

  /** Takes in what the look-ups found. */
  take(looked: LookUps): void {
    this.looked = looked;
    for (const name of this.#completer.seen) looked.seen.set(name, true);
  }

  /** Does one operation to the records as they are now. */
  async apply(step: Step): Promise<Done> {
    switch (step.operation.op) {
      case 'create':
        return this.#create(step);
      case 'update':
        return this.#update(step, this.#find(step.id!), {});
      case 'delete':
        return this.#delete(step.id!);
      case 'upsert': {
        const [id, more] = this.#matching(step.match!);
        const { field } = step.match!;
        if (more !== undefined)
          fail('record.not_unique', { detail: `Several records have this "${field.words.en}"; merge them first.` });
        if (id !== undefined) return this.#update(ofExisting(step), this.#find(id), step.operation);
        requireVersion({ version: 0 }, step.operation);
        return this.#create(step);
      }
    }
  }

  #create({ values: given, issues, pointer }: Step): Done {
    requireRight(this.#set.ctx, this.#object, 'create');
    failIf(issues);
    const trusted = { ...this.#set, trusted: true };
    const { values, issues: broken } = prepareRecord(
      trusted,
      this.#object,
      { values: given, pointer },
      this.#completer,
    );
    failIf(broken);
    const one = { object: this.#object, id: newId(), values, source: null, pointer };
    this.#check(one, values);
    this.made.set(one.id, one);
    this.#hold(one.id, null, values);
    return { status: 'created', id: one.id };
  }

  async #update(step: Step, record: Living, asked: Precondition): Promise<Done> {
    const [set, object] = [this.#set, this.#object];
    requireRight(set.ctx, object, 'update');
    failIf(step.issues);
    const { id, values: before } = record;
    const completed = this.#completer.complete({ id, before, values: step.values, pointer: step.pointer });
    failIf(completed.issues);
    const given = keepUnseen(set, object, { before, values: completed.values, seen: this.looked.seen });
    const after = { ...before, ...given };
    const changed = Object.keys(given).filter((key) => !isDeepStrictEqual(before[key] ?? null, given[key] ?? null));
    if ('row' in record) {
      requireVersion(record.row, asked);
      await requireNoConflict(set, object, { patch: asked, plan: { id, row: record.row, before, after, changed } });
    }
    if (changed.length === 0) return { status: 'updated', id };
    failIf(checkRecord(object, { before, after }, step.pointer));
    const values = Object.fromEntries(changed.map((key) => [key, after[key]]));
    this.#check({ object, id, values, before, pointer: step.pointer }, after);
    if ('row' in record) changeDraft(record, values);
    else record.values = after;
    this.#hold(id, before, after);
    return { status: 'updated', id };
  }

  #delete(id: string): Done {
    requireRight(this.#set.ctx, this.#object, 'delete');
    const draft = this.drafts.get(id);
    if (draft?.mergedInto) {
      const kept = this.#survivor(id);
      if (!kept?.mayRead)
        return fail('record.not_found', { detail: 'There is no such record, or you may not see it.' });
      const extra = { merged_into: kept.id };
      return fail('record.merged', { detail: `This record became part of ${kept.id}.`, extra });
    }
    if (!draft?.living || !draft.mayDelete)
      return fail('record.not_found', { detail: 'There is no such record, or you may not remove it.' });
    retireDraft(draft, null);
    this.#hold(id, draft.values, null);
    this.looked.seen.set(`${this.#object.key}:${id}`, false);
    return { status: 'deleted', id };
  }

  /** The record that an id stands for and that the actor may change, or 404. */
  #find(id: string): Living {
    const made = this.made.get(id);
    if (made) return made;
    const draft = this.#survivor(id);
    if (draft?.living && draft.mayUpdate) return draft;
    return fail('record.not_found', { detail: 'There is no such record, or you may not change it.' });
  }

  /** The record of an id, however many merges it went through. */
  #survivor(id: string): Draft | undefined {
    let draft = this.drafts.get(id);
    while (draft?.mergedInto) draft = this.drafts.get(draft.mergedInto);
    return draft;
  }

  #matching({ field, keys }: Match): string[] {
    const known = this.#matches.get(field);
    return [...new Set(keys.flatMap((key) => [...(known?.get(key) ?? [])]))];
  }

  /** Refuses what is not there to be pointed at, and a value that another record has. */
  #check(record: Pointing & { id: string }, after: Values): void {
    failIf(pointedIssues(this.#set, record, this.looked));
    const issues: Issue[] = uniqueKeys(this.#object, after).flatMap(({ field, key }) => {
      if ((this.looked.holders.get(key) ?? record.id) === record.id) return [];
      const message = `Another record has this "${field.words.en}" already.`;
      return [{ pointer: `${record.pointer ?? ''}/${field.key}`, code: 'record.not_unique', message }];
    });
    if (issues.length > 0) fail('record.not_unique', { detail: issues[0]!.message, issues });
  }

  /** Remembers what a record holds now that others may not hold or are found by. */
  #hold(id: string, before: Values | null, after: Values | null): void {
    const { holders } = this.looked;
    if (before) for (const { key } of uniqueKeys(this.#object, before)) holders.delete(key);
    if (after) for (const { key } of uniqueKeys(this.#object, after)) holders.set(key, id);
    if (before) this.#index(id, before, false);
    if (after) this.#index(id, after, true);
  }

  #index(id: string, values: Values, there: boolean): void {
    for (const [field, known] of this.#matches)
      for (const key of matchKeys(field, values[field.key])) {
        const ids = known.get(key) ?? new Set();
        known.set(key, ids);
        if (there) ids.add(id);
        else ids.delete(id);
      }
  }
}

/** Values without the names of records, which are found in memory. */
function withoutNames({ whole }: ObjectModel, values: Values): Values {
  const entries = Object.entries(values).filter(([key, value]) => !(whole.fields.get(key)?.named && isName(value)));
  return Object.fromEntries(entries);
}

/** An upsert of a record that there is: the value it was found by is none that is written. */
function ofExisting(step: Step): Step {
  const { key } = step.match!.field;
  if (step.operation.op === 'upsert' && key in step.operation.values) return step;
  const { [key]: _, ...values } = step.values;
  const at = `${step.pointer}/${key}`;
  const issues = step.issues.filter(({ pointer }) => pointer !== at && !pointer.startsWith(`${at}/`));
  return { ...step, values, issues };
}
