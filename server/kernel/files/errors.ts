import type { ErrorTable } from '#shared/failure';

export const fileErrors: ErrorTable = {
  'file.missing': {
    status: 422,
    title: 'No file was sent.',
    help: 'Send the field "file", with "object" and "record_id".',
  },
  'file.too_large': {
    status: 413,
    title: 'The file is too large.',
    help: 'Make it smaller, or keep a link to it instead.',
  },
  'file.too_many': { status: 422, title: 'This record has enough files.', help: 'Remove some first.' },
  'file.not_found': { status: 404, title: 'There is no such file.', help: 'It may have been removed.' },
  'file.lost': {
    status: 410,
    title: 'The bytes of this file are gone from the disk.',
    help: 'Tell the administrator: the folder "files" was not restored with the database.',
  },
};
