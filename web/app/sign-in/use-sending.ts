import { useState } from 'react';
import { Problem } from '#web/kernel/api';

/** Sends one form of a page before sign-in: busy while it lasts, its refusal kept; null where it was refused. */
export function useSending() {
  const [problem, setProblem] = useState<Problem | null>(null);
  const [busy, setBusy] = useState(false);
  const run = async <T>(work: () => Promise<T>): Promise<T | null> => {
    setBusy(true);
    setProblem(null);
    try {
      return await work();
    } catch (thrown) {
      if (!(thrown instanceof Problem)) throw thrown;
      setProblem(thrown);
      return null;
    } finally {
      setBusy(false);
    }
  };
  return { problem, busy, run };
}
