import { randomInt } from 'node:crypto';

const partsCount = 64; // so that growing one never needs twice the whole
const firstSlots = 64;
const mostNumbers = 2 ** 24 - 1;
const fullest = 0.8; // beyond it searches get long

/** Numbers below 16 million by texts of which only a hash of 62 bits is kept: ten bytes and some air for each, whatever
 * its length. The hash has a seed of its own each time, so that no file can be made whose texts collide; by chance two
 * of ten million do once in a hundred thousand times. */
export class CompactKeys {
  /** How many texts are known. */
  size = 0;
  private readonly most: number;
  private readonly parts = Array.from({ length: partsCount }, () => new Part(firstSlots));
  private readonly seed = [randomInt(2 ** 32), randomInt(2 ** 32)] as const;
  private low = 0;
  private high = 0;

  /** Beyond `most` texts nothing new is taken. */
  constructor(most: number) {
    this.most = most;
  }

  /** Whether no more are taken. */
  get full(): boolean {
    return this.size >= this.most;
  }

  /** The number of a text; -1 where it is not known. */
  get(text: string): number {
    this.hash(text);
    return this.part().get(this.low, this.high);
  }

  /** Gives a text its number, unless it has one: then that is the answer, else -1. */
  add(text: string, value: number): number {
    this.hash(text);
    const known = this.part().get(this.low, this.high);
    if (known < 0) this.set(value);
    return known;
  }

  /** Gives a text a number, whatever it had; answers what it had, or -1. */
  put(text: string, value: number): number {
    this.hash(text);
    const known = this.part().replace(this.low, this.high, value);
    if (known < 0) this.set(value);
    return known;
  }

  private set(value: number): void {
    if (this.full || value >= mostNumbers) return;
    const at = this.low >>> 26;
    if (this.parts[at]!.isFull) this.parts[at] = this.parts[at]!.longer();
    this.parts[at]!.add(this.low, this.high, value);
    this.size += 1;
  }

  private part(): Part {
    return this.parts[this.low >>> 26]!;
  }

  /** cyrb53's two lanes, all 64 bits of them. */
  private hash(text: string): void {
    let a = 0xdeadbeef ^ this.seed[0];
    let b = 0x41c6ce57 ^ this.seed[1];
    for (let i = 0; i < text.length; i++) {
      const code = text.charCodeAt(i);
      a = Math.imul(a ^ code, 2654435761);
      b = Math.imul(b ^ code, 1597334677);
    }
    a = Math.imul(a ^ (a >>> 16), 2246822507) ^ Math.imul(b ^ (b >>> 13), 3266489909);
    b = Math.imul(b ^ (b >>> 16), 2246822507) ^ Math.imul(a ^ (a >>> 13), 3266489909);
    this.low = a >>> 0;
    this.high = b >>> 0;
  }
}

/** A table with open slots: 32 bits of a hash, 16 more, and 8 more beside a number. What is 0 is empty. */
class Part {
  private count = 0;
  private readonly slots: number;
  private readonly highs: Uint32Array;
  private readonly lows: Uint16Array;
  private readonly values: Uint32Array;

  constructor(slots: number) {
    this.slots = slots;
    this.highs = new Uint32Array(slots);
    this.lows = new Uint16Array(slots);
    this.values = new Uint32Array(slots);
  }

  get isFull(): boolean {
    return this.count >= this.slots * fullest;
  }

  get(low: number, high: number): number {
    return (this.values[this.find(low, high)]! & numberBits) - 1;
  }

  replace(low: number, high: number, value: number): number {
    const at = this.find(low, high);
    const known = (this.values[at]! & numberBits) - 1;
    if (known >= 0) this.values[at] = tagged(low, value);
    return known;
  }

  add(low: number, high: number, value: number): void {
    this.fill(this.find(low, high), [low, high, tagged(low, value)]);
  }

  longer(): Part {
    const part = new Part(Math.ceil(this.slots * 1.5));
    for (let at = 0; at < this.slots; at++) {
      const [low, high, value] = [this.lows[at]!, this.highs[at]!, this.values[at]!];
      if (value !== 0) part.fill(part.findEmpty(high), [low, high, value]);
    }
    return part;
  }

  private fill(at: number, [low, high, value]: [number, number, number]): void {
    this.highs[at] = high;
    this.lows[at] = low;
    this.values[at] = value;
    this.count += 1;
  }

  private find(low: number, high: number): number {
    const [kept, tag] = [low & 0xffff, tagged(low, 0)];
    let at = high % this.slots;
    while (this.values[at] !== 0 && !(this.highs[at] === high && this.lows[at] === kept && this.isTagged(at, tag)))
      at = (at + 1) % this.slots;
    return at;
  }

  private isTagged(at: number, tag: number): boolean {
    return ((this.values[at]! ^ tag) & ~numberBits) === 0;
  }

  private findEmpty(high: number): number {
    let at = high % this.slots;
    while (this.values[at] !== 0) at = (at + 1) % this.slots;
    return at;
  }
}

const numberBits = 0xffffff;

/** The number, one higher so that none is 0, with eight bits of the hash above it. */
function tagged(low: number, value: number): number {
  return (((low << 8) & ~numberBits) | (value + 1)) >>> 0;
}
