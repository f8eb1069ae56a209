import { useState } from 'react';
import type { Field } from '#web/kernel/api';

const BY_TYPE: Record<string, number> = {
  person_name: 300,
  text: 190,
  long_text: 260,
  emails: 220,
  phones: 160,
  urls: 180,
  relation: 190,
  member: 160,
  select: 140,
  multi_select: 180,
  datetime: 140,
  date: 120,
  partial_date: 120,
  number: 110,
  money: 130,
  percent: 100,
  checkbox: 90,
  address: 240,
};

/** How wide a column starts, by what it holds. */
export const startWidth = (field: Field, isTitle: boolean): number => (isTitle ? 300 : (BY_TYPE[field.type] ?? 150));

/** The column widths that this person dragged, kept in the browser per object. */
export function useWidths(api: string): [Record<string, number>, (key: string, width: number) => void] {
  const name = `kith-widths-${api}`;
  const [widths, setWidths] = useState<Record<string, number>>(() => read(name));
  return [
    widths,
    (key, width) =>
      setWidths((before) => {
        const next = { ...before, [key]: Math.round(width) };
        localStorage.setItem(name, JSON.stringify(next));
        return next;
      }),
  ];
}

function read(name: string): Record<string, number> {
  try {
    return JSON.parse(localStorage.getItem(name) ?? '{}') as Record<string, number>;
  } catch {
    return {};
  }
}
