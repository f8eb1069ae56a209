import { dayText, localDay } from '#shared/filter';
import type { PersonName } from '#shared/fields/person-name';
import { nextDates, type DatedPerson } from '#shared/next-dates';
import { defineRoute, z, type Route } from '#kernel/http';
import { getObject, getRecord, requireId } from '#kernel/objects';

const datesAnswer = z.object({
  today: z.iso.date(),
  data: z.array(
    z.object({
      kind: z.enum(['birthday', 'name_day', 'important_date']),
      on: z.iso.date(),
      label: z.object({ en: z.string(), el: z.string() }),
      years: z.int().nullable(),
      note: z.string().nullable(),
    }),
  ),
});

/** When the days that matter to a person come next. */
export const datesRoute: Route = defineRoute<{ id: string }>({
  method: 'GET',
  path: '/api/v1/people/:id/dates',
  summary: 'Next birthday, name day and important dates of a person, soonest first.',
  tag: 'People',
  access: 'member',
  answer: datesAnswer,
  params: z.object({ id: z.string().max(60) }),
  handle: async (ctx, { params }) => {
    const record = await getRecord(ctx, getObject(ctx, 'person'), requireId(params.id));
    const name = record['name'] as PersonName | null;
    const person: DatedPerson = {
      given: name?.first ?? name?.full ?? null,
      birthday: record['birthday'] as string | null,
      importantDates: record['important_dates'] as DatedPerson['importantDates'],
    };
    const today = dayText(localDay(ctx.now, ctx.workspace.timeZone));
    return { today, data: nextDates(person, today) };
  },
});
