import type { ErrorTable } from '#shared/failure';

export const billingErrors: ErrorTable = {
  'document.not_a_draft': {
    status: 409,
    title: 'Only a draft can be changed.',
    help: 'Make a new version and change that.',
  },
  'document.too_large': {
    status: 422,
    title: 'This comes to more than a document can hold.',
    help: 'Look at the quantities and prices.',
  },
};
