import { sql, type Sql } from '#kernel/database';
import { columnSeen, getObject, scopeSql } from '#kernel/objects';
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

/** Columns of one table by name. */
export type Columns = (name: string) => Sql;

/** Columns of an object under an alias as the actor may see them: null where a field is hidden from him. */
export function seen(ctx: Context, key: string, alias: string): Columns {
  return (column) => columnSeen(ctx, key, { alias, column });
}

/** The living records `alias` that the actor may read: what is joined to a line of Home shows nothing else. */
export function readableOf(ctx: Context, key: string, alias: string): Sql {
  return sql`${sql.id(alias, 'deleted_at')} is null and ${scopeSql(ctx, getObject(ctx, key), { verb: 'read', alias })}`;
}

/** Joins the company `c` of the person `p`, where the actor may read it. */
export function companyOf(ctx: Context): Sql {
  const company = seen(ctx, 'person', 'p')('company_id');
  return sql`left join ${ctx.db.table('company')} c on c.id = ${company} and ${readableOf(ctx, 'company', 'c')}`;
}
