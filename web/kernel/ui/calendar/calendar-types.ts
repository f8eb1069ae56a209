/** One thing on a day. */
export type Entry = {
  key: string;
  name: string;
  /** The time of day, where it has one. */
  time: string | null;
  /** The colour of its state, as an option names it. */
  colour: string | null;
  /** Why it has that colour, where no word beside it says so. */
  note?: string;
  /** It may not be moved, though others may. */
  still?: boolean;
};

/** What a calendar shows, and what may be done with it. */
export type CalendarProps = {
  label: string;
  weeks: string[][];
  /** The month that is meant: other days are paler. Null where every day is. */
  month: string | null;
  today: string;
  /** One list of days with entries, for narrow screens. */
  agenda: boolean;
  entries: ReadonlyMap<string, Entry[]>;
  onOpen: (key: string) => void;
  /** Absent where entries may not be moved. */
  onMove?: (key: string, day: string) => void;
  /** Absent where nothing may be added. */
  onAdd?: (day: string) => void;
};

/** What a person has in the hand, and over which day. */
export type Hand = {
  at: string | null;
  carried: { key: string; day: string } | null;
  setAt: (key: string | null) => void;
  /** The entry that was just dropped on another day and is not drawn there yet. */
  landed: string | null;
  setLanded: (key: string | null) => void;
  setCarried: (carried: { key: string; day: string } | null) => void;
};
