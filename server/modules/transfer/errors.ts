import type { ErrorTable } from '#shared/failure';

export const errors: ErrorTable = {
  'import.not_found': { status: 404, title: 'There is no such import.', help: 'See the list of imports.' },
  'import.no_file': {
    status: 422,
    title: 'No file was sent.',
    help: 'Send one or more files as multipart field "file".',
  },
  'import.failed': {
    status: 422,
    title: 'The import failed.',
    help: 'Mend the file as the message says, then bring it again.',
  },
  'import.not_ready': {
    status: 409,
    title: 'This import is at another step.',
    help: 'Look at its state, then decide.',
  },
  'import.no_table': {
    status: 404,
    title: 'There is no such table in this import.',
    help: 'Use file and sheet as the mapping names them.',
  },
  'import.files_gone': {
    status: 410,
    title: 'The files of this import are no longer kept.',
    help: 'Files that were brought are kept for 90 days. Bring them again.',
  },
  'import.file_too_large': { status: 413, title: 'The file is too large.', help: 'Save it as CSV, or split it.' },
  'export.unknown_format': {
    status: 422,
    title: 'This format is not known.',
    help: 'Use csv, xlsx, ods, jsonl or vcf.',
  },
};
