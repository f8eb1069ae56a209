import { Readable } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import { audit } from '#kernel/audit';
import { sql } from '#kernel/database';
import { answered, defineOpenRoute, z, type Route, type SignedInCall } from '#kernel/http';
import {
  anyRecord,
  catalogOf,
  changeAnswer,
  getRecord,
  listChanges,
  listRecords,
  presentRows,
  requireObject,
  type ObjectModel,
} from '#kernel/objects';
import type { Context } from '#kernel/workspace';
import type { Services } from '../services.ts';

type Call = SignedInCall<{ id: string }, unknown, unknown>;
type Rows = AsyncGenerator<unknown[]>;

const page = 500;

const line = z.record(z.string(), z.unknown());
const personalData = z.object({
  about: z.object({ made_at: z.string(), workspace: z.string() }),
  person: anyRecord,
  records: z.record(z.string(), z.array(anyRecord)),
  merged: z.array(anyRecord),
  history: z.array(changeAnswer),
  files: z.array(line),
  mails_sent: z.array(line),
  audit: z.array(line),
});

/** Everything that is kept about one person, in one JSON document that is written as it is read. */
export function personalDataRoutes(services: Services): Route[] {
  return [
    defineOpenRoute<{ id: string }>({
      method: 'GET',
      path: '/api/v1/people/:id/personal_data',
      summary: 'Everything about one person as JSON: record, what points at it, history, files, mails, audit.',
      tag: 'Personal data',
      access: 'admin',
      answer: personalData,
      params: z.object({ id: z.uuid() }),
      serve: async (call) => {
        const person = await call.transaction(
          async (ctx) => {
            const found = await getRecord(ctx, requireObject(ctx, 'people'), call.params.id);
            const details = { object: 'person', record: found.id, format: 'personal_data' };
            await audit(ctx, 'export', { about: 'Personal data', details });
            return found;
          },
          { unnoted: true },
        );
        const headers = {
          'content-type': 'application/json; charset=utf-8',
          'content-disposition': 'attachment; filename="personal-data.json"',
        };
        void call.raw.reply.headers(headers).send(Readable.from(write(services, call, person)));
        return answered;
      },
    }),
  ];
}

/** One part after the other; each page in a short transaction of its own. */
async function* write(
  services: Services,
  call: Call,
  person: { id: string; emails?: unknown },
): AsyncGenerator<string> {
  const made = { made_at: services.source.clock().toISOString(), workspace: call.workspace.name };
  yield `{"about":${JSON.stringify(made)},"person":${JSON.stringify(person)},"records":{`;
  const ids = await call.transaction((ctx) => everyId(ctx, person.id));
  const pointing = await call.transaction(async (ctx) => pointingAt(ctx));
  for (const [at, { object, fields }] of pointing.entries()) {
    if (at > 0) yield ',';
    yield* list(object.api, records(call, object, { fields, id: person.id }));
  }
  yield '},';
  yield* list(
    'merged',
    merged(
      call,
      ids.filter((id) => id !== person.id),
    ),
  );
  yield ',';
  yield* list('history', history(call, ids));
  yield ',';
  yield* list('files', files(services, call, ids));
  yield ',';
  yield* list('mails_sent', mailsSent(call, person.emails));
  yield ',';
  yield* list('audit', auditLines(call, ids));
  yield '}\n';
}

async function* list(name: string, pages: Rows): AsyncGenerator<string> {
  yield `${JSON.stringify(name)}:[`;
  let first = true;
  for await (const rows of pages) {
    for (const row of rows) {
      yield (first ? '' : ',') + JSON.stringify(row);
      first = false;
    }
  }
  yield ']';
}

/** The person and all records that became part of it. */
async function everyId(ctx: Context, id: string): Promise<string[]> {
  const table = ctx.db.table('person');
  const rows = await ctx.db.many<{ id: string }>(sql`with recursive down as (
      select id from ${table} where id = ${id}::uuid
      union select p.id from down join ${table} p on p.merged_into_id = down.id)
    select id from down order by id`);
  return rows.map((row) => row.id);
}

