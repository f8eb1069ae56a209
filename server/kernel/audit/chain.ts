import { inTransaction, sql, type Db, type Pools } from '#kernel/database';
import { inControl, inControlTransaction, type Context, type Workspace } from '#kernel/workspace';
import type { SecretBox } from '#kernel/access';

/** How far a chain reaches, and what the last check found. */
export interface AuditHead {
  n: number;
  mac: string;
  first_n: number;
  first_mac: string;
  keep_days: number | null;
  checked_at: string | null;
  problem: string | null;
}

interface Line {
  id: string;
  text: string;
}

const most = 1_000;

// Everything a line says, as one text that the database always writes alike.
const lineText = (alias: string) => {
  const at = (name: string) => sql.id(alias, name);
  return sql`jsonb_build_array(${at('id')}, extract(epoch from ${at('at')}), ${at('kind')}, ${at('actor_kind')},
    ${at('member_id')}, ${at('actor_name')}, ${at('address')}, ${at('about')}, ${at('details')})::text`;
};

const sealOf = (box: SecretBox, { before, n, text }: { before: string; n: number; text: string }): string =>
  box.sign(`audit ${before} ${n} ${text}`);

/** Reads how far the chain of a workspace reaches. */
export async function readHead(db: Db, workspaceId: string): Promise<AuditHead> {
  const row = await db.maybe<AuditHead>(sql`select n, mac, first_n, first_mac, keep_days, checked_at, problem
    from ${db.table('audit_head')} where workspace_id = ${workspaceId}`);
  const none = { n: 0, mac: '', first_n: 1, first_mac: '', keep_days: null, checked_at: null, problem: null };
  return row ? { ...row, n: Number(row.n), first_n: Number(row.first_n) } : none;
}

/** Adds the lines that are in no chain yet, oldest first: each seal is made of the one before and of all that the line
 * says, under a key that is in no database. Answers how many were added. */
export async function chainAudit(ctx: Context, box: SecretBox): Promise<{ added: number; n: number; mac: string }> {
  const { db } = ctx;
  const links = db.table('audit_link');
  const last = await db.maybe<{ n: number; mac: string; kept_at: string }>(
    sql`select n, mac, kept_at::text as kept_at from ${links} order by n desc limit 1`,
  );
  // No transaction is open for an hour: older lines are in the chain already.
  const since = last ? sql`a.kept_at > ${last.kept_at}::timestamptz - interval '1 hour' and` : sql``;
  const lines = await db.many<Line & { kept_at: string }>(sql`select a.id, a.kept_at::text as kept_at,
      ${lineText('a')} as text
    from ${db.table('audit')} a where ${since} not exists (select 1 from ${links} l where l.audit_id = a.id)
    order by a.kept_at, a.id limit ${most}`);
  let n = Number(last?.n ?? 0);
  let mac = last?.mac ?? '';
  const added = lines.map(({ id, kept_at, text }) => {
    n += 1;
    mac = sealOf(box, { before: mac, n, text });
    return { n, audit_id: id, mac, kept_at };
  });
  if (added.length > 0)
    await db.run(sql`insert into ${links} (n, audit_id, mac, kept_at) select n, audit_id, mac, kept_at
      from json_populate_recordset(null::record, ${JSON.stringify(added)}::json) as r
        (n bigint, audit_id uuid, mac text, kept_at timestamptz)`);
  return { added: added.length, n, mac };
}

/** Keeps how far the chain reaches where the workspace's role cannot write. */
export async function keepHead(pools: Pools, workspaceId: string, head: { n: number; mac: string }): Promise<void> {
  await inControl(pools, (db) =>
    db.run(sql`insert into ${db.table('audit_head')} as h (workspace_id, n, mac)
      values (${workspaceId}, ${head.n}, ${head.mac})
      on conflict (workspace_id) do update set n = excluded.n, mac = excluded.mac where h.n < excluded.n`),
  );
}

