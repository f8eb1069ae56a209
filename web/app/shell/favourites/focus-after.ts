import type { Place } from './arrange.ts';

let wanted: string | null = null;

/** Remembers which line of the menu is on its way to another place. */
export function keepFocusOn(place: Place): void {
  wanted = JSON.stringify(place);
}

/** Whether that line was just moved and takes the focus with it; true once. */
export function takesFocus(place: Place): boolean {
  if (wanted !== JSON.stringify(place)) return false;
  wanted = null;
  return true;
}
