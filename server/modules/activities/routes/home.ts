import { fail } from '#shared/failure';
import { startOfDay } from '#shared/filter';
import { defineRoute, z, type Route } from '#kernel/http';
import { getObject, requireId, requireReadable } from '#kernel/objects';
import { readHome } from '../queries/home.ts';
import { markLooked } from '../queries/since-last-looked.ts';
import { snoozePerson } from '../queries/stay-in-touch.ts';
import { homeAnswer } from './answers.ts';

const home = defineRoute({
  method: 'GET',
  path: '/api/v1/home',
  summary: 'The day at a glance: due tasks, whom to stay in touch with, days ahead, what others did.',
  tag: 'Home',
  access: 'member',
  answer: homeAnswer,
  handle: (ctx) => readHome(ctx),
});

const looked = defineRoute({
  method: 'POST',
  path: '/api/v1/home/looked',
  summary: 'Remember that everything up to now was seen.',
  tag: 'Home',
  access: 'member',
  answer: z.object({ at: z.string() }),
  status: 200,
  handle: async (ctx) => {
    await markLooked(ctx);
    return { at: ctx.now.toISOString() };
  },
});

const snoozeBody = z.strictObject({ person: z.string().max(60), until: z.iso.date() });
const farthest = 366; // days a person can be put off; longer means that the rhythm is wrong

const snooze = defineRoute<unknown, unknown, z.infer<typeof snoozeBody>>({
  method: 'POST',
  path: '/api/v1/home/snoozes',
  summary: 'Put a person off until a day: they return to your list that morning.',
  tag: 'Home',
  access: 'member',
  answer: z.object({ person: z.uuid(), until: z.iso.date() }),
  body: snoozeBody,
  handle: async (ctx, { body }) => {
    if (ctx.actor.memberId === null) fail('access.not_allowed', { detail: 'Only a member has a list of their own.' });
    const [year, month, day] = body.until.split('-').map(Number) as [number, number, number];
    const until = startOfDay([year, month, day], ctx.workspace.timeZone);
    const days = (until.getTime() - ctx.now.getTime()) / 86_400_000;
    if (days > farthest) fail('input.invalid', { detail: 'Choose a day within a year.' });
    const id = await requireReadable(ctx, getObject(ctx, 'person'), requireId(body.person));
    await snoozePerson(ctx, id, until);
    return { person: id, until: body.until };
  },
});

/** Home, and what one does there. */
export const homeRoutes: Route[] = [home, looked, snooze];
