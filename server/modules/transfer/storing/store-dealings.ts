import { newId } from '#kernel/database';
import { createRecords, getObject, updateRecords, type WriteSet } from '#kernel/objects';
import type { Context } from '#kernel/workspace';
import { makeStages } from '#modules/sales';
import { nameKey } from '#shared/fold';
import { placeKey, type PlannedRow } from '../planning/planned-row.ts';
import { findByKeys } from '../queries/record-keys.ts';
import { ownFields } from './rows/own-fields.ts';
import { fieldsOf, findParties, isNobody } from './rows/parties.ts';
import { idKeys } from './store-companies.ts';
import { addKeys, fingerprint, idAt, inBatches, sourceOf, type LogEntry, type StoreRun } from './store-run.ts';
import { dealValues, interactionValues } from './rows/to-values.ts';

type Writing = { ctx: Context; set: WriteSet };

interface Printed {
  row: PlannedRow;
  print: string;
}

/** Stores deals with their company and person; one that was brought before is met. */
export async function storeDeals(run: StoreRun, rows: PlannedRow[]): Promise<void> {
  const deals = printed(
    run,
    rows.filter((row) => row.status === 'deal'),
  );
  await inBatches(run, deals, async (ctx, set, batch) => {
    const object = getObject(ctx, 'deal');
    const keysOf = ({ row, print }: Printed) => [print, ...idKeys(row)];
    const known = await findByKeys(ctx, object, batch.flatMap(keysOf));
    const parties = await findParties(
      ctx,
      run,
      batch.map((one) => one.row),
    );
    const stored = batch.map((one) => {
      const met = keysOf(one)
        .map((key) => known.get(key))
        .find((id) => id !== undefined);
      return { ...one, id: met ?? newId(), met: met !== undefined };
    });
    const fresh = stored
      .filter((one) => !one.met)
      .map(({ row, id }) => {
        const { people, company } = parties(row);
        const values = {
          ...dealValues(row, run.customs),
          ...ownFields(run, object, row),
          company,
          person: people[0] ?? null,
        };
        return { id, values, source: sourceOf(run, row) };
      });
    await makeStages(
      set,
      fresh.map(({ values }) => standing(values)),
    );
    await createRecords(set, object, fresh);
    await addKeys(
      { ctx, set },
      stored.flatMap((one) => keysOf(one).map((key) => ({ key, id: one.id, object: 'deal' }))),
    );
    return stored.map(
      ({ row, id, met }) => ({ row, outcome: met ? 'matched' : 'created', object: 'deal', id }) satisfies LogEntry,
    );
  });
}

/** Where a deal of a file stands, in the words of the file. */
function standing(values: Record<string, unknown>) {
  const named = (key: string) => (typeof values[key] === 'string' ? values[key] : null);
  return { pipeline: named('pipeline'), stage: named('stage'), outcome: values['outcome'] };
}

const dealings = new Set(['interaction', 'event', 'task', 'note', 'mail']);

/** Rows that know nobody in their own files may know somebody in the workspace. */
function isOrphan(row: PlannedRow): boolean {
  return (
    row.status === 'rejected' && row.object === 'interaction' && row.kind !== null && row.values['on'] !== undefined
  );
}

/** An orphan that found its people is an interaction like any other. */
function accepted(row: PlannedRow): PlannedRow {
  return isOrphan(row) ? { ...row, status: 'interaction', reason: null } : row;
}

/** Stores interactions on the people and companies they were with. */
export async function storeInteractions(run: StoreRun, rows: PlannedRow[]): Promise<void> {
  const list = printed(
    run,
    rows.filter((row) => dealings.has(row.status) || isOrphan(row)),
  );
  await inBatches(run, list, (ctx, set, batch) => storeBatch(run, { ctx, set }, batch));
}

