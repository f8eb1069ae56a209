/** What of a key press decides about a shortcut. */
export type Press = { key: string; code?: string; ctrl: boolean; meta: boolean; alt: boolean; shift: boolean };

/** Two keys of a sequence such as `g p` must come within this time. */
export const SEQUENCE_MS = 1_200;

/** The name of a press in our notation (`j`, `mod+k`, `enter`, `?`); letters follow the key's place, also in Greek. */
export function pressName(press: Press): string {
  const letter = /^Key([A-Z])$/.exec(press.code ?? '')?.[1]?.toLowerCase();
  const plain = /^[a-z]$/i.test(press.key) ? press.key.toLowerCase() : (letter ?? press.key.toLowerCase());
  const key = plain === ' ' ? 'space' : plain;
  const mod = press.ctrl || press.meta;
  const shift = press.shift && (mod || key.length > 1) ? 'shift+' : '';
  return `${mod ? 'mod+' : ''}${press.alt ? 'alt+' : ''}${shift}${key}`;
}

/** Which of the wanted shortcuts the last presses complete; the longest wins. */
export function matchShortcut(wanted: string[], presses: string[]): string | null {
  const fitting = wanted.filter((keys) => {
    const steps = keys.split(' ');
    return steps.every((step, index) => presses[presses.length - steps.length + index] === step);
  });
  return fitting.sort((a, b) => b.length - a.length)[0] ?? null;
}

/** Keys with Ctrl or ⌘ that belong to the text while one is typing. */
const OF_THE_TEXT = new Set(['mod+z', 'mod+shift+z', 'mod+a', 'mod+home', 'mod+end']);

/** Whether a shortcut may act while the focus is in a text box: only with Ctrl or ⌘, and none that the text uses. */
export const actsWhileTyping = (keys: string): boolean => keys.startsWith('mod+') && !OF_THE_TEXT.has(keys);
