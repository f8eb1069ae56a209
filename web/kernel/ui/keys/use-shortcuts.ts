import { useEffect, useRef } from 'react';
import { actsWhileTyping, matchShortcut, pressName, SEQUENCE_MS } from './matching.ts';

/** One shortcut; without `run` it only stands in the list, because another part of the page acts on it. */
export type Shortcut = { keys: string; label: string; run?: () => void; hidden?: boolean };

type Layer = { shortcuts: { current: Shortcut[] }; dialog: boolean };
const layers: Layer[] = [];
const recent: { name: string; at: number }[] = [];

/** Makes shortcuts act while the caller is on screen; later callers win. `dialog` ones act inside windows. */
export function useShortcuts(shortcuts: Shortcut[], dialog = false): void {
  const current = useRef(shortcuts);
  useEffect(() => {
    current.current = shortcuts;
  });
  useEffect(() => {
    const layer: Layer = { shortcuts: current, dialog };
    layers.push(layer);
    if (layers.length === 1) document.addEventListener('keydown', onKey);
    return () => {
      layers.splice(layers.indexOf(layer), 1);
      if (layers.length === 0) document.removeEventListener('keydown', onKey);
    };
  }, [dialog]);
}

/** Every shortcut that acts right now, for the list under `?`. */
export const listShortcuts = (): Shortcut[] =>
  layers.flatMap((layer) => layer.shortcuts.current).filter((one) => !one.hidden);

const INTERACTIVE =
  'button, a[href], [role="menuitem"], [role="tab"], [role="option"], summary, input, select, textarea';

function onKey(event: KeyboardEvent): void {
  if (event.defaultPrevented || event.isComposing || ['Control', 'Meta', 'Shift', 'Alt'].includes(event.key)) return;
  const target = event.target instanceof HTMLElement ? event.target : document.body;
  const name = pressName({
    key: event.key,
    code: event.code,
    ctrl: event.ctrlKey,
    meta: event.metaKey,
    alt: event.altKey,
    shift: event.shiftKey,
  });
  remember(name);
  const inWindow = document.querySelector('[role="dialog"][aria-modal="true"], [role="menu"]') !== null;
  const open = layers.filter((layer) => !inWindow || layer.dialog).toReversed();
  for (const layer of open) {
    const shortcuts = layer.shortcuts.current.filter((one) => one.run);
    const keys = matchShortcut(
      shortcuts.map((one) => one.keys),
      recent.map((one) => one.name),
    );
    if (keys === null || !mayAct(keys, target)) continue;
    event.preventDefault();
    recent.length = 0;
    shortcuts.find((one) => one.keys === keys)?.run?.();
    return;
  }
}

function mayAct(keys: string, target: HTMLElement): boolean {
  const typing =
    target.isContentEditable || target.closest('input:not([type="checkbox"]), textarea, select, [role="combobox"]');
  if (typing) return actsWhileTyping(keys);
  return !((keys === 'enter' || keys === 'space') && target.closest(INTERACTIVE));
}

function remember(name: string): void {
  const now = Date.now();
  while (recent[0] && now - recent[0].at > SEQUENCE_MS) recent.shift();
  recent.push({ name, at: now });
  if (recent.length > 3) recent.shift();
}
