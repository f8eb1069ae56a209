type ToastInput = {
  text: string;
  tone?: 'plain' | 'problem';
  /** Takes the deed back; also reached by Ctrl/⌘ Z while it is the last one. */
  undo?: () => Promise<void> | void;
  /** Does again what was taken back; also reached by Ctrl/⌘ Shift Z while it is the last one. */
  redo?: () => Promise<void> | void;
  action?: { label: string; run: () => void };
  /** Stays twice as long, because nobody may be looking when it comes. */
  stay?: boolean;
};
export type Toast = ToastInput & { id: number };

/** At most this many at once: more would hide the page on a phone. */
const MOST = 3;
/** Long enough to read and reach Undo; problems, and the ends of long work, stay twice as long. */
const STAY_MS = 7_000;

const state = { toasts: [] as Toast[], next: 1, lastUndo: null as Toast | null, lastRedo: null as Toast | null };
const listeners = new Set<() => void>();

/** Says what happened at the foot of the page, with Undo where it can be taken back. */
export function toast(input: ToastInput): number {
  const id = state.next++;
  const made: Toast = { ...input, id };
  state.toasts = [...state.toasts, made].slice(-MOST);
  if (input.undo) Object.assign(state, { lastUndo: made, lastRedo: null });
  if (input.redo) state.lastRedo = made;
  setTimeout(() => dismissToast(id), input.tone === 'problem' || input.stay ? STAY_MS * 2 : STAY_MS);
  changed();
  return id;
}

export function dismissToast(id: number): void {
  state.toasts = state.toasts.filter((one) => one.id !== id);
  changed();
}

/** Takes back the last deed that can be undone, once; answers whether there was one. */
export function undoLast(): boolean {
  const last = state.lastUndo;
  if (!last?.undo) return false;
  state.lastUndo = null;
  dismissToast(last.id);
  void last.undo();
  return true;
}

/** Does again what was taken back last, once; answers whether there was something. */
export function redoLast(): boolean {
  const last = state.lastRedo;
  if (!last?.redo) return false;
  redoToast(last);
  return true;
}

/** Marks what was taken back as done again. */
export function redoToast(one: Toast): void {
  if (state.lastRedo?.id === one.id) state.lastRedo = null;
  dismissToast(one.id);
  void one.redo?.();
}

/** Marks one deed as taken back, so that Ctrl/⌘ Z does not try it again. */
export function undoToast(one: Toast): void {
  if (state.lastUndo?.id === one.id) state.lastUndo = null;
  dismissToast(one.id);
  void one.undo?.();
}

export const listToasts = (): Toast[] => state.toasts;
export const onToasts = (listener: () => void): (() => void) => {
  listeners.add(listener);
  return () => listeners.delete(listener);
};

function changed(): void {
  for (const listener of listeners) listener();
}
