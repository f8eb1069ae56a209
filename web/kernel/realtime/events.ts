import type { QueryClient } from '@tanstack/react-query';
import { useEffect } from 'react';
import { getMe, keys, queries, type Me } from '#web/kernel/api';
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
    // Signed out elsewhere, or with another role: the page is left, or all on it is asked for anew.
    stream.addEventListener('session', () => void lookAgain().catch(() => undefined));
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

/** Asks who one is now; an answer that there is nobody leaves the page by itself. */
async function lookAgain(): Promise<void> {
  const before = queries.getQueryData<Me>(keys.me);
  const now = await getMe();
  if (before?.member.role !== now.member.role) await queries.invalidateQueries();
}
