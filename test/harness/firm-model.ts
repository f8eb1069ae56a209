import { isDeepStrictEqual } from 'node:util';

/** A value with the record that it came from: its own, or one that a merge brought in. */
interface Slot {
  value: string | null;
  from: string;
}

/** Items of a list, each with the records that hold it: their own, or brought in by merges. */
type Items = Map<string, Set<string>>;

interface Thing {
  id: string;
  object: 'people' | 'calls';
  living: boolean;
  into: string | null;
  version: number;
  single: Record<string, Slot>;
  list: Record<string, Items>;
}

/** What a change set did to one record. */
interface Touch {
  verb: 'create' | 'update' | 'delete' | 'restore' | 'merge';
  /** The version that the record had after it. */
  version: number;
  before: Record<string, Slot | Items>;
  after: Record<string, Slot | Items>;
}

export interface Deed {
  id: string;
  kind: 'plain' | 'merge' | 'undo';
  undoneBy: Deed | null;
  touches: Map<string, Touch>;
}

const copyOf = (held: Slot | Items): Slot | Items =>
  held instanceof Map ? new Map([...held].map(([item, from]) => [item, new Set(from)])) : { ...held };
const plain = (held: Slot | Items): unknown => (held instanceof Map ? [...held.keys()] : held.value);

/** A slow firm in memory, written from what people are promised, not from how Kith keeps it: every value knows where it
 * came from, so a merge can be taken apart by asking each value whose it is. */
export class FirmModel {
  things = new Map<string, Thing>();

  add(object: Thing['object'], id: string, values: Record<string, string | null | string[]>): Touch {
    const thing: Thing = { id, object, living: true, into: null, version: 1, single: {}, list: {} };
    for (const [key, value] of Object.entries(values)) {
      if (Array.isArray(value))
        thing.list[key] = new Map(value.map((item) => [item, new Set([this.ownOf(key, id, item)])]));
      else thing.single[key] = { value, from: id };
    }
    this.things.set(id, thing);
    return { verb: 'create', version: 1, before: {}, after: {} };
  }

  /** What a record holds, as the API would show it. */
  shown(id: string): Record<string, unknown> {
    const { single, list, living } = this.things.get(id)!;
    const values = [...Object.entries(single), ...Object.entries(list)].map(([key, held]) => [key, plain(held)]);
    return { ...Object.fromEntries(values), living };
  }

  edit(id: string, values: Record<string, string | null | string[]>): Touch | null {
    const thing = this.things.get(id)!;
    const next = Object.entries(values).map(([key, value]): [string, Slot | Items] => {
      if (!Array.isArray(value)) return [key, { value, from: id }];
      const old = thing.list[key]!;
      return [key, new Map(value.map((item) => [item, old.get(item) ?? new Set([this.ownOf(key, id, item)])]))];
    });
    return this.write(thing, Object.fromEntries(next));
  }

  /** Pointers point at a record themselves; other items belong to the record that holds them. */
  private ownOf(key: string, holder: string, item: string): string {
    return key === 'people' ? item : holder;
  }

  retire(id: string, into: string | null): Touch {
    const thing = this.things.get(id)!;
    Object.assign(thing, { living: false, into });
    return this.touched(thing, into ? 'merge' : 'delete');
  }

  revive(id: string): Touch {
    const thing = this.things.get(id)!;
    Object.assign(thing, { living: true, into: null });
    return this.touched(thing, 'restore');
  }

  private touched(thing: Thing, verb: Touch['verb']): Touch {
    thing.version += 1;
    return { verb, version: thing.version, before: {}, after: {} };
  }

  private write(thing: Thing, next: Record<string, Slot | Items>): Touch | null {
    const touch: Touch = { verb: 'update', version: thing.version + 1, before: {}, after: {} };
    for (const [key, held] of Object.entries(next)) {
      const now = (thing.single[key] ?? thing.list[key])!;
      if (isDeepStrictEqual(plain(now), plain(held))) continue;
      touch.before[key] = copyOf(now);
      touch.after[key] = copyOf(held);
      if (held instanceof Map) thing.list[key] = held;
      else thing.single[key] = held;
    }
    if (Object.keys(touch.before).length === 0) return null;
    thing.version += 1;
    return touch;
  }

