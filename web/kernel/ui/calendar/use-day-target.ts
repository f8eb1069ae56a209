import { dropTargetForElements } from '@atlaskit/pragmatic-drag-and-drop/element/adapter';
import { useEffect, useRef, useState } from 'react';

/** A day that entries are dropped on, and whether one hangs over it. */
export function useDayTarget(day: string, onMove: ((key: string, day: string) => void) | undefined) {
  const target = useRef<HTMLElement>(null);
  const [over, setOver] = useState(false);
  useEffect(() => {
    if (!target.current || !onMove) return undefined;
    return dropTargetForElements({
      element: target.current,
      onDragEnter: () => setOver(true),
      onDragLeave: () => setOver(false),
      onDrop: ({ source }) => {
        setOver(false);
        const { key, from } = source.data as { key: string; from: string };
        if (from !== day) onMove(key, day);
      },
    });
  }, [day, onMove]);
  return { target, over };
}
