import type { QueryClient } from '@tanstack/react-query';
import { useEffect } from 'react';
import { getMe, queries } from '#web/kernel/api';
import { touchedKeys, type Change } from './touched-keys.ts';

/** Changes come in bursts (an import, a bulk edit); they are gathered this long before the page asks again. */
const GATHER_MS = 250;

/** Listens to the workspace's event stream while the shell is open; answers on screen that changed are asked again. */
export function useEvents(): void {
  useEffect(() => {
    const stream = new EventSource('/api/v1/events');
    const gathered: Change[] = [];
    let timer: ReturnType<typeof setTimeout> | undefined;
    stream.addEventListener('change', (event: MessageEvent<string>) => {
      gathered.push(JSON.parse(event.data) as Change);
      timer ??= setTimeout(() => {
        timer = undefined;
        drop(queries, gathered.splice(0));
      }, GATHER_MS);
    });
    stream.addEventListener('quality.duplicates.changed', () => drop(queries, [{ object: 'duplicates' }]));
    stream.addEventListener('objects.model.changed', () => drop(queries, [{ object: 'model' }]));
    // Another role or team: anything on screen may be more now, or less.
    stream.addEventListener('objects.rights.changed', () => void queries.invalidateQueries());
    // Signed out elsewhere, or with other rights: everything on the page is asked for anew, or the page is left.
    stream.addEventListener(
      'session',
      () =>
        void getMe()
          .then(() => queries.resetQueries())
          .catch(() => undefined),
    );
    stream.addEventListener('job', () => drop(queries, [{ object: 'jobs' }]));
    return () => {
      clearTimeout(timer);
      stream.close();
    };
  }, []);
}

function drop(client: QueryClient, changes: Change[]): void {
  for (const queryKey of touchedKeys(changes)) void client.invalidateQueries({ queryKey });
}
