import type { SamplePerson } from './plan-people.ts';
import type { SamplePlan, Telling } from './plan.ts';
import { questions } from './words/products.ts';

const hourMillis = 3_600_000;

/** Enquiries in every state; those that nobody answered came in the last hours. */
export function planEnquiries(telling: Telling, people: SamplePerson[], plan: SamplePlan): void {
  const { random, member } = telling;
  const deal = random.pick((plan.get('deal') ?? []).filter(({ values }) => values['outcome'] === 'open'));
  const { person, company } = deal.values;
  const states: Record<string, unknown>[] = [
    { hours: 1, status: 'new', enquiry_source: 'mail' },
    { hours: 3, status: 'assigned', owner: member, enquiry_source: 'form' },
    { hours: 4, status: 'assigned', owner: member, enquiry_source: 'phone' },
    { hours: 60, status: 'answered', owner: member, enquiry_source: 'form' },
    { hours: 190, status: 'qualified', owner: member, enquiry_source: 'referral', qualification: ['need', 'budget'] },
    { hours: 300, status: 'disqualified', owner: member, enquiry_source: 'event', disqualify_reason: 'no_budget' },
    { hours: 420, status: 'converted', owner: member, enquiry_source: 'form', deal: deal.id, person, company },
  ];
  const asking = random.some(
    people.filter(({ stage, company: firm }) => stage === 'lead' && firm !== null),
    states.length,
  );
  for (const [at, state] of states.entries()) {
    const one = asking[at % asking.length]!;
    ask(telling, at, { greek: one.greek, person: one.id, company: one.company?.id, ...state });
  }
  const advert = { sender_name: 'Max Best', sender_email: 'offers@inbox.example', enquiry_source: 'form' };
  const words = { subject: 'Buy 10 000 visitors', message: 'Cheap visitors for your site, today only.' };
  telling.add('enquiry', { ...advert, ...words, status: 'suspected', received_at: hoursAgo(telling, 26) });
}

function ask(telling: Telling, at: number, { greek, hours, ...values }: Record<string, unknown>): void {
  const [subject, message] = questions[at % questions.length]![greek ? 'el' : 'en'];
  telling.add('enquiry', { subject, message, received_at: hoursAgo(telling, Number(hours)), ...values });
}

function hoursAgo({ now }: Telling, hours: number): string {
  return new Date(now.getTime() - hours * hourMillis).toISOString();
}
