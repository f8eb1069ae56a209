import { useEffect, useRef, useState, type ReactNode } from 'react';
import { format, i18n } from '#web/kernel/i18n';
import { Button } from '../controls/button.tsx';
import { CalendarEntry } from './calendar-entry.tsx';
import type { CalendarProps, Entry, Hand } from './calendar-types.ts';
import { useDayTarget } from './use-day-target.ts';
import './calendar.css';

/** As many entries as a day of a month shows; the others come when asked for. */
const FEW = 4;

/** Days with entries: arrows walk, Space picks one up, arrows carry it from day to day, Enter drops it; or drag. */
export function Calendar(props: CalendarProps) {
  const [at, setAt] = useState<string | null>(null);
  const [carried, setCarried] = useState<Hand['carried']>(null);
  const [landed, setLanded] = useState<string | null>(null);
  const hand = { at, setAt, carried, setCarried, landed, setLanded };
  const meant = (day: string): boolean => !props.agenda || props.month === null || day.startsWith(props.month);
  const days = props.weeks.flat().filter(meant);
  const keys = days.flatMap((day) => props.entries.get(day) ?? []).map((one) => one.key);
  const stop = at !== null && keys.includes(at) ? at : (keys[0] ?? null);
  if (props.agenda) return <Agenda calendar={props} hand={hand} stop={stop} days={days} />;
  return (
    <div className="k-calendar" role="group" aria-label={props.label} data-weeks={props.weeks.length}>
      <div className="k-calendar-head" aria-hidden="true">
        {props.weeks[0]!.map((day) => (
          <span key={day}>{format.weekday(day)}</span>
        ))}
      </div>
      {props.weeks.map((week) => (
        <div key={week[0]} className="k-calendar-week">
          {week.map((day) => (
            <Day
              key={day}
              day={day}
              calendar={props}
              hand={hand}
              stop={stop}
              few={props.weeks.length > 1 ? FEW : null}
            />
          ))}
        </div>
      ))}
    </div>
  );
}

type Within = { calendar: CalendarProps; hand: Hand; stop: string | null };

function Day({ day, few, ...within }: Within & { day: string; few: number | null }) {
  const { calendar, hand } = within;
  const [all, setAll] = useState(false);
  const { target, over } = useDayTarget(day, calendar.onMove);
  const entries = calendar.entries.get(day) ?? [];
  const shown = few === null || all || entries.length <= few ? entries : entries.slice(0, few - 1);
  const name = format.calendarDay(day, { weekday: true, year: false });
  return (
    <section
      ref={target}
      className="k-calendar-day"
      aria-label={name}
      data-today={day === calendar.today || undefined}
      data-other={(calendar.month !== null && !day.startsWith(calendar.month)) || undefined}
      data-over={over || hand.carried?.day === day || undefined}
    >
      <DayNumber day={day} name={name} calendar={calendar} />
      <Entries day={day} entries={shown} {...within} />
      {shown.length < entries.length ? (
        <Button small look="quiet" onClick={() => setAll(true)}>
          {i18n.t('{count} more', { count: entries.length - shown.length })}
        </Button>
      ) : null}
    </section>
  );
}

function DayNumber({ day, name, calendar }: { day: string; name: string; calendar: CalendarProps }) {
  const number = Number(day.slice(8));
  const { onAdd } = calendar;
  if (!onAdd) return <span className="k-calendar-number">{number}</span>;
  return (
    <button
      type="button"
      className="k-calendar-number"
      // Tab would otherwise stop at forty days before it reaches an entry.
      tabIndex={-1}
      aria-label={i18n.t('Add on {day}', { day: name })}
      onClick={() => onAdd(day)}
    >
      {number}
    </button>
  );
}

function Entries({ day, entries, ...within }: Within & { day: string; entries: Entry[] }): ReactNode {
  if (entries.length === 0) return null;
  return (
    <ul className="k-calendar-entries">
      {entries.map((entry) => (
        <CalendarEntry key={entry.key} entry={entry} day={day} {...within} />
      ))}
    </ul>
  );
}

/** Days with entries under each other, for narrow screens; it begins at today. */
function Agenda({ days, ...within }: Within & { days: string[] }) {
  const { calendar } = within;
  const now = useRef<HTMLElement>(null);
  // The list alone: scrolling into view would push what stands around it off the screen as well.
  useEffect(() => {
    const day = now.current;
    const list = day?.closest('.k-agenda');
    if (day && list) list.scrollTop = day.offsetTop - list.querySelector('section')!.offsetTop;
  }, []);
  const filled = days.filter((day) => day === calendar.today || calendar.entries.has(day));
  return (
    <div className="k-agenda" role="group" aria-label={calendar.label}>
      {filled.map((day) => (
        <section key={day} ref={day === calendar.today ? now : null} data-today={day === calendar.today || undefined}>
          <h2>{format.calendarDay(day, { weekday: true, year: false })}</h2>
          <Entries day={day} entries={calendar.entries.get(day) ?? []} {...within} />
          {calendar.entries.has(day) ? null : <p className="k-muted">{i18n.t('Nothing on this day.')}</p>}
        </section>
      ))}
      {filled.length === 0 ? <p className="k-muted">{i18n.t('Nothing in these days.')}</p> : null}
    </div>
  );
}
