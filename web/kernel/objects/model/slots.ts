import { createContext, useContext, type ComponentType } from 'react';
import type { ObjectType, RecordRow } from '#web/kernel/api';

export type RecordSlotProps = { object: ObjectType; record: RecordRow };

/** What modules add to the generic pages; the app gathers it from its list of modules. */
export type Slots = {
  /** The box on top of a timeline. */
  composer: ComponentType<RecordSlotProps & { focus: ComposerFocus }> | null;
  /** Cards of the “what now” column, in order. */
  side: ComponentType<RecordSlotProps>[];
  /** Actions of a list beside its main one. */
  listActions: ComponentType<{ object: ObjectType }>[];
};

/** Which kind of entry a shortcut asked for; the count changes with every press. */
export type ComposerFocus = { kind: 'note' | 'call' | 'mail' | 'task' | 'meeting'; count: number } | null;

/** What one module brings to the web app. */
export type WebModule = { key: string } & Partial<Slots>;

export const SlotsContext = createContext<Slots>({ composer: null, side: [], listActions: [] });
export const useSlots = (): Slots => useContext(SlotsContext);

/** Joins the modules' parts into one set of slots. */
export function gatherSlots(modules: WebModule[]): Slots {
  return {
    composer: modules.find((one) => one.composer)?.composer ?? null,
    side: modules.flatMap((one) => one.side ?? []),
    listActions: modules.flatMap((one) => one.listActions ?? []),
  };
}
