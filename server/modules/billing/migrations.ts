import { newId, sql, type Migration } from '#kernel/database';
import type { Beginning } from '#kernel/module';
import type { Workspace } from '#kernel/workspace';
import { sortKey } from '#shared/fold';

/** The firm of the workspace, as documents name it. */
export function beginnings({ name, region }: Workspace): Beginning[] {
  const address = JSON.stringify({ street: null, city: null, state: null, postal_code: null, country: region });
  return [
    {
      name: '0610-seller',
      fills: 'seller',
      statements: (table) => [
        sql`insert into ${table('seller')} (id, name, name__sort, standard, address, colour, colour__sort, quote_days,
            payment_days)
          values (${newId()}::uuid, ${name}, ${sortKey(name)}, true, ${address}::jsonb, '#1f4e79', '#1f4e79', 30, 30)`,
      ],
    },
  ];
}

export const migrations: Migration[] = [
  {
    name: '0620-document-counter',
    statements: (table) => [
      sql`create table ${table('document_counter')} (
        seller_id uuid not null,
        series text not null,
        year integer not null,
        last integer not null,
        constraint document_counter_key primary key (seller_id, series, year))`,
    ],
  },
];
