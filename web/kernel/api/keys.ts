import { QueryClient } from '@tanstack/react-query';
import { Problem } from './problems/problem.ts';

/** The names under which answers are kept; the change stream drops them by object. */
export const keys = {
  me: ['me'] as const,
  objects: ['objects'] as const,
  home: ['home'] as const,
  list: (object: string, query: unknown = undefined) =>
    query === undefined ? (['list', object] as const) : (['list', object, query] as const),
  groups: (object: string, query: unknown) => ['list', object, 'groups', query] as const,
  record: (object: string, id: string) => ['record', object, id] as const,
  timeline: (object: string, id: string, kinds = '', from = '') => ['timeline', object, id, kinds, from] as const,
  views: ['views'] as const,
  sidebar: ['sidebar'] as const,
  files: (object: string, id: string) => ['files', object, id] as const,
  job: (id: string) => ['job', id] as const,
  settings: (page: string) => ['settings', page] as const,
};

/** The cache of the page: fresh for half a minute (the event stream tells of changes), refusals are not retried. */
export const queries = new QueryClient({
  defaultOptions: {
    queries: {
      staleTime: 30_000,
      retry: (count, problem) =>
        count < 2 && !(problem instanceof Problem && problem.status >= 400 && problem.status < 500),
      refetchOnWindowFocus: false,
    },
  },
});
