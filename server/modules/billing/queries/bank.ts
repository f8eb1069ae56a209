import { fail } from '#shared/failure';
import { sql } from '#kernel/database';
import { getObject, requireRight, scopeSql, valuesOf, type Values } from '#kernel/objects';
import type { Context } from '#kernel/workspace';
import { digitsNamed, type OpenInvoice } from '../bank/match-entry.ts';
import type { BankEntry } from '../bank/bank-entry.ts';

/** The fingerprints among these that are kept already, whoever brought them; nobody else adds any until the
 * transaction ends. */
export async function lockFingerprints(ctx: Context, fingerprints: readonly string[]): Promise<Set<string>> {
  await ctx.db.run(sql`select pg_advisory_xact_lock(hashtext(${`${ctx.db.schema}:bank_lines`}))`);
  const rows = await ctx.db.many<{ fingerprint: string }>(sql`select fingerprint from ${ctx.db.table('bank_line')}
    where fingerprint = any (${[...fingerprints]}::text[]) and deleted_at is null`);
  return new Set(rows.map(({ fingerprint }) => fingerprint));
}

/** The open invoices that the actor may change and that some entries may pay: by amount, or by the digits of their
 * number. */
export async function listOpenInvoices(ctx: Context, entries: readonly BankEntry[]): Promise<OpenInvoice[]> {
  const amounts = entries.map(({ amount }) => amount);
  const digits = entries.flatMap(({ reference }) => digitsNamed(reference));
  const { table } = ctx.db;
  return ctx.db.many<OpenInvoice>(sql`select t.id, t.number, t.open::text as open, t.currency,
      coalesce(c.name, '') as company
    from ${table('invoice')} t left join ${table('company')} c on c.id = t.company_id
    where t.kind = 'invoice' and t.status = 'issued' and t.deleted_at is null
      and (t.open = any (${amounts}::numeric[])
        or regexp_replace(t.number, '[^0-9]', '', 'g') = any (${digits}::text[]))
      and ${scopeSql(ctx, getObject(ctx, 'invoice'), { verb: 'update', alias: 't' })}
    order by t.id`);
}

/** The values of a line that the actor may change, locked; or the answer 404. */
export async function lockBankLine(ctx: Context, id: string): Promise<Values> {
  const object = getObject(ctx, 'bank_line');
  requireRight(ctx, object, 'update');
  const row = await ctx.db.maybe<Record<string, unknown>>(sql`select t.* from ${ctx.db.table('bank_line')} t
    where t.id = ${id}::uuid and t.deleted_at is null and ${scopeSql(ctx, object, { verb: 'update', alias: 't' })}
    for update`);
  if (!row) return fail('record.not_found', { detail: 'There is no such record, or you may not change it.' });
  return valuesOf(object.whole, row);
}