async function storeBatch(run: StoreRun, { ctx, set }: Writing, batch: Printed[]): Promise<LogEntry[]> {
  const parties = await findParties(
    ctx,
    run,
    batch.map((one) => one.row),
  );
  const lost = batch.filter(({ row }) => isOrphan(row) && isNobody(parties(row)));
  const entries: LogEntry[] = lost.map(({ row }) => ({ row, outcome: 'rejected' }));
  const found = batch.filter((one) => !lost.includes(one)).map(({ row, print }) => ({ row: accepted(row), print }));
  const planned = found.map((one) => ({ ...one, ...interactionValues(one.row, run.customs) }));
  for (const [key, some] of Map.groupBy(planned, (one) => (one.row.kind === 'birthday' ? 'birthday' : one.object))) {
    if (key === 'birthday') {
      entries.push(...(await storeBirthdays(run, { ctx, set }, some)));
      continue;
    }
    const object = getObject(ctx, key);
    const known = await findByKeys(
      ctx,
      object,
      some.map((one) => one.print),
    );
    const stored = some.map((one) => ({ ...one, id: known.get(one.print) ?? newId(), met: known.has(one.print) }));
    const fresh = stored
      .filter((one) => !one.met)
      .map(({ row, id, values }) => {
        const owner = key === 'task' ? 'assignee' : 'author';
        return {
          id,
          values: { ...values, [owner]: values[owner] ?? null, ...fieldsOf(parties(row)) },
          source: sourceOf(run, row),
        };
      });
    await createRecords(set, object, fresh);
    await addKeys(
      { ctx, set },
      stored.map(({ print, id }) => ({ key: print, id, object: key })),
    );
    for (const { row, id, met } of stored)
      entries.push({ row, outcome: met ? 'matched' : 'interaction', object: key, id });
  }
  return entries;
}

/** A yearly birthday of a calendar becomes a date of the person it names; nobody of that name keeps it as a meeting. */
async function storeBirthdays(
  run: StoreRun,
  { ctx, set }: Writing,
  some: (Printed & { values: Record<string, unknown> })[],
): Promise<LogEntry[]> {
  const nameOf = (row: PlannedRow) =>
    String(row.values['subject'] ?? '')
      .replace(/γεν[έε]θλια|birthday|(?:'s|’s)\b|:|-/giu, ' ')
      .trim();
  const keys = some.map(({ row }) => `n${nameKey(nameOf(row))}`);
  const people = await findByKeys(ctx, getObject(ctx, 'person'), keys);
  const entries: LogEntry[] = [];
  for (const [index, { row, print, values }] of some.entries()) {
    const id = people.get(keys[index]!);
    const day = String(row.values['on'] ?? '').slice(4);
    if (id && /^-\d\d-\d\d$/.test(day)) {
      await updateRecords(set, getObject(ctx, 'person'), [{ id, values: { birthday: `-${day}` } }]);
      entries.push({ row, outcome: 'interaction', object: 'person', id });
      continue;
    }
    const known = await findByKeys(ctx, getObject(ctx, 'meeting'), [print]);
    const met = known.get(print);
    const [made] = met
      ? [{ id: met }]
      : await createRecords(set, getObject(ctx, 'meeting'), [{ values, source: sourceOf(run, row) }]);
    await addKeys({ ctx, set }, [{ key: print, id: made!.id, object: 'meeting' }]);
    entries.push({ row, outcome: met ? 'matched' : 'interaction', object: 'meeting', id: made!.id });
  }
  return entries;
}

const attached = new Set(['email', 'website', 'detail', 'referral', 'document link', 'group', 'override']);

/** Rows that belong to another row, and rows that were kept out, go on the log with what they say. */
export async function storeTheRest(run: StoreRun, rows: PlannedRow[]): Promise<void> {
  const rest = rows.filter((row) => !run.logged.has(placeKey(row)));
  await inBatches(run, rest, async (_ctx, _set, batch) =>
    batch.map((row): LogEntry => {
      if (row.status === 'rejected') return { row, outcome: 'rejected' };
      if (!attached.has(row.status)) return { row, outcome: 'skipped' };
      const to = row.links.map((link) => idAt(run, link.to, 'person')).find((id) => id !== null);
      return { row, outcome: 'attached', object: to ? 'person' : undefined, id: to };
    }),
  );
}

/** Rows not yet stored, with their content keys. All rows are counted, so that a second try gives the same keys. */
function printed(run: StoreRun, rows: PlannedRow[]): Printed[] {
  return rows.map((row) => ({ row, print: fingerprint(run, row) })).filter(({ row }) => !run.logged.has(placeKey(row)));
}
