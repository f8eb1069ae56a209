import { createHash } from 'node:crypto';
import { fail } from '#shared/failure';
import { mayAdminister } from '#kernel/access';
import { newId, sql } from '#kernel/database';
import type { Context } from '#kernel/workspace';

/** Under this name stand, in the history, changes of the model; no catalogue has such an object. */
const fieldObject = 'field';

/** What was done to one field, or with `key` null to the order of all of them. `before` has only what `after` changes;
 * what is missing there was not laid over the field before. */
export interface FieldChange {
  object: string;
  key: string | null;
  verb: 'create' | 'update';
  before: Record<string, unknown>;
  after: Record<string, unknown>;
}

/** Keeps what was done to fields as a change set: who, when, and what stood there before. Answers with its id. */
export async function keepFieldChanges(
  ctx: Context,
  { label, undoes = null, changes }: { label: string; undoes?: string | null; changes: FieldChange[] },
): Promise<string> {
  const id = newId();
  const { change, change_set } = { change: ctx.db.table('change'), change_set: ctx.db.table('change_set') };
  const at = ctx.now.toISOString();
  const origin = ctx.actor.kind === 'member' ? 'screen' : 'api';
  await ctx.db.run(sql`insert into ${change_set} (id, member_id, actor_name, origin, label, at, records, undoes_id)
    values (${id}::uuid, ${ctx.actor.memberId}::uuid, ${ctx.actor.name}, ${origin}, ${label}, ${at}::timestamptz,
      ${changes.length}, ${undoes}::uuid)`);
  for (const { object, key, verb, before, after } of changes) {
    await ctx.db.run(sql`insert into ${change}
      (record_id, at, change_set_id, object, verb, version, before, after)
      values (${idOf(object, key)}::uuid, ${at}::timestamptz, ${id}::uuid, ${fieldObject}, ${verb}, 0,
        ${JSON.stringify({ object, key, setting: before })}::jsonb,
        ${JSON.stringify({ object, key, setting: after })}::jsonb)`);
  }
  return id;
}

interface KeptRow {
  verb: 'create' | 'update';
  before: { object: string; key: string | null; setting: Record<string, unknown> };
  after: { setting: Record<string, unknown> };
}

/** What a change set did to fields; none where it wrote records. */
export async function readFieldChanges(ctx: Context, changeSet: string): Promise<FieldChange[]> {
  const rows = await ctx.db.many<KeptRow>(sql`select verb, before, after from ${ctx.db.table('change')}
    where change_set_id = ${changeSet}::uuid and object = ${fieldObject} order by record_id`);
  if (rows.length > 0 && !mayAdminister(ctx)) fail('access.not_allowed');
  return rows.map(({ verb, before, after }) => ({
    object: before.object,
    key: before.key,
    verb,
    before: before.setting,
    after: after.setting,
  }));
}

// No key of a field, and not the empty one of the object itself: one deed may change both.
const ofOrder = '*order';

/** One id for all that happens to a field: its name, made to look like the id of a record. */
function idOf(object: string, key: string | null): string {
  const hex = createHash('md5')
    .update(`${object}/${key ?? ofOrder}`)
    .digest('hex');
  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
}
