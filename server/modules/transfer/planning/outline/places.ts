import type { RowPlace } from '../planned-row.ts';
import { Numbers } from './numbers.ts';

/** Where rows stand, four bytes each: those of one table come one after the other. */
export class Places {
  private readonly rows = new Numbers();
  private readonly tables: { from: number; file: string; sheet: string | null }[] = [];

  /** Adds a place; answers with the number of its turn. */
  add({ file, sheet, row }: RowPlace): number {
    const from = this.rows.length;
    const last = this.tables.at(-1);
    if (last?.file !== file || last.sheet !== sheet) this.tables.push({ from, file, sheet });
    this.rows.push(row);
    return from;
  }

  /** The place of a turn. */
  at(index: number): RowPlace {
    let [low, high] = [0, this.tables.length - 1];
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if (this.tables[middle]!.from <= index) low = middle;
      else high = middle - 1;
    }
    const { file, sheet } = this.tables[low]!;
    return { file, sheet, row: this.rows.at(index) };
  }
}
