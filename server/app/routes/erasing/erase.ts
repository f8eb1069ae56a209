import { audit } from '#kernel/audit';
import { newId, sql } from '#kernel/database';
import {
  inChangeSet,
  trashRecords,
  updateRecords,
  withAllRights,
  type Catalog,
  type ObjectModel,
  type WriteSet,
} from '#kernel/objects';
import type { Context } from '#kernel/workspace';
import { countFound, forgetWords, namesOfAll, purgeTraces, wordsOf, type Counts } from './purge.ts';
import { everyPart, findPointing, type Pointing } from './traces.ts';

export type EraseMode = 'erase' | 'anonymise';

/** What was removed from where, and what stays: numbers, and nothing about the person. */
export interface Certificate {
  id: string;
  at: string;
  mode: EraseMode;
  by: string;
  removed: Counts;
  left: Counts;
}

/** What somebody is called who was made anonymous. */
export const nameless = { en: 'Anonymous', el: 'Ανώνυμος' };
const nameOf = (first: string) => ({
  full: first,
  first,
  middle: null,
  last: null,
  prefix: null,
  suffix: null,
  latin: null,
});
// Numbers, days, choices and relations say nothing of a person that has no name.
const telling = new Set([
  'text',
  'long_text',
  'rich_text',
  'emails',
  'phones',
  'urls',
  'address',
  'person_name',
  'image',
]);

/** Removes a person from every place, or leaves a record without a name in their stead: `ctx` is the owner of the
 * tables, in one transaction. It cannot be undone. */
export async function erasePerson(ctx: Context, id: string, mode: EraseMode): Promise<Certificate> {
  const people = await everyPart(ctx, id);
  const pointing = await findPointing(ctx, people);
  const known = await namesOfAll(ctx, people);
  const removable = (one: Pointing) => mode === 'erase' || one.object.definition.kind === 'link';
  const gone = pointing.filter(removable);
  const blanked = pointing.filter((one) => !removable(one));
  const past = [...people, ...pointing.flatMap((one) => one.alone)];
  const files = await filesOf(ctx, past);
  const ids = [...past, ...files];
  const words = await wordsOf(ctx, ids);
  const consents = pointing.find(({ object }) => object.key === 'consent')?.alone.length ?? 0;
  const kept = mode === 'anonymise' ? id : null;
  const leaving = people.filter((one) => one !== kept);
  // What lies in the trash is not emptied of its texts, but taken away.
  const dropped = pointing.map((one) => ({ ...one, alone: removable(one) ? one.alone : inTrash(one) }));
  const vanished = [...leaving, ...dropped.flatMap((one) => one.alone), ...files];
  const found = await countFound(ctx, { ids, vanished });
  await write(ctx, { id, mode, gone, blanked });
  // A record without a name says nothing of anybody: what is about others as well still points at it.
  const cut = await cutPointers(ctx, pointing, mode === 'erase' ? people : []);
  const pointers = mode === 'erase' ? cut : 0;
  const uploads = await countUploads(ctx, ids);
  const traces = await purgeTraces(ctx, { people, ids, vanished, ...known });
  const records = await drop(ctx, personOf(ctx), leaving);
  let beside = 0;
  for (const one of dropped) beside += await drop(ctx, one.object, one.alone);
  const removed = {
    people: records,
    records_about_them: beside,
    ...(mode === 'erase' && consents > 0 ? { consents } : {}),
    files: await drop(ctx, objectOf(ctx, 'file'), files),
    texts: blanked.reduce((sum, one) => sum + one.aloneLive.length, 0),
    pointers,
    ...traces,
    ...found,
    words: await forgetWords(ctx, words),
  };
  const shared = pointing.reduce((sum, one) => sum + one.shared.length + one.sharedLive.length, 0);
  // That somebody agreed stays where the record does, without what would say who.
  const keptConsents = mode === 'anonymise' && consents > 0 ? { consents } : {};
  const left = { records_shared_with_others: shared, uploads, ...keptConsents };
  return { id: newId(), at: ctx.now.toISOString(), mode, by: ctx.actor.name, removed, left };
}

/** Keeps the certificate of what was removed, and a line of it in the audit. */
export async function keepCertificate(ctx: Context, made: Certificate): Promise<void> {
  const { id, mode } = made;
  await ctx.db.run(sql`insert into ${ctx.db.table('erasure')} (id, at, member_id, actor_name, mode, removed, remains)
    values (${id}, ${made.at}::timestamptz, ${ctx.actor.memberId}::uuid, ${made.by}, ${mode},
      ${JSON.stringify(made.removed)}::jsonb, ${JSON.stringify(made.left)}::jsonb)`);
  await audit(ctx, 'erasure', { details: { certificate: id, mode } });
}

