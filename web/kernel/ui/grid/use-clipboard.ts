import type { ClipboardEvent } from 'react';
import type { GridBlock } from './grid-block.ts';
import type { DataGridProps } from './grid-types.ts';

/** Text in a box of the grid is copied and pasted by the box, and so is text that was marked with the mouse. */
const isOfText = (event: ClipboardEvent): boolean =>
  (event.target instanceof Element && event.target.closest('input, textarea, [contenteditable]') !== null) ||
  !(getSelection()?.isCollapsed ?? true);

/** What the grid does with the clipboard: the chosen block leaves as text, a pasted text arrives at its first cell. */
export function useClipboard<Row>({ onCopy, onPaste }: DataGridProps<Row>, block: GridBlock | null) {
  return {
    onCopy: (event: ClipboardEvent): void => {
      if (!onCopy || !block || isOfText(event)) return;
      event.preventDefault();
      event.clipboardData.setData('text/plain', onCopy(block));
    },
    onPaste: (event: ClipboardEvent): void => {
      if (!onPaste || !block || isOfText(event)) return;
      event.preventDefault();
      const text = event.clipboardData.getData('text/plain');
      if (text) onPaste(text, block.from);
    },
  };
}
