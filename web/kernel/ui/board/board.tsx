import { combine } from '@atlaskit/pragmatic-drag-and-drop/combine';
import { draggable, dropTargetForElements } from '@atlaskit/pragmatic-drag-and-drop/element/adapter';
import { useEffect, useRef, useState, type ReactNode } from 'react';
import './board.css';

export type BoardColumn<Card> = { key: string; label: ReactNode; name: string; summary?: ReactNode; cards: Card[] };

type BoardProps<Card> = {
  label: string;
  columns: BoardColumn<Card>[];
  cardKey: (card: Card) => string;
  renderCard: (card: Card, column: BoardColumn<Card>) => ReactNode;
  /** Absent when cards may not be moved. */
  onMove?: (key: string, to: string) => void;
};

/** Columns of cards; drag with a mouse, or move by each card's own menu and keys. */
export function Board<Card>(props: BoardProps<Card>) {
  return (
    <div className="k-board" role="list" aria-label={props.label}>
      {props.columns.map((column) => (
        <Column key={column.key} column={column} board={props} />
      ))}
    </div>
  );
}

function Column<Card>({ column, board }: { column: BoardColumn<Card>; board: BoardProps<Card> }) {
  const target = useRef<HTMLDivElement>(null);
  const [over, setOver] = useState(false);
  const { onMove } = board;
  useEffect(() => {
    if (!target.current || !onMove) return undefined;
    return dropTargetForElements({
      element: target.current,
      onDragEnter: () => setOver(true),
      onDragLeave: () => setOver(false),
      onDrop: ({ source }) => {
        setOver(false);
        const { key, from } = source.data as { key: string; from: string };
        if (from !== column.key) onMove(key, column.key);
      },
    });
  }, [column.key, onMove]);
  return (
    <div role="listitem" className="k-board-column" data-over={over || undefined} ref={target} aria-label={column.name}>
      <div className="k-board-head">
        {column.label}
        <span className="k-count k-num">{column.summary}</span>
      </div>
      <div className="k-board-cards" role="group" aria-label={column.name}>
        {column.cards.map((card) => (
          <CardFrame key={board.cardKey(card)} id={board.cardKey(card)} from={column.key} still={!board.onMove}>
            {board.renderCard(card, column)}
          </CardFrame>
        ))}
      </div>
    </div>
  );
}

function CardFrame(props: { id: string; from: string; still: boolean; children: ReactNode }) {
  const frame = useRef<HTMLElement>(null);
  const [dragged, setDragged] = useState(false);
  useEffect(() => {
    if (!frame.current || props.still) return undefined;
    return combine(
      draggable({
        element: frame.current,
        getInitialData: () => ({ key: props.id, from: props.from }),
        onDragStart: () => setDragged(true),
        onDrop: () => setDragged(false),
      }),
    );
  }, [props.id, props.from, props.still]);
  return (
    <article ref={frame} className="k-board-card" data-dragged={dragged || undefined}>
      {props.children}
    </article>
  );
}
