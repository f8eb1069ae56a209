const NAMES: Record<string, string> = {
  mod: 'Ctrl',
  shift: 'Shift',
  alt: 'Alt',
  enter: '↵',
  space: 'Space',
  escape: 'Esc',
  arrowup: '↑',
  arrowdown: '↓',
  arrowleft: '←',
  arrowright: '→',
};

const onApple = (): boolean => /Mac|iPhone|iPad/.test(globalThis.navigator?.platform ?? '');

/** The caps to draw for a shortcut: `g p` is two, `mod+k` is `Ctrl` (`⌘` on Apple) and `K`. */
export function keyNames(keys: string, apple: boolean = onApple()): string[] {
  return keys
    .split(/[ +]/)
    .map((key) => (key === 'mod' && apple ? '⌘' : (NAMES[key] ?? (key.length === 1 ? key.toUpperCase() : key))));
}
