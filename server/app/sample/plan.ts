import { newId } from '#kernel/database';
import { createRandom, type Random } from './random.ts';

/** A record to be made: its id is known before, so that others can point at it. */
export interface Planned {
  id: string;
  values: Record<string, unknown>;
}

/** Everything of the sample firm, by the key of the object, in the order in which it can be written. */
export type SamplePlan = Map<string, Planned[]>;

/** What the story is told from. */
export interface Telling {
  random: Random;
  now: Date;
  timeZone: string;
  /** Language of what belongs to the firm itself, such as tags and industries. */
  language: 'en' | 'el';
  /** The member who owns it all. */
  member: string;
  add(object: string, values: Record<string, unknown>): string;
}

/** Begins an empty story: the same seed and moment tell the same one. */
export function beginStory(given: Omit<Telling, 'random' | 'add'> & { seed: number }): {
  telling: Telling;
  plan: SamplePlan;
} {
  const plan: SamplePlan = new Map();
  const add = (object: string, values: Record<string, unknown>) => {
    const id = newId();
    const list = plan.get(object) ?? [];
    plan.set(object, list);
    list.push({ id, values });
    return id;
  };
  const { seed, ...rest } = given;
  return { telling: { ...rest, random: createRandom(seed), add }, plan };
}
