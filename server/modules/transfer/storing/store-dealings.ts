import { newId, sql } from '#kernel/database';
import { createRecords, getObject, updateRecords, type WriteSet } from '#kernel/objects';
import type { Context } from '#kernel/workspace';
import { companyKey, nameKey } from '#shared/fold';
import { placeKey, type Link, type PlannedRow } from '../planning/planned-row.ts';
import { idKeys, namesIn } from './store-companies.ts';
import {
  addKeys,
  findByKeys,
  fingerprint,
  idAt,
  inBatches,
  sourceOf,
  type LogEntry,
  type StoreRun,
} from './store-run.ts';
import { dealValues, interactionValues } from './to-values.ts';

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
    const people = await findPeople(
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
        const person = row.links.flatMap((link) => (link.role === 'person' ? people(link) : [])).at(0) ?? null;
        const values = {
          pipeline: 'Sales',
          stage: 'New',
          ...dealValues(row, run.customs),
          company: companyOf(run, row),
          person,
        };
        return { id, values, source: sourceOf(run, row) };
      });
    await createRecords(set, object, fresh);
    await addKeys(
      ctx,
      stored.flatMap((one) => keysOf(one).map((key) => ({ key, id: one.id, object: 'deal' }))),
    );
    return stored.map(
      ({ row, id, met }) => ({ row, outcome: met ? 'matched' : 'created', object: 'deal', id }) satisfies LogEntry,
    );
  });
}

const dealings = new Set(['interaction', 'event', 'task', 'note', 'mail']);

/** Stores interactions on the people and companies they were with. */
export async function storeInteractions(run: StoreRun, rows: PlannedRow[]): Promise<void> {
  const list = printed(
    run,
    rows.filter((row) => dealings.has(row.status)),
  );
  await inBatches(run, list, (ctx, set, batch) => storeBatch(run, { ctx, set }, batch));
}

async function storeBatch(run: StoreRun, { ctx, set }: Writing, batch: Printed[]): Promise<LogEntry[]> {
  const people = await findPeople(
    ctx,
    run,
    batch.map((one) => one.row),
  );
  const entries: LogEntry[] = [];
  const planned = batch.map((one) => ({ ...one, ...interactionValues(one.row, run.customs) }));
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
          values: { ...values, [owner]: values[owner] ?? null, ...partiesOf(run, row, people) },
          source: sourceOf(run, row),
        };
      });
    await createRecords(set, object, fresh);
    await addKeys(
      ctx,
      stored.map(({ print, id }) => ({ key: print, id, object: key })),
    );
    for (const { row, id, met } of stored)
      entries.push({ row, outcome: met ? 'matched' : 'interaction', object: key, id });
  }
  return entries;
}

/** Whom and what an interaction was with. A company counts by itself only where no person is named. */
function partiesOf(run: StoreRun, row: PlannedRow, people: (link: Link) => string[]) {
  const persons = [...new Set(row.links.flatMap((link) => (link.role === 'person' ? people(link) : [])))];
  const company = persons.length > 0 ? null : companyOf(run, row);
  const deal = row.links
    .map((link) => (link.role === 'deal' ? idAt(run, link.to, 'deal') : null))
    .find((id) => id !== null);
  return {
    ...(persons.length > 0 ? { people: persons.slice(0, 500) } : {}),
    ...(company ? { companies: [company] } : {}),
    ...(deal ? { deals: [deal] } : {}),
  };
}

/** The company a row belongs to: by its name, else by the row its link leads to. */
function companyOf(run: StoreRun, row: PlannedRow): string | null {
  for (const name of namesIn(row)) {
    const id = run.companyIds.get(companyKey(name));
    if (id) return id;
  }
  for (const link of row.links) {
    const id = link.role === 'company' ? idAt(run, link.to, 'company') : null;
    if (id) return id;
  }
  return null;
}

/** People of links that lead nowhere in the files: by address, or by a name that one person alone has. */
async function findPeople(ctx: Context, run: StoreRun, rows: PlannedRow[]): Promise<(link: Link) => string[]> {
  const loose = rows.flatMap((row) =>
    row.links.filter((link) => link.role === 'person' && !idAt(run, link.to, 'person')),
  );
  const keys = loose.flatMap((link) => keyOf(link) ?? []);
  const found =
    keys.length === 0
      ? []
      : await ctx.db.many<{ key: string; record_id: string }>(sql`select k.key, k.record_id
    from ${ctx.db.table('record_key')} k join ${ctx.db.table('person')} t on t.id = k.record_id and t.deleted_at is null
    where k.key = any (${[...new Set(keys)]}::text[]) and k.object = 'person'`);
  const byKey = Map.groupBy(found, (one) => one.key);
  return (link) => {
    const inFile = idAt(run, link.to, 'person');
    if (inFile) return [inFile];
    const some = byKey.get(keyOf(link) ?? '') ?? [];
    return some.length === 1 ? [some[0]!.record_id] : [];
  };
}

function keyOf(link: Link): string | null {
  if (link.email) return `e${link.email.toLowerCase()}`;
  const key = link.name ? nameKey(link.name) : '';
  return key === '' ? null : `n${key}`;
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
    await addKeys(ctx, [{ key: print, id: made!.id, object: 'meeting' }]);
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
