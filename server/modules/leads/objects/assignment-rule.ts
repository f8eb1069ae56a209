import { Failure } from '#shared/failure';
import { compileFilter, defineObject, field, getObject, issueIf, option, type Completion } from '#kernel/objects';
import { readHours } from '../assigning/working-hours.ts';
import { readCondition } from '../assigning/read-condition.ts';

/** A condition is tried out when it is written: one that cannot be asked is refused then, not when an enquiry comes. */
const tried: Completion = {
  fields: ['condition'],
  prepare: async (ctx) => ({
    complete: ({ values, pointer }) => {
      const filter = readCondition(values['condition']);
      if (!filter) return { values, issues: [] };
      try {
        compileFilter(ctx, getObject(ctx, 'enquiry'), filter, 'e');
        return { values, issues: [] };
      } catch (problem) {
        if (!(problem instanceof Failure)) throw problem;
        const message = problem.details.issues?.[0]?.message ?? problem.message;
        return { values, issues: [{ pointer: `${pointer}/condition`, code: 'assignment_rule.condition', message }] };
      }
    },
    seen: [],
  }),
};

/** To whom enquiries go: the first rule in order whose condition holds, and somebody of its pool. */
export const AssignmentRule = defineObject({
  key: 'assignment_rule',
  api: 'assignment_rules',
  label: ['Assignment rule', 'Assignment rules'],
  el: ['Κανόνας ανάθεσης', 'Κανόνες ανάθεσης'],
  icon: 'route',
  title: 'name',
  kind: 'link',
  shared: true,
  administered: true,
  columns: ['name', 'position', 'way', 'members', 'team'],
  completion: tried,
  fields: {
    name: field.text({ required: true, max: 120, el: 'Όνομα' }),
    position: field.number({ el: 'Θέση', index: true }),
    condition: field.longText({
      label: 'Where',
      el: 'Όπου',
      help: {
        en: 'A filter on the enquiry, such as {"field": "person.city", "is": "Limassol"}; empty for all.',
        el: 'Φίλτρο για το αίτημα και το άτομο, όπως {"field": "person.city", "is": "Λεμεσός"}· κενό για όλα.',
      },
    }),
    members: field.refs({ to: 'member', el: 'Μέλη' }),
    team: field.ref({ to: 'team', el: 'Ομάδα' }),
    way: field.select({
      label: 'In the pool',
      el: 'Μέσα στην ομάδα',
      required: true,
      defaultsTo: 'turns',
      options: [
        option('turns', 'By turns', 'Με τη σειρά'),
        option('load', 'Who has the fewest', 'Όποιος έχει λιγότερα'),
      ],
    }),
    by: field.select({
      label: 'Only those whose',
      el: 'Μόνο όσοι έχουν',
      options: [option('territories', 'Territory', 'Περιοχή'), option('skills', 'Skill', 'Δεξιότητα')],
    }),
    by_field: field.select({
      label: 'is the',
      el: 'ίση με',
      options: [
        option('person.city', 'City of the person', 'Πόλη του ατόμου'),
        option('person.country', 'Country of the person', 'Χώρα του ατόμου'),
        option('subject', 'Subject', 'Θέμα'),
        option('utm_campaign', 'Campaign', 'Καμπάνια'),
      ],
    }),
    manager: field.member({ label: 'Tell when nobody is there', el: 'Ενημέρωση όταν δεν υπάρχει κανείς' }),
  },
  rules: ({ after }) => [
    issueIf(readCondition(after['condition']) === undefined, 'condition', {
      code: 'assignment_rule.condition',
      message: 'This is no filter. Leave it empty for all enquiries.',
    }),
    issueIf(Boolean(after['by']) !== Boolean(after['by_field']), 'by_field', {
      code: 'assignment_rule.by_field',
      message: 'Say both: what of the members, and of what in the enquiry.',
    }),
  ],
});

/** When a member takes enquiries, and which ones suit them. Who has none takes all, at any time. */
export const Duty = defineObject({
  key: 'duty',
  api: 'duties',
  label: ['Working time', 'Working times'],
  el: ['Ωράριο', 'Ωράρια'],
  icon: 'clock',
  title: 'name',
  kind: 'link',
  shared: true,
  administered: true,
  columns: ['name', 'assignee', 'hours', 'away_until'],
  fields: {
    name: field.text({ required: true, max: 120, el: 'Όνομα' }),
    assignee: field.member({ required: true, label: 'Member', el: 'Μέλος', index: true }),
    hours: field.longText({
      el: 'Ώρες',
      help: { en: 'One a line: mon-fri 09:00-17:00', el: 'Μία ανά γραμμή: mon-fri 09:00-17:00' },
    }),
    time_zone: field.text({ el: 'Ζώνη ώρας', max: 60 }),
    away_until: field.date({ label: 'Away until', el: 'Απουσία έως' }),
    territories: field.longText({ el: 'Περιοχές' }),
    skills: field.longText({ el: 'Δεξιότητες' }),
  },
  rules: ({ after }) => [
    issueIf(readHours(after['hours']) === null, 'hours', {
      code: 'duty.hours',
      message: 'Write one a line, such as mon-fri 09:00-17:00.',
    }),
    issueIf(after['time_zone'] && !isZone(String(after['time_zone'])), 'time_zone', {
      code: 'duty.time_zone',
      message: 'Write a time zone such as Europe/Athens.',
    }),
  ],
});

function isZone(name: string): boolean {
  try {
    return new Intl.DateTimeFormat('en', { timeZone: name }).resolvedOptions().timeZone !== '';
  } catch {
    return false;
  }
}
