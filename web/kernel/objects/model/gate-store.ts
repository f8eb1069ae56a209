import { useSyncExternalStore } from 'react';
import type { ObjectType, Problem, RecordRow } from '#web/kernel/api';

/** A save that was refused because where the record goes asks for more: what was to be written, and what is asked. */
export type GateQuestion = {
  object: ObjectType;
  row: RecordRow;
  values: Record<string, unknown>;
  problem: Problem;
};

let question: GateQuestion | null = null;
const listeners = new Set<() => void>();

/** Opens the window in which the person gives what is asked for. */
export function askGate(asked: GateQuestion | null): void {
  question = asked;
  for (const listener of listeners) listener();
}

/** Whether all that a save was refused for is asked by where the record goes. */
export function isGate({ status, body }: Problem): boolean {
  const issues = body.errors ?? [];
  return status === 422 && issues.length > 0 && issues.every(({ code }) => code?.startsWith('gate.'));
}

export const useGate = (): GateQuestion | null =>
  useSyncExternalStore(
    (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    () => question,
  );
