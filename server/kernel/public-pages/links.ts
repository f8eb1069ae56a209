import { createHash, randomBytes, timingSafeEqual } from 'node:crypto';
import { newId, sql, type Migration } from '#kernel/database';
import {
  withContext,
  type Actor,
  type Context,
  type ContextSource,
  type Directory,
  type Workspace,
} from '#kernel/workspace';

export const workspaceMigrations: Migration[] = [
  {
    name: '0040-public-link',
    statements: (table) => [
      sql`create table ${table('public_link')} (
        id uuid constraint public_link_key primary key,
        purpose text not null,
        record_id uuid not null,
        token_hash bytea not null constraint public_link_token_key unique,
        created_at timestamptz not null,
        expires_at timestamptz not null,
        withdrawn_at timestamptz)`,
      sql`create index public_link_record on ${table('public_link')} (record_id)`,
    ],
  },
];

/** What a link leads to. */
export interface PublicLink {
  id: string;
  record_id: string;
  expires_at: string;
}

const idBytes = 16;
const secretBytes = 32; // 256 bits: nobody guesses one, however many there are (trust.md T28)
const tokenPattern = /^[A-Za-z0-9_-]{64}$/;

/** Makes a link to a record for one purpose. The token is told this once: only its hash is kept. */
export async function makePublicLink(
  ctx: Context,
  { purpose, record, expiresAt }: { purpose: string; record: string; expiresAt: Date },
): Promise<{ id: string; token: string }> {
  const id = newId();
  const token = Buffer.concat([bytesOf(ctx.workspace.id), randomBytes(secretBytes)]).toString('base64url');
  await ctx.db.run(sql`insert into ${ctx.db.table('public_link')}
      (id, purpose, record_id, token_hash, created_at, expires_at)
    values (${id}, ${purpose}, ${record}::uuid, ${digest(token)}, ${ctx.now}, ${expiresAt})`);
  return { id, token };
}

/** The workspace and the link that a token names, or null: for a token that is unknown, expired, withdrawn or for
 * another purpose alike. */
export async function findPublicLink(
  { source, directory }: { source: ContextSource; directory: Directory },
  { token, purpose, actor }: { token: string; purpose: string; actor: Actor },
): Promise<{ workspace: Workspace; link: PublicLink } | null> {
  if (!tokenPattern.test(token)) return null;
  const workspace = await directory.find(idOf(Buffer.from(token, 'base64url').subarray(0, idBytes)));
  if (!workspace) return null;
  const link = await withContext(source, { workspace, actor }, (ctx) => lookUp(ctx, token, purpose));
  return link && { workspace, link };
}

/** Ends all links to a record for this purpose; answers with their number. */
export async function withdrawPublicLinks(
  ctx: Context,
  { purpose, record }: { purpose: string; record: string },
): Promise<number> {
  return ctx.db.run(sql`update ${ctx.db.table('public_link')} set withdrawn_at = ${ctx.now}
    where record_id = ${record}::uuid and purpose = ${purpose} and withdrawn_at is null`);
}

async function lookUp(ctx: Context, token: string, purpose: string): Promise<PublicLink | null> {
  const hash = digest(token);
  const row = await ctx.db.maybe<PublicLink & { token_hash: Buffer }>(sql`select id, record_id, token_hash, expires_at
    from ${ctx.db.table('public_link')}
    where token_hash = ${hash} and purpose = ${purpose} and withdrawn_at is null and expires_at > ${ctx.now}`);
  if (!row || !timingSafeEqual(row.token_hash, hash)) return null;
  const { id, record_id, expires_at } = row;
  return { id, record_id, expires_at };
}

function digest(token: string): Buffer {
  return createHash('sha256').update(token).digest();
}

const bytesOf = (id: string): Buffer => Buffer.from(id.replaceAll('-', ''), 'hex');

function idOf(bytes: Buffer): string {
  return bytes.toString('hex').replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
}
