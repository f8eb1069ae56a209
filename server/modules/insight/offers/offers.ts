import { settings } from './settings.ts';

/** A thing that is had together with another. */
export interface Neighbour {
  item: string;
  /** How many have both. */
  together: number;
  /** Shrunk cosine: together / (√(n·m) + shrink), from 0 to below 1. */
  likeness: number;
}

/** What collections (baskets, or what each customer has) taught. */
export interface Offers {
  /** How many have each thing. */
  counts: ReadonlyMap<string, number>;
  neighbours: ReadonlyMap<string, readonly Neighbour[]>;
}

/** Likeness of things, item to item (Sarwar et al. 2001): how often two are had together, over how often each is had.
 * Lift is never asked: it loves what two people bought by chance. */
export function learnOffers(collections: readonly (readonly string[])[]): Offers {
  const held = collections.map((items) => [...new Set(items)]);
  const holders = new Map<string, number[]>();
  for (const [at, items] of held.entries())
    for (const item of items) {
      const list = holders.get(item);
      if (list) list.push(at);
      else holders.set(item, [at]);
    }
  const items = [...holders.keys()].toSorted();
  const place = new Map(items.map((item, at) => [item, at]));
  const placed = held.map((list) => Uint32Array.from(list, (item) => place.get(item)!));
  const counts = new Map(items.map((item) => [item, holders.get(item)!.length]));
  const sums = new Uint32Array(items.length);
  const neighbours = new Map<string, Neighbour[]>();
  for (const item of items) {
    sums.fill(0);
    for (const holder of holders.get(item)!) for (const other of placed[holder]!) sums[other]! += 1;
    sums[place.get(item)!] = 0;
    neighbours.set(item, nearest(item, { items, counts, sums }));
  }
  return { counts, neighbours };
}

interface Counted {
  items: readonly string[];
  counts: ReadonlyMap<string, number>;
  sums: Uint32Array;
}

function nearest(item: string, { items, counts, sums }: Counted): Neighbour[] {
  const found: Neighbour[] = [];
  const own = counts.get(item)!;
  for (const [at, together] of sums.entries()) {
    if (together < settings.leastTogether) continue;
    const other = items[at]!;
    const likeness = together / (Math.sqrt(own * counts.get(other)!) + settings.shrink);
    found.push({ item: other, together, likeness });
  }
  return found
    .toSorted((one, other) => other.likeness - one.likeness || (one.item < other.item ? -1 : 1))
    .slice(0, settings.neighbours);
}

/** Something to offer, with the thing that speaks for it most: `together` of `of` who have that one have this too. */
export interface Offer {
  item: string;
  score: number;
  because: { item: string; together: number; of: number } | null;
}

/** The likeliest things that are not had yet: the sum of likenesses to those that are. Where too few speak for
 * anything, what most have follows. */
export function rankOffers(offers: Offers, has: readonly string[], most: number): Offer[] {
  const owned = new Set(has);
  const scores = new Map<string, Offer & { best: number }>();
  for (const item of owned)
    for (const near of offers.neighbours.get(item) ?? []) {
      if (owned.has(near.item)) continue;
      const known = scores.get(near.item);
      const because = { item, together: near.together, of: offers.counts.get(item)! };
      if (!known) scores.set(near.item, { item: near.item, score: near.likeness, because, best: near.likeness });
      else {
        known.score += near.likeness;
        if (near.likeness > known.best) Object.assign(known, { because, best: near.likeness });
      }
    }
  const ranked = [...scores.values()]
    .toSorted((one, other) => other.score - one.score || (one.item < other.item ? -1 : 1))
    .slice(0, most)
    .map(({ item, score, because }) => ({ item, score, because }));
  if (ranked.length === most) return ranked;
  const rest = mostPopular(offers, [...owned, ...ranked.map(({ item }) => item)], most - ranked.length);
  return [...ranked, ...rest.map((item) => ({ item, score: 0, because: null }))];
}

/** What most have and these do not: the dull rule that an offer has to beat. */
export function mostPopular({ counts }: Offers, has: readonly string[], most: number): string[] {
  const owned = new Set(has);
  return [...counts]
    .filter(([item]) => !owned.has(item))
    .toSorted(([one, n], [other, m]) => m - n || (one < other ? -1 : 1))
    .slice(0, most)
    .map(([item]) => item);
}
