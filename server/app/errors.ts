import type { ErrorTable } from '#shared/failure';

export const appErrors: ErrorTable = {
  'job.not_parked': {
    status: 409,
    title: 'This work does not stand still.',
    help: 'Look at it again: it waits, runs, or has ended.',
  },
  'job.is_over': {
    status: 409,
    title: 'This work cannot go on any more.',
    help: 'Begin it anew: what it was to do was taken back, done otherwise, or is not for you to do.',
  },
  'person.erase_unconfirmed': {
    status: 422,
    title: 'The name of the person is missing or another one.',
    help: 'Send the full name as `confirm`: what is erased never comes back.',
  },
  'archive.not_empty': {
    status: 409,
    title: 'There is a workspace here already.',
    help: 'Restore into an empty data folder.',
  },
  'archive.not_ours': { status: 422, title: 'This is no archive of Kith.', help: 'Choose a file that "backup" wrote.' },
  'archive.damaged': { status: 422, title: 'The archive is damaged.', help: 'Take another copy. Nothing was written.' },
};
