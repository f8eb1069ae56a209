import { defineObject, field, option } from '#kernel/objects';
import { naming } from '../name-stages.ts';

/** A way that deals of one kind take: what its stages are, says `Stage`. */
export const Pipeline = defineObject({
  key: 'pipeline',
  api: 'pipelines',
  label: ['Pipeline', 'Pipelines'],
  el: ['Διαδικασία πωλήσεων', 'Διαδικασίες πωλήσεων'],
  icon: 'route',
  title: 'name',
  kind: 'link',
  shared: true,
  administered: true,
  columns: ['name', 'position'],
  fields: {
    name: field.text({ required: true, unique: true, max: 200, el: 'Όνομα' }),
    position: field.number({ el: 'Θέση', index: true }),
  },
});

/** A step on the way of a pipeline: what it means for the deals that stand in it. */
export const Stage = defineObject({
  key: 'stage',
  api: 'stages',
  label: ['Stage', 'Stages'],
  el: ['Στάδιο', 'Στάδια'],
  icon: 'stairs',
  title: 'name',
  kind: 'link',
  shared: true,
  administered: true,
  columns: ['name', 'pipeline', 'position', 'probability', 'outcome', 'idle_days'],
  completion: naming,
  fields: {
    name: field.text({ required: true, max: 200, el: 'Όνομα' }),
    pipeline: field.ref({ to: 'pipeline', required: true, index: true, el: 'Διαδικασία' }),
    position: field.number({ el: 'Θέση', index: true }),
    probability: field.percent({ el: 'Πιθανότητα' }),
    outcome: field.select({
      label: 'Means',
      el: 'Σημαίνει',
      required: true,
      defaultsTo: 'open',
      options: [
        option('open', 'Open', 'Ανοιχτή', 'blue'),
        option('won', 'Won', 'Κερδήθηκε', 'green'),
        option('lost', 'Lost', 'Χάθηκε', 'red'),
      ],
    }),
    idle_days: field.number({
      label: 'Days without a word',
      el: 'Ημέρες χωρίς κίνηση',
      help: { en: 'After so many days a card on the board turns.', el: 'Μετά από τόσες ημέρες η κάρτα αλλάζει χρώμα.' },
    }),
    next_step_required: field.checkbox({
      label: 'Asks for a next step',
      el: 'Ζητά επόμενο βήμα',
      help: {
        en: 'A deal enters only with an open task on it.',
        el: 'Μια ευκαιρία μπαίνει μόνο με ανοιχτή εργασία.',
      },
    }),
    guidance: field.longText({ el: 'Οδηγίες', group: 'other' }),
  },
});
