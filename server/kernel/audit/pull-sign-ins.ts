import { sinceJoining } from '#kernel/access';
import { sql, type Pools } from '#kernel/database';
import { inControl, type Context } from '#kernel/workspace';

interface Row {
  id: string;
  at: string;
  email: string;
  member_id: string;
  name: string;
  address: string | null;
  agent: string | null;
  how: string | null;
  outcome: string;
}

const most = 1_000;

/** Brings sign-ins and tries of members into the workspace's audit. Those of the last
 * minutes are looked at again: a line that was written late is not left out, and none is brought twice. */
export async function pullSignIns(ctx: Context, pools: Pools): Promise<number> {
  const table = ctx.db.table('audit');
  const { since } = await ctx.db.one<{ since: string | null }>(
    sql`select (max(at) - interval '10 minutes')::text as since from ${table} where kind = 'sign_in'`,
  );
  let last: Pick<Row, 'at' | 'id'> | null = null;
  let brought = 0;
  for (;;) {
    const rows: Row[] = await readPage(ctx, pools, { since, last });
    if (rows.length > 0) brought += await keep(ctx, rows);
    if (rows.length < most) return brought;
    last = rows.at(-1)!;
  }
}

function readPage(
  ctx: Context,
  pools: Pools,
  { since, last }: { since: string | null; last: Pick<Row, 'at' | 'id'> | null },
): Promise<Row[]> {
  return inControl(pools, (db) =>
    db.many<Row>(sql`select s.id, s.at::text as at, s.email, m.member_id, a.name, s.address, s.agent, s.how, s.outcome
      from ${db.table('sign_in')} s
      join ${db.table('membership')} m on m.account_id = s.account_id and m.workspace_id = ${ctx.workspace.id}
        and ${sinceJoining}
      join ${db.table('account')} a on a.id = s.account_id
      where (${since}::text is null or s.at > ${since}::timestamptz)
        ${last ? sql`and (s.at, s.id) > (${last.at}::timestamptz, ${last.id}::uuid)` : sql``}
      order by s.at, s.id limit ${most}`),
  );
}

function keep(ctx: Context, rows: Row[]): Promise<number> {
  return ctx.db.run(sql`insert into ${ctx.db.table('audit')}
    (id, at, kind, actor_kind, member_id, actor_name, address, about, details)
    select id, at, 'sign_in', 'member', member_id, name, address, email,
      jsonb_build_object('outcome', outcome, 'how', how, 'agent', agent)
    from json_populate_recordset(null::record, ${JSON.stringify(rows)}::json) as r
      (id uuid, at timestamptz, email text, member_id uuid, name text, address text, agent text, how text, outcome text)
    on conflict (id) do nothing`);
}
