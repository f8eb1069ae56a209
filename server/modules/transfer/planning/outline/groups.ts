import { Numbers } from './numbers.ts';

/** Which of many numbered things are one; the first of each group stands for it. */
export class Groups {
  /** How many times two groups became one. */
  joins = 0;
  private above: Numbers;

  constructor(above: Numbers = new Numbers()) {
    this.above = above;
  }

  /** Adds the next thing, alone. */
  add(): void {
    this.above.push(this.above.length);
  }

  /** The first of the group of a thing. */
  first(index: number): number {
    let at = index;
    while (this.above.at(at) !== at) {
      this.above.put(at, this.above.at(this.above.at(at)));
      at = this.above.at(at);
    }
    return at;
  }

  /** Joins two groups; false when they were one before. */
  join(a: number, b: number): boolean {
    const [one, other] = [this.first(a), this.first(b)];
    if (one === other) return false;
    this.above.put(Math.max(one, other), Math.min(one, other));
    this.joins += 1;
    return true;
  }

  /** The same groups, to be joined further. */
  copy(): Groups {
    return new Groups(this.above.copy());
  }
}
