import type { Context } from '#kernel/workspace';
import { sortKey } from '#shared/fold';
import { listMembers } from '../../queries/members.ts';
import type { TableMapping } from '../../recognising/mapping.ts';
import type { StoreRun } from '../store-run.ts';
import type { Customs } from './to-values.ts';

/** The customs of a workspace by which planned values become those of records, its members included. */
export async function readCustoms(ctx: Context): Promise<Customs> {
  const members = await listMembers(ctx);
  const byName = new Map(
    members.flatMap(
      (one) =>
        [
          [sortKey(one.name), one.id],
          [sortKey(one.email ?? ''), one.id],
        ] as const,
    ),
  );
  return {
    timeZone: ctx.workspace.timeZone,
    reading: { region: ctx.workspace.region, currency: ctx.workspace.currency },
    member: (name) => (name.trim() === '' ? null : (byName.get(sortKey(name)) ?? null)),
  };
}

/** The columns that feed fields of the workspace's own, by table. */
export function ownColumnsOf(mapping: TableMapping[]): StoreRun['ownColumns'] {
  const byTable = new Map(
    mapping.map((table) => [
      JSON.stringify([table.file, table.sheet]),
      table.columns.flatMap(({ header, own }) => (own ? [{ header, key: own }] : [])),
    ]),
  );
  return (row) => byTable.get(JSON.stringify([row.file, row.sheet])) ?? [];
}