/** Every object with fields that point at people: employments, calls, deals, objects of one's own. */
function pointingAt(ctx: Context): { object: ObjectModel; fields: string[] }[] {
  return [...catalogOf(ctx).byApi.values()].flatMap((object) => {
    const fields = [...object.fields.values()].filter(
      (field) => field.type === 'relation' && field.to === 'person' && field.writtenBy === undefined,
    );
    return fields.length > 0 ? [{ object, fields: fields.map((field) => field.key) }] : [];
  });
}

/** What points at the person, in the lists and in the trash. */
async function* records(call: Call, object: ObjectModel, { fields, id }: { fields: string[]; id: string }): Rows {
  const filter = { any: fields.map((field) => ({ field, is: id })) };
  for (const trash of [false, true]) {
    let cursor: string | undefined;
    do {
      const query = { filter, trash, cursor, limit: page };
      const found = await call.transaction((ctx) => listRecords(ctx, requireObject(ctx, object.api), query), {
        unnoted: true,
      });
      yield found.data;
      cursor = found.next_cursor ?? undefined;
    } while (cursor);
  }
}

/** The records that became part of the person, as they were. */
async function* merged(call: Call, ids: string[]): Rows {
  yield await call.transaction(
    async (ctx) => {
      const object = requireObject(ctx, 'people');
      const rows = await ctx.db.many<Record<string, unknown>>(
        sql`select * from ${ctx.db.table(object.table)} where id = any (${ids}::uuid[]) order by id`,
      );
      return presentRows(ctx, object, rows, [...object.fields.values()]);
    },
    { unnoted: true },
  );
}

async function* history(call: Call, ids: string[]): Rows {
  for (const id of ids) {
    let before: { at: string; id: string } | null = null;
    for (;;) {
      const from = before as { at: string; id: string } | null;
      const rows = await call.transaction((ctx) =>
        listChanges(ctx, requireObject(ctx, 'people'), { id, before: from, limit: page }),
      );
      yield rows;
      const last = rows.at(-1);
      if (!last || rows.length < page) break;
      before = { at: last.at, id: last.change_set_id };
    }
  }
}

const largestFile = 100 * 1024 ** 2; // what may be kept at all

/** The files with their bytes. */
async function* files(services: Services, call: Call, ids: string[]): Rows {
  const rows = await call.transaction((ctx) =>
    ctx.db.many<{ id: string; name: string; type: string; sha256: string; created_at: string }>(
      sql`select id, name, type, sha256, created_at from ${ctx.db.table('file')}
        where record_id = any (${ids}::uuid[]) and deleted_at is null order by id`,
    ),
  );
  for (const { sha256, ...row } of rows) {
    const kept = await services.files.read(sha256);
    const bytes = kept && kept.size <= largestFile ? await buffer(kept.stream) : null;
    yield [{ ...row, base64: bytes?.toString('base64') ?? null }];
  }
}

/** Mails that Kith itself wrote to the person's addresses. */
async function* mailsSent(call: Call, emails: unknown): Rows {
  const addresses = ((emails ?? []) as { value: string }[]).map(({ value }) => value.toLowerCase());
  yield await call.transaction((ctx) =>
    ctx.db.many(sql`select id, recipients, subject, text, state, created_at, sent_at
      from ${ctx.db.table('mail_outbox')} m where exists (select 1 from jsonb_array_elements(m.recipients) r
        where lower(r->>'address') = any (${addresses}::text[])) order by created_at, id`),
  );
}

async function* auditLines(call: Call, ids: string[]): Rows {
  yield await call.transaction((ctx) =>
    ctx.db.many(sql`select at, kind, actor_name, about, details from ${ctx.db.table('audit')}
      where details->>'record' = any (${ids}::text[]) or jsonb_exists_any(details->'records', ${ids}::text[])
      order by id`),
  );
}
