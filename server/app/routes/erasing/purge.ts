import { sql, type Sql } from '#kernel/database';
import type { Context } from '#kernel/workspace';

/** Whom and what all traces are removed of. */
export interface Forgotten {
  people: string[];
  /** Every record whose past goes: the people, and what was about them alone. */
  ids: string[];
  /** Those of them that are there no more. */
  vanished: string[];
  /** Names they had, as labels of change sets tell them. */
  names: string[];
  /** Their addresses, in small letters. */
  addresses: string[];
}

export type Counts = Record<string, number>;

const label = 'Erased';

/** Names and addresses the people have and ever had. */
export async function namesOfAll(ctx: Context, people: string[]): Promise<Pick<Forgotten, 'names' | 'addresses'>> {
  const rows = await ctx.db.many<{ name: string | null; emails: unknown }>(sql`
    select name->>'full' as name, emails from ${ctx.db.table('person')} where id = any (${people}::uuid[])
    union all select v->'name'->>'full', v->'emails' from ${ctx.db.table('change')} c,
      lateral (values (c.before), (c.after)) as x (v) where c.record_id = any (${people}::uuid[])`);
  const given = rows.flatMap(({ emails }) => (Array.isArray(emails) ? (emails as { value?: string }[]) : []));
  return {
    names: [...new Set(rows.flatMap(({ name }) => (name ? [name] : [])))],
    addresses: [...new Set(given.flatMap(({ value }) => (value ? [value.toLowerCase()] : [])))],
  };
}

/** Removes what is kept beside the records themselves: by the owner of the tables, for history is written once. */
export async function purgeTraces(ctx: Context, forgotten: Forgotten): Promise<Counts> {
  const { db } = ctx;
  const { ids, people, vanished } = forgotten;
  const of = (column: string) => sql`${sql.id(column)} = any (${ids}::uuid[])`;
  const gone = async (table: string, where: Sql) => db.run(sql`delete from ${db.table(table)} where ${where}`);
  const labels = await blankLabels(ctx, forgotten);
  await gone('timeline', onTimeline(vanished));
  await gone('record_key', sql`record_id = any (${vanished}::uuid[])`);
  const counts: Counts = {
    labels,
    history: await gone('change', of('record_id')),
    shares:
      (await gone('record_share', of('record_id'))) +
      (await gone('record_private', of('record_id'))) +
      (await gone('record_follower', of('record_id'))),
    duplicates: await gone('duplicate', sql`${of('first_id')} or ${of('second_id')}`),
    reminders: await gone('home_snooze', sql`person_id = any (${people}::uuid[])`),
    looks: await gone('look', naming('what', ids)),
    bulk_work: await gone('bulk_item', of('record_id')),
    import_rows: await blankImports(ctx, forgotten),
    mails: await gone(
      'mail_outbox',
      sql`exists (select 1 from jsonb_array_elements(recipients) r
      where lower(r->>'address') = any (${forgotten.addresses}::text[]))`,
    ),
    deliveries: await gone('webhook_delivery', naming('body', ids)),
    answers: await gone('idempotency', naming('answer', ids)),
    conflicts: await db.run(sql`update ${db.table('undo_run')} set conflicts = '[]' where ${naming('conflicts', ids)}`),
  };
  return counts;
}

const onTimeline = (ids: string[]): Sql =>
  sql`(record_id = any (${ids}::uuid[]) or entry_id = any (${ids}::uuid[]) or via_id = any (${ids}::uuid[]))`;

/** How many keys and lines of timelines there are: what writes the records takes most of them along. */
export async function countFound(
  { db }: Context,
  { ids, vanished }: Pick<Forgotten, 'ids' | 'vanished'>,
): Promise<{ keys: number; timeline: number }> {
  return db.one(sql`select
    (select count(*)::int from ${db.table('record_key')} where record_id = any (${ids}::uuid[])) as keys,
    (select count(*)::int from ${db.table('timeline')} where ${onTimeline(vanished)}) as timeline`);
}

/** Words that nobody bears any more. */
export function forgetWords(ctx: Context, words: string[]): Promise<number> {
  return ctx.db.run(sql`delete from ${ctx.db.table('search_word')} s where s.word = any (${words}::text[])
    and not exists (select 1 from ${ctx.db.table('record_key')} k where k.key = 'w' || s.word)`);
}

/** The words by which records are found. */
export async function wordsOf(ctx: Context, ids: string[]): Promise<string[]> {
  const rows = await ctx.db.many<{ word: string }>(sql`select distinct substr(key, 2) as word
    from ${ctx.db.table('record_key')} where record_id = any (${ids}::uuid[]) and key ~ '^w[a-z]{4,}$'`);
  return rows.map((row) => row.word);
}

/** Text that names one of the records: ids are found in JSON and in addresses alike. */
function naming(column: string, ids: string[]): Sql {
  return sql`${sql.id(column)}::text like any (${ids.map((id) => `%${id}%`)}::text[])`;
}

const pattern = (name: string): string => `%${name.replaceAll(/[\\%_]/g, String.raw`\$&`)}%`;
const few = 20; // records up to which a change set is called after one of them

/** Change sets are called after what they changed: those of these records alone, and those that say a name. */
function blankLabels({ db }: Context, { ids, names }: Forgotten): Promise<number> {
  return db.run(sql`update ${db.table('change_set')} s set label = ${label}
    where s.id in (select change_set_id from ${db.table('change')} where record_id = any (${ids}::uuid[]))
      and ((s.origin <> 'import' and s.records <= ${few}) or s.label ilike any (${names.map(pattern)}::text[]))`);
}

/** Rows of imports keep that they came, and nothing of what stood in them. */
async function blankImports({ db }: Context, { ids, addresses }: Forgotten): Promise<number> {
  const rows = sql`record_id = any (${ids}::uuid[]) or kept::text ilike any (${addresses.map(pattern)}::text[])`;
  await db.run(sql`delete from ${db.table('import_correction')} c using ${db.table('import_row')} r
    where (${rows}) and (c.import_id, c.file, c.sheet, c.row) = (r.import_id, r.file, r.sheet, r.row)`);
  return db.run(sql`update ${db.table('import_row')} set kept = null, refused = null, reason = null, record_id = null
    where ${rows}`);
}
