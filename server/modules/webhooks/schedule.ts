const minute = 60;
const hour = 60 * minute;

/** Seconds before each further try, as Standard Webhooks proposes: some three days in all, so that a receiver may be
 * down over a week-end. */
const pauses = [5, 5 * minute, 30 * minute, 2 * hour, 5 * hour, 10 * hour, 14 * hour, 20 * hour, 24 * hour];

/** When a delivery that failed so many times is tried again; null where it is given up. */
export function nextTry(attempts: number, now: Date): Date | null {
  const pause = pauses[attempts - 1];
  return pause === undefined ? null : new Date(now.getTime() + pause * 1000);
}

/** How long a receiver that did not answer so many times in a row is left alone with all its deliveries. */
export function restOf(failures: number, now: Date): Date {
  return new Date(now.getTime() + Math.min(5 * 2 ** (failures - 1), 5 * minute) * 1000);
}

/** A receiver that took nothing for so long is disabled. */
export const patienceMillis = 5 * 24 * hour * 1000;

/** After a rotation both secrets sign for so long. */
export const rotationMillis = 24 * hour * 1000;
