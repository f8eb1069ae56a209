import { sql } from '#kernel/database';
import type { ActionWork, RecordAction } from './record-action.ts';

// Of one record: more want to hear of it than can be told in time.
const mostFollowers = 1_000;

/** Following many records, and no longer. It is a wish of one's own and no change of the records, so the other of the
 * two takes it back. */
export const followActions: RecordAction[] = [
  {
    key: 'follow',
    label: { en: 'Follow', el: 'Παρακολούθηση' },
    right: 'read',
    undoable: false,
    run: async ({ set: { ctx }, object, records }) => {
      const table = ctx.db.table('record_follower');
      const changed = await ctx.db.run(sql`insert into ${table} (record_id, member_id, object, at)
        select r.id, ${ctx.actor.memberId}::uuid, ${object.key}, ${ctx.now.toISOString()}::timestamptz
        from unnest(${idsOf(records)}::uuid[]) r (id)
        where ${ctx.actor.memberId}::uuid is not null
          and (select count(*) from ${table} f where f.record_id = r.id) < ${mostFollowers}
        on conflict do nothing`);
      return { changed };
    },
  },
  {
    key: 'unfollow',
    label: { en: 'Stop following', el: 'Τέλος παρακολούθησης' },
    right: 'read',
    undoable: false,
    run: async ({ set: { ctx }, records }) => ({
      changed: await ctx.db.run(sql`delete from ${ctx.db.table('record_follower')}
        where member_id = ${ctx.actor.memberId}::uuid and record_id = any (${idsOf(records)}::uuid[])`),
    }),
  },
];

const idsOf = (records: ActionWork['records']) => records.map(({ id }) => id);
