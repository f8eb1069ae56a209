import { sql, type Sql } from '#kernel/database';
import type { Context } from '#kernel/workspace';
import type { AuditKind } from './write-audit.ts';

/** A line of the audit as it is read. */
export interface AuditRow {
  id: string;
  at: string;
  kind: AuditKind;
  actor: { kind: string; member: string | null; name: string };
  address: string | null;
  about: string | null;
  details: Record<string, unknown>;
}

/** Which lines are wanted. */
export interface AuditQuery {
  kind?: string | undefined;
  member?: string | undefined;
  since?: string | undefined;
  until?: string | undefined;
  cursor?: string | undefined;
  limit?: number | undefined;
}

const usual = 100;

/** A page of the audit, newest first. */
export async function listAudit(
  ctx: Context,
  query: AuditQuery,
): Promise<{ data: AuditRow[]; next_cursor: string | null }> {
  const limit = query.limit ?? usual;
  const wanted: Sql[] = [
    ...(query.kind ? [sql`kind = ${query.kind}`] : []),
    ...(query.member ? [sql`member_id = ${query.member}::uuid`] : []),
    ...(query.since ? [sql`at >= ${query.since}::timestamptz`] : []),
    ...(query.until ? [sql`at < ${query.until}::timestamptz`] : []),
    ...(query.cursor ? [sql`id < ${query.cursor}::uuid`] : []),
  ];
  const where = wanted.length > 0 ? sql`where ${sql.join(wanted, sql` and `)}` : sql``;
  const data = await ctx.db.many<AuditRow>(sql`select id, at, kind, address, about, details,
      json_build_object('kind', actor_kind, 'member', member_id, 'name', actor_name) as actor
    from ${ctx.db.table('audit')} ${where} order by id desc limit ${limit}`);
  return { data, next_cursor: data.length === limit ? data.at(-1)!.id : null };
}

const page = 1_000;

/** Every wanted line, page by page, each read by `read` in a transaction of its own. */
export async function* listEveryAudit(
  read: <T>(work: (ctx: Context) => Promise<T>) => Promise<T>,
  query: AuditQuery,
): AsyncGenerator<AuditRow[]> {
  let cursor: string | null = null;
  do {
    const after: string | undefined = cursor ?? undefined;
    const found: Awaited<ReturnType<typeof listAudit>> = await read((ctx) =>
      listAudit(ctx, { ...query, cursor: after, limit: page }),
    );
    yield found.data;
    cursor = found.next_cursor;
  } while (cursor !== null);
}