  merge(into: string, gone: string[]): Map<string, Touch> {
    const touches = new Map<string, Touch>();
    const kept = this.things.get(into)!;
    const losers = gone.map((id) => this.things.get(id)!);
    const joined: Record<string, Slot | Items> = {};
    for (const key of Object.keys(kept.single)) {
      const filled = losers.find((one) => one.single[key]!.value !== null);
      if (kept.single[key]!.value === null && filled) joined[key] = { ...filled.single[key]! };
    }
    for (const key of Object.keys(kept.list)) {
      const items = copyOf(kept.list[key]!) as Items;
      for (const one of losers)
        for (const [item, from] of one.list[key]!) items.set(item, new Set([...(items.get(item) ?? []), ...from]));
      joined[key] = items;
    }
    const wrote = this.write(kept, joined);
    if (wrote) touches.set(into, wrote);
    for (const call of this.pointing(gone)) {
      const people: Items = new Map();
      for (const [id, from] of call.list['people']!) {
        const at = gone.includes(id) ? into : id;
        people.set(at, new Set([...(people.get(at) ?? []), ...from]));
      }
      const touch = this.write(call, { people });
      if (touch) touches.set(call.id, touch);
    }
    for (const id of gone) touches.set(id, this.retire(id, into));
    return touches;
  }

  private pointing(ids: string[]): Thing[] {
    return [...this.things.values()].filter(
      (one) => one.object === 'calls' && one.living && ids.some((id) => one.list['people']!.has(id)),
    );
  }

  /** The record under which another one lives. */
  hostOf(id: string): string {
    const { into } = this.things.get(id)!;
    return into === null ? id : this.hostOf(into);
  }

  /** Whether a record is another one or became a part of it. */
  within(id: string, other: string): boolean {
    const thing = this.things.get(id);
    return id === other || (thing?.into != null && this.within(thing.into, other));
  }

  /** Takes records out of the one that they became a part of, however many merges lie between. */
  part(gone: string[]): Map<string, Touch> {
    const touches = new Map<string, Touch>();
    const leaves = (id: string) => gone.some((one) => this.within(id, one));
    const host = this.hostOf(gone[0]!);
    for (let at: string | null = this.things.get(gone[0]!)!.into; at !== null; at = this.things.get(at)!.into) {
      const thing = this.things.get(at)!;
      const next: Record<string, Slot | Items> = {};
      for (const [key, slot] of Object.entries(thing.single))
        if (leaves(slot.from)) next[key] = { value: null, from: at };
      for (const [key, items] of Object.entries(thing.list)) next[key] = without(items, leaves);
      const touch = this.write(thing, next);
      if (touch) touches.set(at, touch);
    }
    for (const call of [...this.things.values()].filter((one) => one.object === 'calls')) {
      const pointers = call.list['people']!;
      const from = pointers.get(host);
      if (!from || ![...from].some(leaves)) continue;
      const people: Items = new Map();
      for (const [id, origins] of pointers) {
        if (id !== host) people.set(id, origins);
        else
          for (const origin of origins) {
            const to = gone.find((one) => this.within(origin, one)) ?? host;
            people.set(to, new Set([...(people.get(to) ?? []), origin]));
          }
      }
      const touch = this.write(call, { people });
      if (touch) touches.set(call.id, touch);
    }
    for (const id of gone) touches.set(id, this.revive(id));
    return touches;
  }

  /** Takes a deed back by the rules that people are told; null where nothing could be taken back. */
  undo(deed: Deed): Map<string, Touch> | null {
    const touches = new Map<string, Touch>();
    for (const [id, touch] of deed.touches) {
      const done = this.takeBack(id, touch);
      if (done) touches.set(id, done);
    }
    return touches.size > 0 ? touches : null;
  }

  private takeBack(id: string, touch: Touch): Touch | null {
    const thing = this.things.get(id)!;
    if (touch.verb === 'create' || touch.verb === 'restore')
      return thing.living && thing.version === touch.version ? this.retire(id, null) : null;
    if (touch.verb === 'delete') return !thing.living ? this.revive(id) : null;
    if (thing.into !== null) return null;
    const next: Record<string, Slot | Items> = {};
    for (const [key, held] of Object.entries(touch.before)) {
      const now = (thing.single[key] ?? thing.list[key])!;
      if (isDeepStrictEqual(plain(now), plain(touch.after[key]!))) next[key] = this.atHome(copyOf(held), key, id);
    }
    return this.write(thing, next);
  }

  /** What came from a record that is no part of this one any more is its own now. */
  private atHome(held: Slot | Items, key: string, id: string): Slot | Items {
    if (!(held instanceof Map)) return this.within(held.from, id) ? held : { value: held.value, from: id };
    for (const [item, from] of held) {
      const owner = key === 'people' ? item : id;
      const still = [...from].filter((one) => this.within(one, owner));
      held.set(item, new Set(still.length > 0 ? still : [this.ownOf(key, id, item)]));
    }
    return held;
  }
}

/** Items that at least one record holds which does not leave. */
function without(items: Items, leaves: (id: string) => boolean): Items {
  const rest: Items = new Map();
  for (const [item, from] of items) {
    const staying = [...from].filter((one) => !leaves(one));
    if (staying.length > 0) rest.set(item, new Set(staying));
  }
  return rest;
}
