import { draggable, dropTargetForElements } from '@atlaskit/pragmatic-drag-and-drop/element/adapter';
import { useEffect, useRef, useState, type KeyboardEvent, type ReactNode } from 'react';
import { i18n } from '#web/kernel/i18n';
import { announce } from '../feedback/announce.ts';
import { scrollAtEdges } from './edge-scroll.ts';
import './board.css';

export type BoardColumn<Card> = {
  key: string;
  label: ReactNode;
  name: string;
  summary?: ReactNode;
  /** Stands under the last card, such as a button for more. */
  foot?: ReactNode;
  cards: Card[];
};

type BoardProps<Card> = {
  label: string;
  columns: BoardColumn<Card>[];
  cardKey: (card: Card) => string;
  cardName: (card: Card) => string;
  /** A word on a card's state, such as how long it lay idle: its tint, from 0 (none) to 2. */
  warmth?: (card: Card) => number;
  /** A colour at the edge of a card, and in words what it means. */
  mark?: (card: Card) => { tone: string; words: string } | null;
  renderCard: (card: Card, column: BoardColumn<Card>) => ReactNode;
  onOpen: (card: Card) => void;
  /** Absent when cards may not be moved. */
  onMove?: (key: string, to: string) => void;
  /** The key of a card once it is in another column, where that is another one. */
  landedKey?: (card: Card, to: string) => string;
};

type Carried = { key: string; to: number };
type Hand = {
  at: string | null;
  carried: Carried | null;
  /** The card that was just dropped in another column and is not drawn there yet. */
  landed: string | null;
  setLanded: (key: string | null) => void;
  setAt: (key: string | null) => void;
  setCarried: (carried: Carried | null) => void;
};

/** Columns of cards: arrows walk, Space picks a card up, arrows carry it, Enter drops, Escape lets it be; or drag. */
export function Board<Card>(props: BoardProps<Card>) {
  const [at, setAt] = useState<string | null>(null);
  const [carried, setCarried] = useState<Carried | null>(null);
  const [landed, setLanded] = useState<string | null>(null);
  const hand = { at, setAt, carried, setCarried, landed, setLanded };
  const first = props.columns.find((column) => column.cards.length > 0)?.cards[0];
  const here = props.columns.some((column) => column.cards.some((card) => props.cardKey(card) === at));
  const stop = here ? at : first === undefined ? null : props.cardKey(first);
  return (
    <div className="k-board" role="list" aria-label={props.label}>
      {props.columns.map((column, place) => (
        <Column key={column.key} column={column} place={place} board={props} hand={hand} stop={stop} />
      ))}
    </div>
  );
}

type ColumnProps<Card> = {
  column: BoardColumn<Card>;
  place: number;
  board: BoardProps<Card>;
  hand: Hand;
  /** The one card that Tab leads to; arrows lead on from there. */
  stop: string | null;
};

function Column<Card>({ column, place, board, hand, stop }: ColumnProps<Card>) {
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
  const shown = over || hand.carried?.to === place;
  return (
    <div
      role="listitem"
      className="k-board-column"
      data-over={shown || undefined}
      ref={target}
      aria-label={column.name}
    >
      <div className="k-board-head">
        {column.label}
        <span className="k-count k-num">{column.summary}</span>
      </div>
      <div className="k-board-cards" role="group" aria-label={column.name}>
        {column.cards.map((card, index) => (
          <CardFrame
            key={board.cardKey(card)}
            card={card}
            column={column}
            spot={{ place, index }}
            board={board}
            hand={hand}
            stop={stop}
          />
        ))}
        {column.foot}
      </div>
    </div>
  );
}

type Spot = { place: number; index: number };
type FrameProps<Card> = Omit<ColumnProps<Card>, 'place'> & { card: Card; spot: Spot };

