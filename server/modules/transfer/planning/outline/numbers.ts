/** A list of numbers below 2³², four bytes each, that grows by half when it is full. */
export class Numbers {
  length = 0;
  private list = new Uint32Array(1_024);

  /** Adds a number behind the last. */
  push(value: number): void {
    if (this.length === this.list.length) {
      const longer = new Uint32Array(Math.ceil(this.length * 1.5));
      longer.set(this.list);
      this.list = longer;
    }
    this.list[this.length++] = value;
  }

  /** The number at a place that was filled. */
  at(index: number): number {
    return this.list[index]!;
  }

  /** Writes over a place that was filled. */
  put(index: number, value: number): void {
    this.list[index] = value;
  }

  /** Another list of the same numbers. */
  copy(): Numbers {
    const other = new Numbers();
    other.list = this.list.slice();
    other.length = this.length;
    return other;
  }
}
