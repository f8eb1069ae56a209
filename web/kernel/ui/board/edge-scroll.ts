/** So near to an edge, in pixels, a dragged card starts to scroll what it is over. */
const ZONE = 56;
/** Pixels a frame at the very edge: a wide board passes in two seconds. */
const MOST = 18;

/** How far to scroll in one frame for a pointer at `at` between two edges; negative is towards the start. */
export function edgeSpeed(at: number, start: number, end: number): number {
  const near = Math.min(ZONE, (end - start) / 4);
  if (at < start + near) return -Math.round(MOST * Math.min(1, (start + near - at) / near));
  if (at > end - near) return Math.round(MOST * Math.min(1, (at - end + near) / near));
  return 0;
}

/** Scrolls the board, and the column under the pointer, while a card is dragged near their edges; answers the end. */
export function scrollAtEdges(board: HTMLElement, pointer: () => { x: number; y: number }): () => void {
  let frame = 0;
  const step = (): void => {
    const { x, y } = pointer();
    const box = board.getBoundingClientRect();
    board.scrollLeft += edgeSpeed(x, box.left, box.right);
    const cards = document.elementFromPoint(x, y)?.closest('.k-board-column')?.querySelector('.k-board-cards');
    const column = cards?.getBoundingClientRect();
    if (cards && column) cards.scrollTop += edgeSpeed(y, column.top, column.bottom);
    frame = requestAnimationFrame(step);
  };
  frame = requestAnimationFrame(step);
  return () => cancelAnimationFrame(frame);
}
