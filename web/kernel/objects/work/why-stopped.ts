import { goOnWith, queries, type Job, type StopReason } from '#web/kernel/api';
import { i18n } from '#web/kernel/i18n';
import { toast } from '#web/kernel/ui';

/** Why work in the background was given up, and what to do about it. */
export function whyStopped(reason: StopReason | null): string {
  if (reason === 'disk_full') return i18n.t('It stopped: the disk of the server is full. Make room, then try again.');
  if (reason === 'database') return i18n.t('It stopped: the database could not be reached for a while.');
  if (reason === 'died') return i18n.t('It stopped: the program ended each time it was at work on this.');
  if (reason === 'refused') return i18n.t('It stopped: what it was to do is refused as things stand now.');
  return i18n.t('It stopped on a mistake of ours. Whoever looks after the server finds it in the log.');
}

/** Why work in the background stands still for now; null where it does not. */
export function whyWaiting({ state, reason }: Pick<Job, 'state' | 'reason'>): string | null {
  if (state !== 'waiting' || !reason) return null;
  if (reason === 'disk_full') return i18n.t('It waits for room on the disk of the server, and goes on by itself.');
  return i18n.t('It did not work; it is tried again by itself.');
}

/** Has work go on that was given up; says so where that is not possible. */
export async function tryAgain(jobId: string): Promise<void> {
  try {
    await goOnWith(jobId);
  } catch (problem) {
    toast({ tone: 'problem', text: (problem as Error).message });
  }
  await queries.invalidateQueries();
}
