import { inTransaction, sql, type Migration } from '#kernel/database';
import { defineOpenRoute, defineRoute, z, type Route, type SignedInCall } from '#kernel/http';
import { getRecord, requireObject } from '#kernel/objects';
import { fail } from '#shared/failure';
import type { Services } from '../../services.ts';
import { erasePerson, keepCertificate, type Certificate } from './erase.ts';

const counts = z.record(z.string(), z.int());
const certificate = z.object({
  id: z.uuid(),
  at: z.string(),
  mode: z.enum(['erase', 'anonymise']),
  by: z.string(),
  removed: counts,
  left: counts,
});
const asked = z.strictObject({
  mode: z.enum(['erase', 'anonymise']),
  preview: z.boolean().default(false),
  confirm: z.string().max(500).optional(),
});
type Asked = z.infer<typeof asked>;
type Call = SignedInCall<{ id: string }, unknown, Asked>;

/** Certificates of what was erased; nothing in them is about anybody. */
export const erasureMigrations: Migration[] = [
  {
    name: '0027-erasure',
    statements: (table) => [
      sql`create table ${table('erasure')} (
        id uuid constraint erasure_key primary key,
        at timestamptz not null,
        member_id uuid,
        actor_name text not null,
        mode text not null,
        removed jsonb not null,
        remains jsonb not null)`,
    ],
  },
];

/** Forgetting a person, and the certificates of it. */
export function erasureRoutes(services: Services): Route[] {
  return [erasing(services), certificates];
}

const erasing = (services: Services) =>
  defineOpenRoute<{ id: string }, unknown, Asked>({
    method: 'POST',
    path: '/api/v1/people/:id/erase',
    summary: 'Remove a person from every place, or their name from the record; `preview` only counts. Not undoable.',
    tag: 'Personal data',
    access: 'admin',
    status: 200,
    answer: certificate.extend({ preview: z.boolean() }),
    params: z.object({ id: z.uuid() }),
    body: asked as never,
    serve: (call) => erase(services, call),
  });

const certificates = defineRoute({
  method: 'GET',
  path: '/api/v1/erasures',
  summary: 'Certificates of what was erased: numbers by place, and nothing about anybody; newest first.',
  tag: 'Personal data',
  access: 'admin',
  answer: z.object({ data: z.array(certificate) }),
  handle: async ({ db }) => ({
    data: await db.many<Certificate>(sql`select id, at, mode, actor_name as by, removed, remains as left
      from ${db.table('erasure')} order by id desc limit 1000`),
  }),
});

/** What a preview rolls back with. */
class OnlyCounted extends Error {
  readonly certificate: Certificate;
  constructor(counted: Certificate) {
    super('only counted');
    this.certificate = counted;
  }
}

async function erase(services: Services, call: Call): Promise<Certificate & { preview: boolean }> {
  const { id } = call.params;
  const { mode, preview, confirm } = call.body;
  await call.transaction(async (ctx) => {
    const found = await getRecord(ctx, requireObject(ctx, 'people'), id);
    const name = (found['name'] as { full: string }).full;
    if (!preview && confirm !== name) fail('person.erase_unconfirmed');
  });
  const { schema } = call.workspace;
  const done = inTransaction(services.pools.owner, { schema, role: null, timeout: 120_000 }, async (db) => {
    const { workspace, actor } = call;
    const ctx = { workspace, actor, db, now: services.source.clock(), log: services.source.log };
    const made = await erasePerson(ctx, id, mode);
    if (preview) throw new OnlyCounted(made);
    await keepCertificate(ctx, made);
    return made;
  });
  const made = await done.catch((error: unknown) => {
    if (error instanceof OnlyCounted) return error.certificate;
    throw error;
  });
  return { ...made, preview };
}
