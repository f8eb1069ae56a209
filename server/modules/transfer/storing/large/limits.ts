/** Up to how many rows an import is planned at once, and how many at a time beyond that. */
export interface Limits {
  together: number;
  alone: number;
  chunk: number;
}

/** What a server of half a gigabyte bears. One table needs no more than its outline to be linked, so it goes chunk by
 * chunk much earlier. A chunk is two batches, and two chunks go on at once. */
export const usualLimits: Limits = { together: 60_000, alone: 20_000, chunk: 2_000 };
