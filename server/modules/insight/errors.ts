import type { ErrorTable } from '#shared/failure';

export const insightErrors: ErrorTable = {
  'forecast.quarter_unknown': {
    status: 422,
    title: 'There is no such quarter',
    help: 'Write the year and the quarter, such as 2026-Q4.',
  },
};
