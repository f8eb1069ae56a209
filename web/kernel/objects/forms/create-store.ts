import { useSyncExternalStore } from 'react';

export type CreateRequest = { api: string; values: Record<string, unknown>; onDone?: (id: string) => void } | null;

let request: CreateRequest = null;
const listeners = new Set<() => void>();

/** Opens the form for a new record of that object, with values already filled in. */
export function openCreate(api: string, values: Record<string, unknown> = {}, onDone?: (id: string) => void): void {
  request = { api, values, ...(onDone ? { onDone } : {}) };
  for (const listener of listeners) listener();
}

export function closeCreate(): void {
  request = null;
  for (const listener of listeners) listener();
}

/** What is being created right now, if anything. */
export const useCreateRequest = (): CreateRequest =>
  useSyncExternalStore(
    (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    () => request,
  );
