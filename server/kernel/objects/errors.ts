import type { ErrorTable } from '#shared/failure';

export const objectErrors: ErrorTable = {
  'object.not_found': {
    status: 404,
    title: 'There is no such object.',
    help: 'GET /api/v1/objects lists what there is.',
  },
  'object.exists': { status: 409, title: 'There is such an object already.', help: 'Choose another name.' },
  'record.not_found': {
    status: 404,
    title: 'There is no such record.',
    help: 'It may be in the trash, or not yours to see.',
  },
  'record.not_unique': {
    status: 409,
    title: 'Another record has this value already.',
    help: 'Open the other record, or use another value.',
  },
  'record.not_complete': {
    status: 422,
    title: 'Your role cannot make this record whole.',
    help: 'Ask somebody who may see all of its fields.',
  },
  'action.not_found': {
    status: 422,
    title: 'There is no such action for these records.',
    help: 'GET /api/v1/{object}/actions lists what can be run.',
  },
  'record.conflict': {
    status: 409,
    title: 'Somebody else changed the same field.',
    help: 'Choose mine, theirs or the original.',
  },
  'record.merged': {
    status: 409,
    title: 'This record became part of another.',
    help: 'Do it with the record in "merged_into", or undo the merge.',
  },
  'record.append_only': {
    status: 409,
    title: 'These entries are added and never changed or removed.',
    help: 'Add one that corrects it, with the reason.',
  },
  'record.has_its_action': {
    status: 409,
    title: 'These records are parts of another and are written with it.',
    help: 'Write the record that they are parts of; the reference names the call.',
  },
  'record.changed_since': { status: 412, title: 'Somebody changed this record.', help: 'Read it again, then write.' },
  'field.not_found': { status: 422, title: 'There is no such field.', help: 'GET /api/v1/objects lists the fields.' },
  'field.exists': { status: 409, title: 'There is such a field already.', help: 'Choose another name.' },
  'field.values_do_not_fit': {
    status: 422,
    title: 'Some values do not fit the new type.',
    help: 'Mend the values in the examples, then change the type.',
  },
  'field.values_doubled': {
    status: 422,
    title: 'Some records have the same value.',
    help: 'Give the records in the groups different values, or merge them, then make the field unique.',
  },
  'field.is_changing': {
    status: 409,
    title: 'The type of this field is being changed.',
    help: 'Wait for the end of that, then try again.',
  },
  'field.too_many_options': {
    status: 422,
    title: 'There are too many different values for choices.',
    help: 'At most 500 choices can be made; give some records the same value first.',
  },
  'filter.invalid': {
    status: 422,
    title: 'The filter cannot be understood.',
    help: 'Mend the part that the pointer names.',
  },
  'sort.invalid': {
    status: 422,
    title: 'The order cannot be understood.',
    help: 'Sort by fields of the object, with - for descending.',
  },
  'cursor.invalid': {
    status: 422,
    title: 'The cursor does not belong to this list.',
    help: 'Start again from the first page.',
  },
  'group.invalid': {
    status: 422,
    title: 'The records cannot be grouped by this.',
    help: 'Group by a select, relation, member or checkbox.',
  },
  'aggregate.invalid': {
    status: 422,
    title: 'This cannot be worked out.',
    help: 'Add up numbers, durations and money.',
  },
  'merge.invalid': {
    status: 422,
    title: 'These records cannot be merged.',
    help: 'Choose other records of the same object.',
  },
  'change_set.not_found': { status: 404, title: 'There is no such change.', help: 'See the list of changes.' },
  'change_set.append_only': {
    status: 409,
    title: 'These entries are never taken back.',
    help: 'Add one that corrects it, with the reason.',
  },
  'record.final': {
    status: 409,
    title: 'What others rely on is not removed.',
    help: 'Make another document that follows it, such as a new version or a credit note.',
  },
  'change_set.final': {
    status: 409,
    title: 'What others rely on is not taken back.',
    help: 'Make another document that follows it, such as a new version or a credit note.',
  },
  'change_set.already_undone': {
    status: 409,
    title: 'This was undone already.',
    help: 'Redo brings it back.',
  },
  'change_set.not_undone': {
    status: 409,
    title: 'This was not undone.',
    help: 'Only what was taken back can be done again.',
  },
  'change_set.too_old': {
    status: 409,
    title: 'This is too long ago to be undone.',
    help: 'An administrator can choose for how long deeds can be taken back.',
  },
  'change_set.goes_on': {
    status: 409,
    title: 'This still goes on.',
    help: 'Wait for its end or stop it; then all of it is taken back.',
  },
  'change_set.cannot_be_undone': {
    status: 409,
    title: 'Nothing could be taken back.',
    help: 'Look at the conflicts, then decide.',
  },
  'past.too_far': {
    status: 422,
    title: 'Too much was changed since that moment.',
    help: 'Choose a moment that is nearer to now.',
  },
  'past.not_kept': {
    status: 422,
    title: 'This is not known of a past moment.',
    help: 'Leave it out, or ask about now.',
  },
  'view.not_found': { status: 404, title: 'There is no such view.', help: 'See the list of views.' },
  'share.not_for_this': {
    status: 422,
    title: 'These records cannot be shared or made private.',
    help: 'Everybody who may read anything sees them.',
  },
  'share.too_many': { status: 422, title: 'This record is shared often enough.', help: 'Share it with a team.' },
  'role.not_found': { status: 404, title: 'There is no such role.', help: 'GET /api/v1/roles lists what there is.' },
  'role.built_in': {
    status: 409,
    title: 'This role is part of Kith and cannot be changed.',
    help: 'Make a copy of it and change that.',
  },
  'role.exists': { status: 409, title: 'There is such a role already.', help: 'Choose another name.' },
  'role.in_use': {
    status: 409,
    title: 'Members or keys have this role.',
    help: 'Give them another one first.',
  },
  'role.too_many': { status: 422, title: 'This workspace has enough roles.', help: 'Change one that is there.' },
  'team.too_many': { status: 422, title: 'This workspace has enough teams.', help: 'Change one that is there.' },
  'team.has_teams': {
    status: 409,
    title: 'Other teams are part of this one.',
    help: 'Move them to another team first.',
  },
  'model.too_many_objects': {
    status: 422,
    title: 'This workspace has enough objects of its own.',
    help: 'Use a field of choices to tell kinds of one object apart.',
  },
  'rate.invalid': {
    status: 422,
    title: 'These exchange rates cannot be kept.',
    help: 'Mend what is named and give all of them again.',
  },
  'rate.not_found': { status: 404, title: 'There is no such exchange rate.', help: 'It may have been removed.' },
  'model.too_many_fields': { status: 422, title: 'This object has enough fields.', help: 'Archive one first.' },
};
