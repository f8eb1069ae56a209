import { createContext, useContext } from 'react';
import type { RecordRow } from '#web/kernel/api';
import type { Choice } from '#web/kernel/ui';
import type { LiveSums } from './live-sums.ts';
import type { Sheet, SheetState } from './sheet.ts';
import { give, type SheetLine } from './sheet-lines.ts';

/** What every part of the sheet needs. */
export type SheetTools = {
  sheet: Sheet;
  state: SheetState;
  live: LiveSums;
  currency: string;
  rates: RecordRow[];
  units: Choice[];
  /** The reader's role sees, and may write, what things cost the firm. */
  costs: boolean;
};

export const SheetContext = createContext<SheetTools | null>(null);

/** The sheet around this part. */
export function useTools(): SheetTools {
  const tools = useContext(SheetContext);
  if (!tools) throw new Error('a part of the sheet stands outside it');
  return tools;
}

/** Changes one line. */
export const changeLine = (sheet: Sheet, key: string, values: Partial<SheetLine>): void =>
  sheet.change((lines) => lines.map((line) => (line.key === key ? give(line, values) : line)));

/** Moves one line up or down. */
export const moveLine = (sheet: Sheet, key: string, by: -1 | 1): void =>
  sheet.change((lines) => {
    const from = lines.findIndex((line) => line.key === key);
    const to = from + by;
    if (from < 0 || to < 0 || to >= lines.length) return lines;
    const next = [...lines];
    [next[from], next[to]] = [next[to]!, next[from]!];
    return next;
  });

/** Takes one line out. */
export const removeLine = (sheet: Sheet, key: string): void =>
  sheet.change((lines) => lines.filter((line) => line.key !== key));
