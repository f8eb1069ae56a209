import type { ErrorTable } from '#shared/failure';

/** Errors that any route may answer with. */
export const httpErrors: ErrorTable = {
  'input.invalid': {
    status: 422,
    title: 'Something in what was sent does not fit.',
    help: 'Mend the parts named in "errors" and send it again.',
  },
  'input.not_json': {
    status: 400,
    title: 'The body is not JSON.',
    help: 'Send valid JSON in UTF-8, with Content-Type: application/json.',
  },
  'input.broken_form': {
    status: 400,
    title: 'The upload is broken off, or is no form.',
    help: 'Send it again, whole, as multipart/form-data.',
  },
  'input.too_deep': { status: 400, title: 'The body is nested too deep.', help: 'Send at most 32 levels.' },
  'input.too_large': { status: 413, title: 'The body is too large.', help: 'Send it in smaller parts.' },
  'input.wrong_type': { status: 415, title: 'This kind of body is not understood.', help: 'Send application/json.' },
  'route.not_found': {
    status: 404,
    title: 'There is nothing at this address.',
    help: 'See /api/docs for what there is.',
  },
  'rate.exceeded': { status: 429, title: 'Too many requests.', help: 'Wait for the seconds in Retry-After.' },
  'idempotency.other_body': {
    status: 422,
    title: 'This Idempotency-Key was used for another request.',
    help: 'Use a fresh key for each request.',
  },
  'idempotency.no_answer': {
    status: 409,
    title: 'This Idempotency-Key was used, and its answer is not there.',
    help: 'The first request may still run, may have been cut off, or was shown once. See whether it had its effect.',
  },
  'database.busy': {
    status: 503,
    title: 'The database is busy with the same records.',
    help: 'Try again in a moment.',
  },
  'database.too_slow': {
    status: 503,
    title: 'This question took too long and was stopped.',
    help: 'Narrow the filter, or ask for less at once.',
  },
  'database.full': {
    status: 503,
    title: 'The disk or memory of the server is full.',
    help: 'Nothing was changed. Tell the administrator.',
  },
  'server.disk_full': {
    status: 507,
    title: 'The disk of the server is full.',
    help: 'Nothing was changed. Tell the administrator.',
  },
  'database.unreachable': {
    status: 503,
    title: 'The database cannot be reached.',
    help: 'Nothing was changed. Try again in a moment.',
  },
  'database.outcome_unknown': {
    status: 503,
    title: 'The connection to the database broke while the change was being kept.',
    help: 'It may have been kept: look first. What had an Idempotency-Key can be sent again, and is not done twice.',
  },
  'database.model_changed': {
    status: 503,
    title: 'A field changed its type while this was being kept.',
    help: 'Nothing was changed. Send it again.',
  },
  'value.cannot_be_stored': {
    status: 422,
    title: 'A value cannot be stored.',
    help: 'Remove signs that are no text, and numbers out of range.',
  },
  'server.bug': { status: 500, title: 'Kith made a mistake.', help: 'Nothing was changed. Tell us the request id.' },
  'server.stopping': { status: 503, title: 'Kith is stopping.', help: 'Try again in a moment.' },
};
