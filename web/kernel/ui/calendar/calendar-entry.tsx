import { draggable } from '@atlaskit/pragmatic-drag-and-drop/element/adapter';
import { useEffect, useRef, useState, type KeyboardEvent } from 'react';
import { format, i18n } from '#web/kernel/i18n';
import { toneOf } from '../controls/chip.tsx';
import { announce } from '../feedback/announce.ts';
import type { CalendarProps, Entry, Hand } from './calendar-types.ts';
import { addDays } from './days.ts';

type Place = { entry: Entry; day: string; calendar: CalendarProps; hand: Hand };

/** An entry of a calendar, as a button that is carried by keys or dragged. */
export function CalendarEntry({ stop, ...place }: Place & { stop: string | null }) {
  const { entry, day, calendar, hand } = place;
  const frame = useRef<HTMLButtonElement>(null);
  const [dragged, setDragged] = useState(false);
  const movable = calendar.onMove !== undefined && !entry.still;
  useEffect(() => {
    if (!frame.current || !movable) return undefined;
    return draggable({
      element: frame.current,
      getInitialData: () => ({ key: entry.key, from: day }),
      onDragStart: () => setDragged(true),
      onDrop: () => setDragged(false),
    });
  }, [entry.key, day, movable]);
  const landed = hand.landed === entry.key;
  useEffect(() => {
    // What was dropped is drawn anew on its day, before or after the old one goes; the focus goes with it.
    if (landed && document.activeElement === document.body) frame.current?.focus();
  });
  const carried = hand.carried?.key === entry.key;
  return (
    <li>
      <button
        ref={frame}
        type="button"
        className="k-calendar-entry"
        tabIndex={stop === entry.key ? 0 : -1}
        aria-keyshortcuts={movable ? 'Enter Space' : 'Enter'}
        data-entry={entry.key}
        title={entry.note}
        data-tone={toneOf(entry.colour)}
        data-dragged={dragged || undefined}
        data-carried={carried || undefined}
        onFocus={() => {
          if (hand.at !== entry.key) hand.setAt(entry.key);
          if (hand.landed !== null) hand.setLanded(null);
        }}
        onBlur={() => (carried ? hand.setCarried(null) : undefined)}
        onClick={() => calendar.onOpen(entry.key)}
        onKeyDown={(event) => onEntryKey(event, { ...place, movable })}
        // A button is pressed when Space is let go; here it picks up.
        onKeyUp={(event) => (event.key === ' ' ? event.preventDefault() : undefined)}
      >
        {entry.time ? <span className="k-num k-muted">{entry.time}</span> : null}
        <span className="k-cut">{entry.name}</span>
        {entry.note ? <span className="k-hidden"> {entry.note}</span> : null}
      </button>
    </li>
  );
}

type Moving = Place & { movable: boolean };

function onEntryKey(event: KeyboardEvent<HTMLElement>, here: Moving): void {
  const acted = here.hand.carried ? carry(event.key, here) : walk(event, here);
  if (!acted) return;
  event.preventDefault();
  event.stopPropagation();
}

const STEPS: Record<string, number> = { ArrowLeft: -1, ArrowRight: 1, ArrowUp: -7, ArrowDown: 7 };
const nameOf = (day: string): string => format.calendarDay(day, { weekday: true, year: false });

/** Keys while nothing is in the hand: arrows lead to the entry before and after, Space takes this one up. */
function walk(event: KeyboardEvent<HTMLElement>, { entry, day, hand, movable }: Moving): boolean {
  const { name, key } = entry;
  if (event.key === ' ') {
    if (!movable) return true;
    hand.setCarried({ key, day });
    announce(i18n.t('{name} picked up. Arrows carry it, Enter drops it, Escape leaves it where it was.', { name }));
    return true;
  }
  const step = { ArrowLeft: -1, ArrowUp: -1, k: -1, ArrowRight: 1, ArrowDown: 1, j: 1 }[event.key];
  if (step === undefined) return false;
  const all = [
    ...(event.currentTarget.closest('.k-calendar, .k-agenda')?.querySelectorAll<HTMLElement>('[data-entry]') ?? []),
  ];
  all[all.indexOf(event.currentTarget) + step]?.focus();
  return true;
}

/** Keys while an entry is in the hand. */
function carry(key: string, { entry, day, calendar, hand }: Moving): boolean {
  const { name } = entry;
  const over = hand.carried?.day ?? day;
  if (key === 'Escape') {
    hand.setCarried(null);
    announce(i18n.t('{name} stays where it was.', { name }));
    return true;
  }
  if (key === 'Enter' || key === ' ') {
    hand.setCarried(null);
    if (over !== day) {
      hand.setLanded(entry.key);
      calendar.onMove?.(entry.key, over);
    }
    announce(i18n.t('{name} dropped on {day}.', { name, day: nameOf(over) }));
    return true;
  }
  const step = STEPS[key];
  if (step === undefined) return false;
  const next = addDays(over, step);
  if (calendar.weeks.some((week) => week.includes(next))) {
    hand.setCarried({ key: entry.key, day: next });
    announce(i18n.t('{name} over {day}', { name, day: nameOf(next) }));
  }
  return true;
}
