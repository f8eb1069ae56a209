import { isId } from '#kernel/database';
import { defineRoute, z, type Route } from '#kernel/http';
import { anyAuthor, getObject, namesOf, requireId, requireReadable } from '#kernel/objects';
import { readMoves } from '../queries/moves.ts';

const stage = z
  .object({ id: z.uuid().nullable(), name: z.string().nullable() })
  .nullable()
  .meta({ description: 'Without an id where stages were no records yet.' });

const list = defineRoute<{ id: string }>({
  method: 'GET',
  path: '/api/v1/deals/:id/moves',
  summary: 'The moves of a deal between stages, newest first: who, when, from where to where, and after how long.',
  tag: 'Sales',
  access: 'member',
  answer: z.object({
    data: z.array(
      z.object({
        at: z.string(),
        author: anyAuthor,
        from: stage,
        to: stage,
        reason: z.string().nullable().meta({ description: 'Why it entered without what the stage asks for.' }),
        seconds: z.number().meta({ description: 'How long it had stood in `from`.' }),
        change_set_id: z.uuid(),
      }),
    ),
  }),
  params: z.object({ id: z.string().max(60) }),
  handle: async (ctx, { params }) => {
    const object = getObject(ctx, 'deal');
    const id = await requireReadable(ctx, object, requireId(params.id));
    // Whoever may not see where a deal stands is not told where it stood.
    const rows = object.fields.has('stage') ? await readMoves(ctx, id) : [];
    const ids = rows.flatMap(({ from, to }) => [from, to]).filter((one) => isId(one));
    const names = await namesOf(ctx, new Map([['stage', new Set(ids as string[])]]));
    const told = (held: string | null) => {
      if (held === null) return null;
      return isId(held) ? { id: held, name: names.get(held) ?? null } : { id: null, name: held };
    };
    return {
      data: rows.map(({ from, to, member_id, actor_name, reason, ...row }) => ({
        ...row,
        reason: object.fields.has('gate_reason') ? reason : null,
        author: { id: member_id, name: actor_name },
        from: told(from),
        to: told(to),
      })),
    };
  },
});

/** How deals went through their stages. */
export const moveRoutes: Route[] = [list];
