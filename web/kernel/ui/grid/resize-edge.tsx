import type { KeyboardEvent, PointerEvent } from 'react';
import { i18n } from '#web/kernel/i18n';
import type { GridColumn } from './grid-types.ts';

/** Narrower than this a column shows nothing but dots. */
const LEAST_WIDTH = 72;
/** Wider than this a column leaves no room for another. */
const MOST_WIDTH = 800;
/** What one press of an arrow key changes. */
const STEP = 16;

type ResizeProps = { column: GridColumn; onResize: (key: string, width: number | null) => void };

/** The edge of a column's head: drag it or use the arrow keys; a double click gives the first width again. */
export function ResizeEdge({ column, onResize }: ResizeProps) {
  const set = (width: number): void =>
    onResize(column.key, Math.round(Math.max(LEAST_WIDTH, Math.min(MOST_WIDTH, width))));
  const shownWidth = (edge: HTMLElement): number => edge.parentElement?.getBoundingClientRect().width ?? column.width;
  const drag = (event: PointerEvent<HTMLSpanElement>): void => {
    event.preventDefault();
    const edge = event.currentTarget;
    edge.setPointerCapture(event.pointerId);
    const from = event.clientX;
    const shown = shownWidth(edge);
    const move = (at: globalThis.PointerEvent): void => set(shown + at.clientX - from);
    edge.addEventListener('pointermove', move);
    edge.addEventListener('pointerup', () => edge.removeEventListener('pointermove', move), { once: true });
  };
  const onKey = (event: KeyboardEvent<HTMLSpanElement>): void => {
    const by = event.key === 'ArrowRight' ? STEP : event.key === 'ArrowLeft' ? -STEP : 0;
    if (by === 0) return;
    event.preventDefault();
    event.stopPropagation();
    set(shownWidth(event.currentTarget) + by);
  };
  return (
    <span
      role="separator"
      aria-orientation="vertical"
      aria-label={i18n.t('Width of {name}', { name: column.label })}
      aria-valuenow={Math.round(column.width)}
      aria-valuemin={LEAST_WIDTH}
      aria-valuemax={MOST_WIDTH}
      tabIndex={0}
      className="k-edge"
      onPointerDown={drag}
      onDoubleClick={() => onResize(column.key, null)}
      onKeyDown={onKey}
    />
  );
}
