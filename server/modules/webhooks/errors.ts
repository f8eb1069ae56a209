import type { ErrorTable } from '#shared/failure';

export const errors: ErrorTable = {
  'webhook.not_found': {
    status: 404,
    title: 'There is no such webhook or delivery.',
    help: 'See the list of webhooks.',
  },
  'webhook.bad_address': {
    status: 422,
    title: 'Webhooks are not sent to this address.',
    help: 'Use an address on the internet that begins with https://.',
  },
  'webhook.unknown_event': {
    status: 422,
    title: 'There is no such event.',
    help: 'Write people.created, people.* or *, with the name of an object as in its address.',
  },
  'webhook.disabled': {
    status: 409,
    title: 'This webhook is disabled.',
    help: 'Enable it first; what happened meanwhile is not told.',
  },
  'webhook.too_many': {
    status: 422,
    title: 'There are too many webhooks.',
    help: 'A workspace has at most 100. Delete one that nobody needs.',
  },
};
