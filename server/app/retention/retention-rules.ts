import { fail } from '#shared/failure';
import { sql, type Migration } from '#kernel/database';
import { compileFilter, requireObject, type ObjectModel } from '#kernel/objects';
import type { Context } from '#kernel/workspace';

export type RetentionAction = 'trash' | 'anonymise' | 'erase';

/** For how long records are kept: what the filter holds for is removed in the night. Its age stands in the filter, such
 * as `{"field": "last_contact_at", "lt": "-5y"}`. */
export interface RetentionRule {
  id: string;
  name: string;
  /** The object's plural name. */
  object: string;
  filter: unknown;
  action: RetentionAction;
  enabled: boolean;
  last_run_at: string | null;
  /** How many records the last night removed, or began to. */
  last_count: number | null;
}

/** The tables of this room. */
export const retentionMigrations: Migration[] = [
  {
    name: '0028-retention',
    statements: (table) => [
      sql`create table ${table('retention_rule')} (
        id uuid constraint retention_rule_key primary key,
        name text not null,
        object text not null,
        filter jsonb not null,
        action text not null,
        enabled boolean not null,
        last_run_at timestamptz,
        last_count integer,
        created_at timestamptz not null default now())`,
    ],
  },
];

/** Rules of the workspace, the oldest first. */
export function listRules({ db }: Pick<Context, 'db'>): Promise<RetentionRule[]> {
  return db.many<RetentionRule>(sql`select id, name, object, filter, action, enabled, last_run_at, last_count
    from ${db.table('retention_rule')} order by id`);
}

/** The object of a rule, if what the rule says can be done. */
export function requireRule(
  ctx: Context,
  { object: api, filter, action }: Pick<RetentionRule, 'object' | 'filter' | 'action'>,
): ObjectModel {
  const object = requireObject(ctx, api);
  if (action !== 'trash' && object.key !== 'person')
    fail('input.invalid', { detail: 'Only people are made anonymous or erased; other records go to the trash.' });
  const empty = typeof filter !== 'object' || filter === null || Object.keys(filter).length === 0;
  // Nobody means a rule that empties the workspace over night.
  if (empty) fail('input.invalid', { detail: 'Say which records are meant: a rule needs a condition.' });
  compileFilter(ctx, object, filter, 't');
  return object;
}
