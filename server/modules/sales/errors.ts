import type { ErrorTable } from '#shared/failure';

export const salesErrors: ErrorTable = {
  'share.above_the_whole': {
    status: 422,
    title: 'The shares of the deal are more than 100 percent',
    help: 'Make the shares of others smaller first, or give a smaller one.',
  },
};
