import { defineObject, field, option } from './define-object.ts';

const colours: Record<string, string> = {
  grey: 'Γκρι',
  teal: 'Πετρόλ',
  green: 'Πράσινο',
  amber: 'Πορτοκαλί',
  red: 'Κόκκινο',
  blue: 'Μπλε',
  violet: 'Βιολετί',
  pink: 'Ροζ',
};

/** Members as other records see them. The table belongs to the access room, which alone writes it. */
export const Member = defineObject({
  key: 'member',
  api: 'members',
  label: ['Member', 'Members'],
  el: ['Μέλος', 'Μέλη'],
  icon: 'user-circle',
  title: 'name',
  kind: 'system',
  columns: ['name', 'email', 'role', 'active', 'service'],
  fields: {
    name: field.text({ el: 'Όνομα', required: true }),
    email: field.text({ label: 'E-mail', el: 'E-mail' }),
    role: field.select({
      el: 'Ρόλος',
      options: [
        option('owner', 'Owner', 'Ιδιοκτήτης'),
        option('admin', 'Administrator', 'Διαχειριστής'),
        option('member', 'Member', 'Μέλος'),
        option('own_records', 'Own records', 'Μόνο δικά του'),
        option('read_only', 'Read only', 'Μόνο ανάγνωση'),
      ],
    }),
    active: field.checkbox({ el: 'Ενεργό' }),
    service: field.checkbox({ label: 'Service account', el: 'Λογαριασμός υπηρεσίας' }),
    responsible: field.ref({ to: 'member', el: 'Υπεύθυνος' }),
  },
});

/** A group of members, part of another one or not. Its own calls alone write it. */
export const Team = defineObject({
  key: 'team',
  api: 'teams',
  label: ['Team', 'Teams'],
  el: ['Ομάδα', 'Ομάδες'],
  icon: 'users-group',
  title: 'name',
  kind: 'system',
  columns: ['name', 'parent', 'members'],
  fields: {
    name: field.text({ el: 'Όνομα', required: true, unique: true }),
    members: field.refs({ to: 'member', el: 'Μέλη' }),
    parent: field.ref({ to: 'team', label: 'Part of', el: 'Ανήκει σε' }),
  },
});

/** A word that marks records of any kind. */
export const Tag = defineObject({
  key: 'tag',
  api: 'tags',
  label: ['Tag', 'Tags'],
  el: ['Ετικέτα', 'Ετικέτες'],
  icon: 'tag',
  title: 'name',
  shared: true,
  columns: ['name', 'colour'],
  fields: {
    name: field.text({ el: 'Όνομα', required: true, unique: true, max: 80 }),
    colour: field.select({
      el: 'Χρώμα',
      options: ['grey', 'teal', 'green', 'amber', 'red', 'blue', 'violet', 'pink'].map((value) =>
        option(value, value.charAt(0).toUpperCase() + value.slice(1), colours[value]!, value),
      ),
    }),
  },
});

/** A file kept with a record of any object. Its bytes lie in the file store, whose routes alone read and write it. */
export const File = defineObject({
  key: 'file',
  api: 'files',
  label: ['File', 'Files'],
  el: ['Αρχείο', 'Αρχεία'],
  icon: 'paperclip',
  title: 'name',
  kind: 'entry',
  internal: true,
  columns: ['name', 'type', 'size'],
  fields: {
    name: field.text({ el: 'Όνομα', required: true }),
    type: field.text({ el: 'Είδος', required: true }),
    size: field.number({ el: 'Μέγεθος', required: true }),
    sha256: field.text({ required: true }),
    object: field.text({ required: true }),
    record: field.ref({ required: true }),
  },
  entry: {
    kind: 'file',
    at: 'created_at',
    title: 'name',
    text: 'size',
    author: 'created_by',
    shows: [],
    about: { object: 'object', record: 'record' },
  },
});
