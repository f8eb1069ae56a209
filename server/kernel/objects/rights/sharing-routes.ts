import { fail, failIf } from '#shared/failure';
import { sql, type Pools } from '#kernel/database';
import { defineOpenRoute, defineRoute, z, type Route, type SignedInCall } from '#kernel/http';
import type { Context } from '#kernel/workspace';
import { requireObject, type ObjectModel } from '../catalog.ts';
import { audit } from '#kernel/audit';
import { raiseModel } from '../customize/add-field.ts';
import { requireReadable } from '../records/read.ts';
import { onRecord, one, requireId, type OnRecord } from '../routes/record-call.ts';
import {
  readSharing,
  requireHolder,
  requireOwned,
  requireSharable,
  writeSharing,
  type SharingState,
} from './sharing.ts';
import { sharingAnswer } from '../answers/rights-answers.ts';

const share = z.strictObject({
  member: z.uuid().optional(),
  team: z.uuid().optional(),
  level: z.enum(['read', 'write']).default('read'),
});
const unshare = share.omit({ level: true });

type Holding = z.infer<typeof unshare>;

function holderOf({ member, team }: Holding): NonNullable<SharingState['holder']> {
  const message = 'Name a member or a team, one of the two.';
  failIf(
    (member === undefined) === (team === undefined) ? [{ pointer: '/member', code: 'share.no_holder', message }] : [],
  );
  return member ? { kind: 'member', id: member } : { kind: 'team', id: team! };
}

interface Deed {
  use: 'shared' | 'private';
  may(ctx: Context, object: ObjectModel, id: string): Promise<string>;
  state(): SharingState;
  label(ctx: Context, object: ObjectModel, state: SharingState): Promise<string>;
}

/** Does something about the sharing of a record. That records of the object are shared or private at all is known to
 * every process before the first one is: from then on each asks. */
async function sharing(pools: Pools, call: SignedInCall<OnRecord, unknown, unknown>, deed: Deed) {
  const { use, may } = deed;
  const find = async (ctx: Context) => {
    const object = requireObject(ctx, call.params.object);
    return { object, id: await may(ctx, object, requireId(call.params.id)) };
  };
  const known = use === 'shared' ? call.workspace.access.shared : call.workspace.access.privates;
  const key = await call.transaction(async (ctx) => {
    const { object } = await find(ctx);
    deed.state();
    if (!known.has(object.key))
      await ctx.db
        .run(sql`insert into ${ctx.db.table('rights_use')} (object, ${sql.id(use)}) values (${object.key}, true)
        on conflict (object) do update set ${sql.id(use)} = true`);
    return object.key;
  });
  if (!known.has(key)) await raiseModel(pools, call.workspace);
  return call.transaction(async (ctx) => {
    const { object, id } = await find(ctx);
    const state = deed.state();
    const changeSet = await writeSharing(ctx, object, { id, state, label: await deed.label(ctx, object, state) });
    if (changeSet) {
      call.header('kith-change-set', changeSet);
      await audit(ctx, 'share.changed', { about: one(object), details: { object: object.key, record: id, ...state } });
    }
    return readSharing(ctx, object, id);
  });
}

const labelled =
  (verb: string) =>
  async (ctx: Context, object: ObjectModel, { holder }: SharingState) =>
    `${verb} ${one(object)} with ${await requireHolder(ctx, holder!)}`;

const list = defineRoute<OnRecord>({
  method: 'GET',
  path: '/api/v1/:object/:id/shares',
  summary: 'With whom a record is shared, whether it is private, and who follows it.',
  tag: 'Rights',
  access: 'member',
  answer: sharingAnswer,
  params: onRecord,
  handle: async (ctx, { params }) => {
    const object = requireObject(ctx, params.object);
    return readSharing(ctx, object, await requireReadable(ctx, object, requireId(params.id)));
  },
});

const add = (pools: Pools) =>
  defineOpenRoute<OnRecord, unknown, z.infer<typeof share>>({
    method: 'POST',
    path: '/api/v1/:object/:id/shares',
    summary: 'Share a record with a member or a team, to read it or to change it.',
    tag: 'Rights',
    access: 'member',
    answer: sharingAnswer,
    params: onRecord,
    body: share as never,
    serve: (call) => {
      const state = () => ({ holder: holderOf(call.body), level: call.body.level });
      return sharing(pools, call, { use: 'shared', may: requireSharable, state, label: labelled('Share') });
    },
  });

const remove = (pools: Pools) =>
  defineOpenRoute<OnRecord, Holding>({
    method: 'DELETE',
    path: '/api/v1/:object/:id/shares',
    summary: 'Share a record no longer with a member or a team.',
    tag: 'Rights',
    access: 'member',
    answer: sharingAnswer,
    status: 200,
    params: onRecord,
    query: unshare as never,
    serve: (call) => {
      const state = () => ({ holder: holderOf(call.query), level: null });
      return sharing(pools, call, { use: 'shared', may: requireSharable, state, label: labelled('No longer share') });
    },
  });

const privacy = (pools: Pools) =>
  defineOpenRoute<OnRecord, unknown, { private: boolean }>({
    method: 'PUT',
    path: '/api/v1/:object/:id/privacy',
    summary: 'Make a record private: for its owner, those it is shared with, and administrators; or open it again.',
    tag: 'Rights',
    access: 'member',
    answer: sharingAnswer,
    params: onRecord,
    body: z.strictObject({ private: z.boolean() }),
    serve: (call) => {
      const state = () => ({ private: call.body.private });
      const label = async (_: Context, object: ObjectModel, to: SharingState) =>
        to.private ? `Make ${one(object)} private` : `Open ${one(object)} again`;
      return sharing(pools, call, { use: 'private', may: requireOwned, state, label });
    },
  });

const mostFollowers = 1_000;

/** Following gives no right: it says that one wants to hear of a record that one may read anyway. */
const following = (method: 'POST' | 'DELETE', summary: string) =>
  defineRoute<OnRecord>({
    method,
    path: '/api/v1/:object/:id/follow',
    summary,
    tag: 'Rights',
    access: 'member',
    answer: z.object({ following: z.boolean() }),
    status: 200,
    params: onRecord,
    handle: async (ctx, { params }) => {
      const object = requireObject(ctx, params.object);
      const id = await requireReadable(ctx, object, requireId(params.id));
      const member = ctx.actor.memberId ?? fail('access.not_allowed', { detail: 'Only a member follows records.' });
      const table = ctx.db.table('record_follower');
      await (method === 'POST'
        ? ctx.db.run(sql`insert into ${table} (record_id, member_id, object, at)
            select ${id}::uuid, ${member}::uuid, ${object.key}, ${ctx.now.toISOString()}::timestamptz
            where (select count(*) from ${table} where record_id = ${id}::uuid) < ${mostFollowers}
            on conflict do nothing`)
        : ctx.db.run(sql`delete from ${table} where record_id = ${id}::uuid and member_id = ${member}::uuid`));
      return { following: method === 'POST' };
    },
  });

/** Sharing, privacy and followers of single records. */
export function sharingRoutes(pools: Pools): Route[] {
  return [
    list,
    add(pools),
    remove(pools),
    privacy(pools),
    following('POST', 'Follow a record.'),
    following('DELETE', 'No longer follow a record.'),
  ];
}
