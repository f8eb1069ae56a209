import { newId, sql } from '#kernel/database';
import type { Context } from '#kernel/workspace';

/** A form as its page needs it. */
export interface FormRow {
  id: string;
  name: string;
  language: 'en' | 'el';
  heading: string;
  text: string | null;
  asks: string;
  consent_text: string | null;
  consents: string[] | null;
  thanks: string | null;
  thanks_address: string | null;
  origins: string | null;
  owner_id: string | null;
}

/** The form of an address, if it is active. */
export function findForm(ctx: Context, address: string): Promise<FormRow | null> {
  return ctx.db.maybe<FormRow>(sql`select id, name, language, heading, text, asks, consent_text, consents, thanks,
      thanks_address, origins, owner_id
    from ${ctx.db.table('web_form')} where address = ${address} and active and deleted_at is null`);
}

const keptDays = 3; // as long as a page may stand open, and longer

/** Takes note of a sending, once: false where this showing of the page was sent before, or where the same was sent
 * by the same form in the last minutes. What is noted stands as long as it can be sent again. */
export async function noteSending(
  ctx: Context,
  { form, once, content, minutes }: { form: string; once: string; content: Buffer; minutes: number },
): Promise<boolean> {
  const table = ctx.db.table('form_sending');
  const now = ctx.now.toISOString();
  await ctx.db.run(sql`delete from ${table} where at < ${now}::timestamptz - make_interval(days => ${keptDays})`);
  const noted = await ctx.db.run(sql`insert into ${table} (id, form_id, once, content, at)
    select ${newId()}::uuid, ${form}::uuid, ${once}, ${content}, ${now}::timestamptz
    where not exists (select 1 from ${table} s where s.form_id = ${form}::uuid and s.content = ${content}
      and s.at > ${now}::timestamptz - make_interval(mins => ${minutes}))
    on conflict do nothing`);
  return noted > 0;
}
