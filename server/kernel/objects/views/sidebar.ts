import { sql } from '#kernel/database';
import { fail } from '#shared/failure';
import { defineRoute, z, type Route } from '#kernel/http';
import type { Context } from '#kernel/workspace';
import { sidebarAnswer } from '../answers/view-answers.ts';

// A menu that one can still read; more views are found by their name.
const most = 100;

const viewId = z.uuid();
const arrangement = z.strictObject({
  items: z
    .array(
      z.union([
        z.strictObject({ view: viewId }),
        z.strictObject({ folder: z.string().trim().min(1).max(60), views: z.array(viewId).max(most) }),
      ]),
    )
    .max(most)
    .nullable(),
});
type Arrangement = z.infer<typeof arrangement>;

function requireMember(ctx: Context): string {
  return ctx.actor.memberId ?? fail('access.not_allowed', { detail: 'Only a member has a menu of their own.' });
}

/** The actor's menu of saved views; `items` are null while they have not arranged it. */
export async function readSidebar(ctx: Context): Promise<{ items: Arrangement['items'] }> {
  const row = await ctx.db.maybe<{ items: Arrangement['items'] }>(
    sql`select items from ${ctx.db.table('sidebar')} where member_id = ${ctx.actor.memberId}::uuid`,
  );
  return { items: row?.items ?? null };
}

const read = defineRoute({
  method: 'GET',
  path: '/api/v1/sidebar',
  summary: 'Your menu of saved views: views and folders in your order; null while you have not arranged it.',
  tag: 'Views',
  access: 'member',
  answer: sidebarAnswer,
  handle: (ctx) => readSidebar(ctx),
});

const arrange = defineRoute<unknown, unknown, Arrangement>({
  method: 'PUT',
  path: '/api/v1/sidebar',
  summary: 'Arrange your menu of saved views anew; null gives every view in its usual order again.',
  tag: 'Views',
  access: 'member',
  answer: sidebarAnswer,
  body: arrangement,
  handle: async (ctx, { body }) => {
    const member = requireMember(ctx);
    if (body.items === null)
      await ctx.db.run(sql`delete from ${ctx.db.table('sidebar')} where member_id = ${member}::uuid`);
    else
      await ctx.db.run(sql`insert into ${ctx.db.table('sidebar')} (member_id, items)
        values (${member}::uuid, ${JSON.stringify(body.items)}::jsonb)
        on conflict (member_id) do update set items = excluded.items`);
    return body;
  },
});

/** The menu of saved views, as each member keeps it. */
export const sidebarRoutes: Route[] = [read, arrange];
