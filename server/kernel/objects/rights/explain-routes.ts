import { defineRoute, z, type Route } from '#kernel/http';
import { requireObject } from '../catalog.ts';
import { requireReadable } from '../records/read.ts';
import { onRecord, requireId, type OnRecord } from '../routes/record-call.ts';
import { explainAccess } from './explain.ts';
import { previewRole } from './preview.ts';
import { accessAnswer, previewAnswer } from '../answers/rights-answers.ts';

const who = defineRoute<OnRecord>({
  method: 'GET',
  path: '/api/v1/:object/:id/access',
  summary: 'Who can see or change a record, and why.',
  tag: 'Rights',
  access: 'admin',
  answer: z.object({ data: z.array(accessAnswer) }),
  params: onRecord,
  handle: async (ctx, { params }) => {
    const object = requireObject(ctx, params.object);
    const id = await requireReadable(ctx, object, requireId(params.id));
    return { data: await explainAccess(ctx, object, { id }) };
  },
});

const why = defineRoute<OnRecord & { member: string }>({
  method: 'GET',
  path: '/api/v1/:object/:id/access/:member',
  summary: 'Why a member can see a record, or cannot.',
  tag: 'Rights',
  access: 'admin',
  answer: accessAnswer,
  params: onRecord.extend({ member: z.uuid() }),
  handle: async (ctx, { params }) => {
    const object = requireObject(ctx, params.object);
    const id = await requireReadable(ctx, object, requireId(params.id));
    const [told] = await explainAccess(ctx, object, { id, member: params.member });
    return told;
  },
});

const preview = defineRoute<{ key: string }, unknown, { rights: unknown }>({
  method: 'POST',
  path: '/api/v1/roles/:key/preview',
  summary: 'What other rights would take from those who have a role, and give them; nothing is saved.',
  tag: 'Rights',
  access: 'admin',
  answer: previewAnswer,
  status: 200,
  params: z.object({ key: z.string().regex(/^[a-z0-9_]{1,40}$/) }),
  body: z.strictObject({ rights: z.unknown() }) as never,
  handle: (ctx, { params, body }) => previewRole(ctx, params.key, body.rights),
});

/** Why somebody may do something, and what would be different under other rights. */
export const explainRoutes: Route[] = [who, why, preview];
