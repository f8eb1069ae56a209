import { getJob, queries } from '#web/kernel/api';

// Often enough that a small table is done at once on screen.
const pollMs = 500;
const mostMs = 600_000; // longer work is found in the history

/** Waits for the end of a job, then has every page read anew. Answers with its result; null where it has not ended or
 * failed. */
export async function followJob<T>(id: string): Promise<T | null> {
  for (const began = Date.now(); Date.now() - began < mostMs;) {
    const job = await getJob(id).catch(() => null);
    if (!job || (job.state !== 'waiting' && job.state !== 'running')) {
      await queries.invalidateQueries();
      return job?.state === 'done' ? ((job.result ?? null) as T | null) : null;
    }
    await new Promise((go) => setTimeout(go, pollMs));
  }
  return null;
}
