import { defineRoute, z, type Route } from '#kernel/http';
import {
  anyRecord,
  getObject,
  getRecord,
  listRecords,
  recordAnd,
  requireId,
  requireReadable,
  writing,
} from '#kernel/objects';
import { recordConsent } from '../actions/record-consent.ts';
import { readStates } from '../queries/states.ts';

const onPerson = z.object({ id: z.string().max(60) });
const paging = z.object({
  limit: z.coerce.number().int().min(1).max(1_000).optional(),
  cursor: z.string().max(4_000).optional(),
});

const list = defineRoute<{ id: string }, z.infer<typeof paging>>({
  method: 'GET',
  path: '/api/v1/people/:id/consents',
  summary: 'What a person agreed to: in `states` the entry that counts for each channel and purpose, then all of them.',
  tag: 'Consent',
  access: 'member',
  answer: z.object({ states: z.array(anyRecord), data: z.array(anyRecord), next_cursor: z.string().nullable() }),
  params: onPerson,
  query: paging as never,
  handle: async (ctx, { params, query }) => {
    const id = await requireReadable(ctx, getObject(ctx, 'person'), requireId(params.id));
    const object = getObject(ctx, 'consent');
    const newestFirst = object.fields.has('happened_at') ? '-happened_at' : '-created_at';
    const page = await listRecords(ctx, object, { ...query, filter: { field: 'person', is: id }, sort: newestFirst });
    return { states: await readStates(ctx, id), ...page };
  },
});

const text = (max: number) => z.string().max(max).optional();
const entry = z.strictObject({
  channel: z.string().max(200),
  purpose: z.string().max(200),
  answer: z.enum(['yes', 'no']),
  happened_at: z.iso.datetime({ offset: true }).optional(),
  wording: z
    .union([
      z.string().max(60),
      z.strictObject({ name: z.string().min(1).max(80), text: z.string().min(1).max(20_000) }),
    ])
    .optional()
    .meta({ description: 'The id of a wording, or what was shown: another text becomes its next edition.' }),
  obtained_by: text(200),
  form: text(500),
  ip_address: text(45),
  proof: text(20_000),
  corrects: text(60),
  reason: text(500),
});

const record = defineRoute<{ id: string }, unknown, z.infer<typeof entry>>({
  method: 'POST',
  path: '/api/v1/people/:id/consents',
  summary:
    'Record that a person said yes or no. Entries are never changed; `corrects` puts one in the place of another.',
  tag: 'Consent',
  access: 'member',
  answer: recordAnd({}),
  status: 201,
  params: onPerson,
  body: entry,
  handle: async (ctx, call) => {
    const person = await requireReadable(ctx, getObject(ctx, 'person'), requireId(call.params.id));
    const label = 'Record consent';
    const id = await writing(ctx, call, { label, work: (set) => recordConsent(set, person, call.body) });
    return getRecord(ctx, getObject(ctx, 'consent'), id);
  },
});

/** What people agreed to, and recording it. */
export const consentRoutes: Route[] = [list, record];
