import { newId, sql } from '#kernel/database';
import type { Beginning } from '#kernel/module';
import type { Workspace } from '#kernel/workspace';
import { sortKey } from '#shared/fold';
import { firstRates } from './first-rates.ts';

/** The tax rates that a workspace begins with, in its language. */
export function beginnings({ language, region }: Workspace): Beginning[] {
  return [
    {
      name: '0600-tax-rates',
      fills: 'tax_rate',
      statements: (table) => {
        const lines = firstRates(region).map((rate, at) => {
          const name = rate[language];
          const reason = rate.reason?.[language] ?? null;
          return sql`(${newId()}::uuid, ${name}, ${sortKey(name)}, ${rate.category}, ${rate.percent}::numeric,
            ${rate.country ?? null}::text, ${rate.country ? sortKey(rate.country) : null}::text,
            ${reason}::text, ${reason === null ? null : sortKey(reason)}::text, ${rate.standard ?? false}::boolean,
            ${at + 1}::numeric)`;
        });
        return [
          sql`insert into ${table('tax_rate')}
            (id, name, name__sort, category, percent, country, country__sort, reason, reason__sort, standard, position)
            values ${sql.join(lines)}`,
        ];
      },
    },
  ];
}