const inTrash = ({ alone, aloneLive }: Pointing): string[] => alone.filter((id) => !aloneLive.includes(id));
const objectOf = (ctx: Context, key: string): ObjectModel => (ctx.workspace.model as Catalog).objects.get(key)!.whole;
const personOf = (ctx: Context): ObjectModel => objectOf(ctx, 'person');

interface Writing {
  id: string;
  mode: EraseMode;
  gone: Pointing[];
  blanked: Pointing[];
}

/** By the usual way of writing, so that sums and last contacts of companies, deals and others follow. */
async function write(ctx: Context, { id, mode, gone, blanked }: Writing): Promise<void> {
  await inChangeSet(ctx, { origin: 'api', label: 'Erase personal data', trusted: true }, async (given) => {
    const set = withAllRights(given);
    for (const { object, aloneLive } of gone) await trashRecords(set, object, aloneLive);
    const person = personOf(ctx);
    if (mode === 'erase') {
      for (const one of gone) if (one.sharedLive.length > 0) await updateRecords(set, one.object, one.sharedLive);
      return trashRecords(set, person, [id]);
    }
    for (const { object, aloneLive } of blanked) await blank(set, object, aloneLive);
    return updateRecords(set, person, [
      { id, values: { ...nothing(person), name: nameOf(nameless[ctx.workspace.language]) } },
    ]);
  });
}

async function blank(set: WriteSet, object: ObjectModel, ids: string[]): Promise<void> {
  const texts = object.stored.filter((field) => telling.has(field.type) && !field.writtenBy && !field.summary);
  const values = Object.fromEntries(texts.map((field) => [field.key, field.required ? '—' : null]));
  if (ids.length > 0)
    await updateRecords(
      set,
      object,
      ids.map((id) => ({ id, values })),
    );
}

/** Every value of a record that may be missing, missing. */
function nothing(object: ObjectModel): Record<string, null> {
  const own = object.stored.filter(
    (field) =>
      !(field.system || field.required || field.writtenBy || field.summary) &&
      field.type !== 'autonumber' &&
      !object.derived.includes(field),
  );
  return Object.fromEntries(own.map((field) => [field.key, null]));
}

/** Forgets what records in the trash have from the person, and, of the people who vanish, the pointers as well:
 * records in the trash that are about others as well, and those that demand a person, point at the person no more;
 * the others were written before. */
async function cutPointers({ db }: Context, pointing: Pointing[], people: string[]): Promise<number> {
  let cut = pointing.reduce((sum, one) => sum + one.sharedLive.length, 0);
  for (const { object, fields, shared } of pointing) {
    if (shared.length === 0) continue;
    // What was worked out from the person goes as well; it is worked out anew when the record is written.
    const workedOut = object.derived
      .flatMap(({ column }) =>
        [...object.columnTypes.keys()].filter((name) => name === column || name.startsWith(`${column}__`)),
      )
      .map((name) => sql`${sql.id(name)} = null`);
    const set = (people.length > 0 ? fields : []).map((field) => {
      const column = sql.id(field.column);
      return field.many
        ? sql`${column} = array(select one from unnest(${column}) with ordinality as u (one, n)
            where one <> all (${people}::uuid[]) order by n)`
        : sql`${column} = case when ${column} <> all (${people}::uuid[]) then ${column} end`;
    });
    if (set.length + workedOut.length === 0) continue;
    cut += await db.run(sql`update ${db.table(object.table)} set version = version + 1,
        ${sql.join([...set, ...workedOut])}
      where id = any (${shared}::uuid[])`);
  }
  return cut;
}

async function filesOf({ db }: Context, records: string[]): Promise<string[]> {
  const rows = await db.many<{ id: string }>(sql`select id from ${db.table('file')}
    where record_id = any (${records}::uuid[]) order by id`);
  return rows.map((row) => row.id);
}

async function drop({ db }: Context, object: ObjectModel, ids: string[]): Promise<number> {
  return ids.length === 0 ? 0 : db.run(sql`delete from ${db.table(object.table)} where id = any (${ids}::uuid[])`);
}

/** Files of imports that brought them, as long as they are kept to be undone. */
async function countUploads({ db }: Context, ids: string[]): Promise<number> {
  const { n } = await db.one<{ n: number }>(sql`select count(distinct i.id)::int as n from ${db.table('import')} i
    join ${db.table('import_row')} r on r.import_id = i.id
    where i.uploads_gone_at is null and r.record_id = any (${ids}::uuid[])`);
  return n;
}