function CardFrame<Card>({ card, column, spot, board, hand, stop }: FrameProps<Card>) {
  const frame = useRef<HTMLElement>(null);
  const [dragged, setDragged] = useState(false);
  const id = board.cardKey(card);
  const still = !board.onMove;
  useEffect(() => {
    if (!frame.current || still) return undefined;
    let pointer = { x: 0, y: 0 };
    let stopScrolling: (() => void) | undefined;
    return draggable({
      element: frame.current,
      getInitialData: () => ({ key: id, from: column.key }),
      onDragStart: ({ location }) => {
        setDragged(true);
        pointer = { x: location.current.input.clientX, y: location.current.input.clientY };
        const whole = frame.current?.closest<HTMLElement>('.k-board');
        if (whole) stopScrolling = scrollAtEdges(whole, () => pointer);
      },
      onDrag: ({ location: { current } }) => {
        pointer = { x: current.input.clientX, y: current.input.clientY };
      },
      onDrop: () => {
        setDragged(false);
        stopScrolling?.();
      },
    });
  }, [id, column.key, still]);
  const landed = hand.landed === id;
  useEffect(() => {
    // A dropped card is drawn anew in its column, before or after the old one goes; the focus goes with it.
    if (landed && document.activeElement === document.body) frame.current?.focus();
  });
  const carried = hand.carried?.key === id;
  const mark = board.mark?.(card);
  return (
    <article
      ref={frame}
      className="k-board-card"
      tabIndex={stop === id ? 0 : -1}
      aria-label={mark ? `${board.cardName(card)}, ${mark.words}` : board.cardName(card)}
      title={mark?.words}
      data-tone={mark?.tone}
      aria-keyshortcuts={still ? 'Enter' : 'Enter Space'}
      data-card={id}
      data-dragged={dragged || undefined}
      data-carried={carried || undefined}
      data-warmth={board.warmth?.(card) || undefined}
      onFocus={() => {
        if (hand.at !== id) hand.setAt(id);
        if (hand.landed !== null) hand.setLanded(null);
      }}
      onBlur={() => (carried ? hand.setCarried(null) : undefined)}
      onKeyDown={(event) => {
        if (event.target === event.currentTarget) onCardKey(event, { card, spot, board, hand });
      }}
    >
      {board.renderCard(card, column)}
    </article>
  );
}

type KeyPlace<Card> = { card: Card; spot: Spot; board: BoardProps<Card>; hand: Hand };

function onCardKey<Card>(event: KeyboardEvent<HTMLElement>, here: KeyPlace<Card>): void {
  const { card, board, hand } = here;
  const acted = hand.carried ? carry(event.key, here) : walk(event, here);
  if (acted) {
    event.preventDefault();
    event.stopPropagation();
  } else if (event.key === 'Enter' && !hand.carried) {
    event.preventDefault();
    board.onOpen(card);
  }
}

/** Keys while nothing is in the hand: arrows lead to the next card, Space takes this one up. */
function walk<Card>(event: KeyboardEvent<HTMLElement>, { card, spot, board, hand }: KeyPlace<Card>): boolean {
  const { place, index } = spot;
  const name = board.cardName(card);
  if (event.key === ' ' && board.onMove) {
    hand.setCarried({ key: board.cardKey(card), to: place });
    announce(i18n.t('{name} picked up. Arrows carry it, Enter drops it, Escape leaves it where it was.', { name }));
    return true;
  }
  const by = { ArrowDown: [0, 1], j: [0, 1], ArrowUp: [0, -1], k: [0, -1], ArrowLeft: [-1, 0], ArrowRight: [1, 0] };
  const [sideways, down] = by[event.key as keyof typeof by] ?? [0, 0];
  if (sideways === 0 && down === 0) return false;
  let next = place + (sideways ?? 0);
  while (sideways && board.columns[next]?.cards.length === 0) next += sideways;
  const cards = board.columns[next]?.cards ?? [];
  const to = cards[Math.max(0, Math.min(cards.length - 1, index + (down ?? 0)))];
  if (to === undefined) return true;
  const key = board.cardKey(to);
  event.currentTarget
    .closest('.k-board')
    ?.querySelector<HTMLElement>(`[data-card="${CSS.escape(key)}"]`)
    ?.focus();
  return true;
}

/** Keys while a card is in the hand. */
function carry<Card>(key: string, { card, spot, board, hand }: KeyPlace<Card>): boolean {
  const name = board.cardName(card);
  const to = hand.carried?.to ?? spot.place;
  const target = board.columns[to];
  if (key === 'Escape') {
    hand.setCarried(null);
    announce(i18n.t('{name} stays where it was.', { name }));
    return true;
  }
  if ((key === 'Enter' || key === ' ') && target) {
    hand.setCarried(null);
    if (to !== spot.place) {
      hand.setLanded(board.landedKey?.(card, target.key) ?? board.cardKey(card));
      board.onMove?.(board.cardKey(card), target.key);
    }
    announce(i18n.t('{name} dropped in {column}.', { name, column: target.name }));
    return true;
  }
  const by = key === 'ArrowRight' ? 1 : key === 'ArrowLeft' ? -1 : 0;
  const next = Math.max(0, Math.min(board.columns.length - 1, to + by));
  const over = board.columns[next];
  if (by !== 0 && over && next !== to) {
    hand.setCarried({ key: board.cardKey(card), to: next });
    const words = { name, column: over.name, place: next + 1, count: board.columns.length };
    announce(i18n.t('{name} over {column}, column {place} of {count}', words));
  }
  return key.startsWith('Arrow');
}
