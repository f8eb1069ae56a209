import { useSyncExternalStore } from 'react';
import { listOpenJobs, type BulkResult, type Texts } from '#web/kernel/api';

/** Work of this member that the page watches until it ends. */
export type FollowedWork = {
  id: string;
  deed: 'update' | 'trash' | 'restore' | 'undo' | 'run';
  object?: string;
  count?: number;
  /** Of an action: what it is called, and whether its change set takes it back. */
  name?: Texts;
  undoable?: boolean;
};
/** Records that refused a change, until somebody has read why. */
export type Refused = { result: Pick<BulkResult, 'refused' | 'refusals'>; object: string | undefined };

const NAME = 'kith-work';
const listeners = new Set<() => void>();
const state = { followed: read(), refused: null as Refused | null };

function read(): FollowedWork[] {
  try {
    return JSON.parse(globalThis.localStorage?.getItem(NAME) ?? '[]') as FollowedWork[];
  } catch {
    // What somebody else wrote there is no work of ours.
    return [];
  }
}

function keep(followed: FollowedWork[]): void {
  state.followed = followed;
  // So that work which ends while the page is loaded anew is still told.
  localStorage.setItem(NAME, JSON.stringify(followed));
  for (const listener of listeners) listener();
}

/** Shows a piece of work in the tray, with its progress, and tells its end; also after the page was loaded anew. */
export function followWork(work: FollowedWork): void {
  if (!state.followed.some((one) => one.id === work.id)) keep([...state.followed, work]);
}

const DEEDS: Record<string, FollowedWork['deed']> = { 'objects.bulk': 'update', 'objects.undo': 'undo' };

/** Follows what this member began elsewhere and what still goes on; a server that cannot be asked is no trouble. */
export async function takeUpWork(): Promise<void> {
  const jobs = await listOpenJobs().catch(() => []);
  for (const { id, kind } of jobs) {
    const deed = DEEDS[kind];
    if (deed) followWork({ id, deed });
  }
}

/** Leaves a piece of work be. */
export const forgetWork = (id: string): void => keep(state.followed.filter((one) => one.id !== id));

/** Opens the list of records that refused; null closes it. */
export function tellRefused(refused: Refused | null): void {
  state.refused = refused;
  for (const listener of listeners) listener();
}

const onWork = (listener: () => void): (() => void) => {
  listeners.add(listener);
  return () => listeners.delete(listener);
};

export const useFollowed = (): FollowedWork[] => useSyncExternalStore(onWork, () => state.followed);
export const useRefused = (): Refused | null => useSyncExternalStore(onWork, () => state.refused);
