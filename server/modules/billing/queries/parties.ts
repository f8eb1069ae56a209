import type { Address } from '#shared/fields/address';
import { sql } from '#kernel/database';
import { getObject, scopeSql } from '#kernel/objects';
import type { Context } from '#kernel/workspace';

/** Who sells and who buys, as a document names them; what the actor may not see is null. */
export interface Parties {
  seller: SellerParty | null;
  company: { name: string; address: Address | null; vat_number: string | null } | null;
  person: string | null;
}

export interface SellerParty {
  name: string;
  address: Address | null;
  vat_number: string | null;
  registration_number: string | null;
  email: string | null;
  phone: string | null;
  website: string | null;
  bank: string | null;
  iban: string | null;
  bic: string | null;
  colour: string | null;
  footer: string | null;
  /** Hash of the picture's bytes, and its type. */
  logo: { sha256: string; type: string } | null;
}

type Ids = Record<'seller' | 'company' | 'person', string | null>;

/** Reads the parties of a document: one statement. */
export async function readParties(ctx: Context, { seller, company, person }: Ids): Promise<Parties> {
  const { table } = ctx.db;
  const may = (key: string, alias: string) => scopeSql(ctx, getObject(ctx, key), { verb: 'read', alias });
  return ctx.db.one<Parties>(sql`select
      (select jsonb_build_object('name', s.name, 'address', s.address, 'vat_number', s.vat_number,
          'registration_number', s.registration_number, 'email', s.email, 'phone', s.phone, 'website', s.website,
          'bank', s.bank, 'iban', s.iban, 'bic', s.bic, 'colour', s.colour, 'footer', s.footer, 'logo',
          (select jsonb_build_object('sha256', f.sha256, 'type', f.type)
          from ${table('file')} f where f.id = s.logo_id and f.deleted_at is null))
        from ${table('seller')} s where s.id = ${seller}::uuid) as seller,
      (select jsonb_build_object('name', coalesce(nullif(c.legal_name, ''), c.name), 'address', c.address,
          'vat_number', c.vat_number)
        from ${table('company')} c where c.id = ${company}::uuid and ${may('company', 'c')}) as company,
      (select p.name->>'full' from ${table('person')} p
        where p.id = ${person}::uuid and ${may('person', 'p')}) as person`);
}
