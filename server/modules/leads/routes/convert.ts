import { failIf } from '#shared/failure';
import { defineRoute, z, type Route } from '#kernel/http';
import {
  anyRecord,
  createRecord,
  getObject,
  getRecord,
  readValuesOf,
  requireId,
  requireReadable,
  updateRecords,
  writing,
} from '#kernel/objects';
import { dealOf } from '../actions/convert-enquiries.ts';

const wishes = z.strictObject({
  title: z.string().trim().min(1).max(1_000).optional(),
  amount: z.unknown().optional().meta({ description: 'As money is written in a deal.' }),
  pipeline: z.string().max(1_000).optional().meta({ description: 'Its id or its name; the first one otherwise.' }),
  closes_on: z.string().max(40).optional(),
});

const convert = defineRoute<{ id: string }, unknown, z.infer<typeof wishes> | undefined>({
  method: 'POST',
  path: '/api/v1/enquiries/:id/convert',
  summary: 'An enquiry becomes a deal in the first stage of a pipeline, in one change set; answers with the deal.',
  tag: 'Leads',
  access: 'member',
  answer: anyRecord,
  params: z.object({ id: z.string().max(60) }),
  body: wishes.optional() as never,
  handle: async (ctx, call) => {
    const enquiry = getObject(ctx, 'enquiry');
    const id = await requireReadable(ctx, enquiry, requireId(call.params.id));
    const values = (await readValuesOf(ctx, enquiry, [id])).get(id)!;
    const message = 'This enquiry is a deal already.';
    failIf(values['deal'] ? [{ pointer: '/deal', code: 'enquiry.converted_already', message }] : []);
    const deal = await writing(ctx, call, {
      label: 'Convert enquiry',
      work: async (set) => {
        const wanted = dealOf(values, call.body ?? {}, ctx.actor.memberId);
        const made = await createRecord(set, getObject(ctx, 'deal'), wanted);
        await updateRecords(set, enquiry, [{ id, values: { status: 'converted', deal: made.id } }]);
        return made.id;
      },
    });
    return getRecord(ctx, getObject(ctx, 'deal'), deal);
  },
});

/** What becomes of enquiries. */
export const convertRoutes: Route[] = [convert];
