import { useState, type DragEvent } from 'react';

/** What a place needs on which files are dropped; `data-over` says that they hang above it. With null nothing is taken,
 * and a file that is dropped all the same does not replace the page. */
export function useFileDrop(take: ((files: File[]) => void) | null) {
  const [over, setOver] = useState(false);
  return {
    'data-over': over || undefined,
    onDragOver: (event: DragEvent): void => {
      event.preventDefault();
      setOver(take !== null && event.dataTransfer.types.includes('Files'));
    },
    onDragLeave: (): void => setOver(false),
    onDrop: (event: DragEvent): void => {
      event.preventDefault();
      setOver(false);
      take?.([...event.dataTransfer.files]);
    },
  };
}
