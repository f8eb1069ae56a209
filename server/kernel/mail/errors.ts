import type { ErrorTable } from '#shared/failure';

export const mailErrors: ErrorTable = {
  'mail.bad_header': {
    status: 422,
    title: 'The subject or an address holds signs that no mail may have.',
    help: 'Remove line breaks and invisible signs.',
  },
  'mail.bad_address': { status: 422, title: 'This is no e-mail address.', help: 'Write it as name@example.com.' },
  'mail.too_large': { status: 422, title: 'The mail is too large.', help: 'Shorten it, or send it to fewer people.' },
  'mail.not_found': { status: 404, title: 'There is no such mail.', help: 'See the outbox.' },
  'mail.not_waiting': {
    status: 409,
    title: 'This mail needs no further try.',
    help: 'It was sent, or it is on its way.',
  },
};
