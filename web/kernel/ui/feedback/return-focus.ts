import { useEffect, useState } from 'react';

const inWindow = '[role="dialog"], [role="menu"], [role="listbox"]';
let lastOutside: Element | null = null;

// A window often opens from an entry of a menu, which is gone by then: what opened the menu had the focus before.
document.addEventListener('focusin', ({ target }) => {
  if (target instanceof Element && !target.closest(inWindow)) lastOutside = target;
});

/** Gives the focus back, when a window closes, to what had it before: to what opened it, or the menu it was opened
 * from. Nothing happens where the focus has gone elsewhere by then. */
export function useReturnFocus(open: boolean): void {
  const [before, setBefore] = useState<(Element | null)[] | null>(null);
  if (open !== (before !== null)) setBefore(open ? [document.activeElement, lastOutside] : null);
  useEffect(() => {
    if (!before) return;
    return () => {
      // The window takes its own focus away in the same moment; a timer of no length comes after it.
      setTimeout(() => {
        if (document.activeElement && document.activeElement !== document.body) return;
        // Where all of it is gone, such as a row that was removed, Tab goes on in the page and not before it.
        for (const one of [...before, document.querySelector('main')])
          if (one instanceof HTMLElement && returned(one)) return;
      });
    };
  }, [before]);
}

function returned(to: HTMLElement): boolean {
  if (to === document.body || !to.isConnected) return false;
  to.focus({ preventScroll: true });
  return document.activeElement === to;
}
