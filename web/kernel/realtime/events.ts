import type { QueryClient } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { queries } from '#web/kernel/api';
import { touchedKeys, type Change } from './touched-keys.ts';

export type JobState = {
  id: string;
  kind: string;
  state: string;
  progress: { done: number; total: number | null } | null;
};

/** Changes come in bursts (an import, a bulk edit); they are gathered this long before the page asks again. */
const GATHER_MS = 250;

const jobs = new Set<(job: JobState) => void>();

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
    stream.addEventListener('job', (event: MessageEvent<string>) => {
      const job = JSON.parse(event.data) as JobState;
      for (const listener of jobs) listener(job);
    });
    return () => {
      clearTimeout(timer);
      stream.close();
    };
  }, []);
}

function drop(client: QueryClient, changes: Change[]): void {
  for (const queryKey of touchedKeys(changes)) void client.invalidateQueries({ queryKey });
}

/** The latest word on one background job, or null before any came. */
export function useJob(id: string | null): JobState | null {
  const [job, setJob] = useState<JobState | null>(null);
  useEffect(() => {
    if (!id) return undefined;
    const listener = (next: JobState): void => {
      if (next.id === id) setJob(next);
    };
    jobs.add(listener);
    return () => void jobs.delete(listener);
  }, [id]);
  return job;
}