/** Goes along the whole chain and tells the first thing that is wrong with it, or null. */
export async function checkAudit(
  read: <T>(work: (ctx: Context) => Promise<T>) => Promise<T>,
  box: SecretBox,
  head: AuditHead,
): Promise<string | null> {
  let n = head.first_n - 1;
  let before = head.first_mac;
  for (;;) {
    const from = n;
    const links = await read((ctx) =>
      ctx.db.many<{ n: number; mac: string; text: string | null }>(sql`select l.n, l.mac,
          case when a.id is not null then ${lineText('a')} end as text
        from ${ctx.db.table('audit_link')} l left join ${ctx.db.table('audit')} a on a.id = l.audit_id
        where l.n > ${from} order by l.n limit ${most}`),
    );
    for (const link of links) {
      n += 1;
      if (Number(link.n) !== n) return `Line ${n} is missing.`;
      if (link.text === null) return `Line ${n} was removed.`;
      if (sealOf(box, { before, n, text: link.text }) !== link.mac) return `Line ${n} was changed.`;
      before = link.mac;
      if (n === head.n && before !== head.mac) return `Line ${n} is not the one that was kept.`;
    }
    if (links.length < most) break;
  }
  return n < head.n ? `The lines from ${n + 1} to ${head.n} were removed.` : null;
}

/** What a check found, for pages: a code and the lines that it is about; null for a sentence that is none of these. */
export function readFinding(problem: string): { code: FindingCode; from: number; to: number } | null {
  for (const [code, pattern] of Object.entries(findings) as [FindingCode, RegExp][]) {
    const [, from, to = from] = pattern.exec(problem) ?? [];
    if (from !== undefined) return { code, from: Number(from), to: Number(to) };
  }
  return null;
}

const findings = {
  line_missing: /^Line (\d+) is missing\.$/,
  line_removed: /^Line (\d+) was removed\.$/,
  line_changed: /^Line (\d+) was changed\.$/,
  line_replaced: /^Line (\d+) is not the one that was kept\.$/,
  lines_removed: /^The lines from (\d+) to (\d+) were removed\.$/,
};

type FindingCode = keyof typeof findings;

/** Keeps what a check found. */
export async function keepFinding(pools: Pools, workspaceId: string, problem: string | null): Promise<void> {
  await inControl(pools, (db) =>
    db.run(sql`insert into ${db.table('audit_head')} (workspace_id, checked_at, problem)
      values (${workspaceId}, now(), ${problem})
      on conflict (workspace_id) do update set checked_at = excluded.checked_at, problem = excluded.problem`),
  );
}

/** Sets after how many days lines are forgotten; null keeps them for good. */
export async function setRetention(pools: Pools, workspaceId: string, days: number | null): Promise<void> {
  await inControl(pools, (db) =>
    db.run(sql`insert into ${db.table('audit_head')} (workspace_id, keep_days) values (${workspaceId}, ${days})
      on conflict (workspace_id) do update set keep_days = excluded.keep_days`),
  );
}

/** Forgets lines beyond the time they are kept, by the owner of the tables alone; the chain begins anew behind them. */
export async function forgetAudit(pools: Pools, workspace: Workspace): Promise<number> {
  const head = await inControl(pools, (db) => readHead(db, workspace.id));
  if (head.keep_days === null) return 0;
  const old = sql`kept_at < now() - make_interval(days => ${head.keep_days}::integer)`;
  return inTransaction(pools.owner, { schema: workspace.schema, role: null }, async (db) => {
    const links = db.table('audit_link');
    const last = await db.maybe<{ n: number; mac: string }>(
      sql`select n, mac from ${links} where ${old} order by n desc limit 1`,
    );
    if (!last) return 0;
    await inControlTransaction(pools, (control) =>
      control.run(sql`update ${control.table('audit_head')} set first_n = ${Number(last.n) + 1}, first_mac = ${last.mac}
        where workspace_id = ${workspace.id}`),
    );
    await db.run(
      sql`delete from ${db.table('audit')} where id in (select audit_id from ${links} where n <= ${last.n})`,
    );
    return db.run(sql`delete from ${links} where n <= ${last.n}`);
  });
}
