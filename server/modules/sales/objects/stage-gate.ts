import { defineObject, field, getObject, option, type Completion } from '#kernel/objects';
import { isAskable } from '../pass-gates.ts';

const askable: Completion = {
  fields: ['field'],
  prepare: async (ctx) => ({
    seen: [],
    complete: ({ values, pointer }) => {
      const key = values['field'];
      const asked = typeof key === 'string' ? getObject(ctx, 'deal').fields.get(key) : undefined;
      const sound = key === undefined || key === null || (asked !== undefined && isAskable(asked) && key !== 'stage');
      const issue = {
        pointer: `${pointer}/field`,
        code: 'gate.no_field',
        message: 'A gate asks for a field of deals that people fill in, by its key.',
      };
      return { values, issues: sound ? [] : [issue] };
    },
  }),
};

/** A fact of the deal that a stage asks for before a deal may enter it. */
export const StageGate = defineObject({
  key: 'stage_gate',
  api: 'stage_gates',
  label: ['Gate of a stage', 'Gates of stages'],
  el: ['Όρος σταδίου', 'Όροι σταδίων'],
  icon: 'barrier-block',
  title: 'field',
  kind: 'link',
  shared: true,
  administered: true,
  columns: ['stage', 'field', 'kind', 'message'],
  completion: askable,
  fields: {
    stage: field.ref({ to: 'stage', required: true, index: true, el: 'Στάδιο' }),
    field: field.text({ required: true, max: 60, el: 'Πεδίο' }),
    kind: field.select({
      label: 'How firm',
      el: 'Πόσο αυστηρός',
      required: true,
      defaultsTo: 'hard',
      options: [
        option('hard', 'Must be there', 'Υποχρεωτικός', 'red'),
        option('soft', 'May be passed with a reason', 'Παρακάμπτεται με αιτιολογία', 'yellow'),
      ],
    }),
    message: field.text({ label: 'What to say', el: 'Τι λέει', max: 500 }),
  },
});
