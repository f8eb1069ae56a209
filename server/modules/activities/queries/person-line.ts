import { sql, type Sql } from '#kernel/database';
import { getObject, scopeSql } from '#kernel/objects';
import type { Context } from '#kernel/workspace';

/** Somebody as a line of Home shows them. */
export interface PersonLine {
  id: string;
  object: string;
  name: string;
  title: string | null;
  company: { id: string; object: string; name: string } | null;
}

export interface PersonRow {
  id: string;
  name: string;
  title: string | null;
  company_id: string | null;
  company: string | null;
}

export function presentPerson(row: PersonRow): PersonLine {
  const { id, name, title, company_id, company } = row;
  const firm = company_id !== null && company !== null ? { id: company_id, object: 'companies', name: company } : null;
  return { id, object: 'people', name, title, company: firm };
}

/** The living records `alias` that the actor may read: what is joined to a line of Home shows nothing else. */
export function readableOf(ctx: Context, key: string, alias: string): Sql {
  return sql`${sql.id(alias, 'deleted_at')} is null and ${scopeSql(ctx, getObject(ctx, key), { verb: 'read', alias })}`;
}

/** Joins the company `c` of the person `p`, where the actor may read it. */
export function companyOf(ctx: Context): Sql {
  return sql`left join ${ctx.db.table('company')} c on c.id = p.company_id and ${readableOf(ctx, 'company', 'c')}`;
}
