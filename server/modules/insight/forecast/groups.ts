import { expectedEnds, type Hazards, type Window } from './hazards.ts';
import { stageAt, type PastDeal } from './past-deal.ts';
import { settings } from './settings.ts';

/** What tells deals of one age apart. */
export const traits = ['stage', 'size', 'owner'] as const;

/** One of the things that tell deals of one age apart. */
export type Trait = (typeof traits)[number];

type Ends = { won: number; lost: number };

/** How much more often deals of a group are won and lost than others of their age; learnt from so many ends. */
export interface GroupEffect extends Ends {
  ends: number;
}

/** The effects of all groups of all traits, and the amounts at which sizes are parted. */
export interface Effects {
  sizes: readonly number[];
  of: Record<Trait, Map<string, GroupEffect>>;
}

/** The group of a deal by each trait, as known at the end of a day. */
export function groupsOf(deal: PastDeal, day: number, sizes: readonly number[]): Record<Trait, string | null> {
  const size = deal.amount > 0 ? String(sizes.filter((border) => deal.amount >= border).length) : null;
  return { stage: stageAt(deal, day), size, owner: deal.owner };
}

/** What a deal's groups do to its hazards, together. */
export function effectOn(effects: Effects, groups: Record<Trait, string | null>, without?: Trait): Ends {
  const all = { won: 1, lost: 1 };
  for (const trait of traits) {
    const effect = trait === without ? undefined : effects.of[trait].get(groups[trait] ?? '');
    if (!effect) continue;
    all.won *= effect.won;
    all.lost *= effect.lost;
  }
  return all;
}

const lookDays = 30;

interface Look {
  deal: PastDeal;
  day: number;
  to: number;
  groups: Record<Trait, string | null>;
}

/** Observed over expected ends of each group, drawn towards 1 by a gamma prior. Each deal is looked at every 30 days as
 * it was then, and followed up to the next look: so a stage says what comes of deals that stand in it, wherever they go
 * from there. One trait after the other, each with what those before it explain. */
export function learnEffects(deals: readonly PastDeal[], window: Window, hazards: Hazards): Effects {
  const sizes = sizesOf(deals);
  const looks = looksAt(deals, window, sizes);
  const effects: Effects = { sizes, of: { stage: new Map(), size: new Map(), owner: new Map() } };
  for (const trait of traits) effects.of[trait] = learnTrait(looks, trait, { effects, hazards });
  return effects;
}

/** Amounts that part the deals into four sizes of equal number; fewer where many have the same. */
function sizesOf(deals: readonly PastDeal[]): number[] {
  const amounts = Float64Array.from(deals.filter((deal) => deal.amount > 0).map((deal) => deal.amount)).sort();
  const borders = [0.25, 0.5, 0.75].map((share) => amounts[Math.floor(amounts.length * share)] ?? 0);
  return [...new Set(borders)].filter((border) => border > (amounts[0] ?? 0));
}

function looksAt(deals: readonly PastDeal[], { first, last }: Window, sizes: readonly number[]): Look[] {
  const looks: Look[] = [];
  for (const deal of deals) {
    const end = Math.min(deal.closed ?? last, last);
    for (let day = Math.max(deal.opened, first); day < end; day += lookDays)
      looks.push({ deal, day, to: Math.min(day + lookDays, end), groups: groupsOf(deal, day, sizes) });
  }
  return looks;
}

function learnTrait(
  looks: Look[],
  trait: Trait,
  known: { effects: Effects; hazards: Hazards },
): Map<string, GroupEffect> {
  const seen = new Map<string, { happened: Ends; expected: Ends }>();
  for (const { deal, day, to, groups } of looks) {
    const key = groups[trait];
    if (key === null) continue;
    let group = seen.get(key);
    if (!group) seen.set(key, (group = { happened: { won: 0, lost: 0 }, expected: { won: 0, lost: 0 } }));
    const others = effectOn(known.effects, groups);
    const ages = { from: day - deal.opened, to: to - deal.opened };
    group.expected.won += expectedEnds(known.hazards, 'won', ages) * others.won;
    group.expected.lost += expectedEnds(known.hazards, 'lost', ages) * others.lost;
    if (deal.outcome !== 'open' && deal.closed === to) group.happened[deal.outcome] += 1;
  }
  return new Map([...seen].map(([key, { happened, expected }]) => [key, shrunk(happened, expected)]));
}

function shrunk(happened: Ends, expected: Ends): GroupEffect {
  const { groupWeight: weight, groupBound: bound } = settings;
  const of = (kind: 'won' | 'lost') =>
    Math.min(bound, Math.max(1 / bound, (happened[kind] + weight) / (expected[kind] + weight)));
  return { won: of('won'), lost: of('lost'), ends: happened.won + happened.lost };
}
