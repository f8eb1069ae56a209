import { createContext, useContext, type ComponentType, type ReactNode } from 'react';
import type { Field, ObjectType, RecordRow } from '#web/kernel/api';
import type { GateQuestion } from './gate-store.ts';

export type RecordSlotProps = { object: ObjectType; record: RecordRow };

/** A record that another one is linked by. */
export type LinkRecord = { object: string; values: Record<string, unknown> };

/** A field that reads through to a dated link (a person's present company): choosing a value makes the link. */
export type LinkField = {
  object: string;
  field: string;
  /** The link to be made; null where the value links nothing. */
  link: (record: { id: string; values: Record<string, unknown> }, value: unknown) => LinkRecord | null;
};

/** A window that opens from the menu of a record. */
export type RecordWindow = {
  key: string;
  /** The plural name of the object whose records have it. */
  object: string;
  label: () => string;
  icon: ReactNode;
  /** For administrators alone. */
  administers?: boolean;
  Window: ComponentType<RecordSlotProps & { onClose: () => void }>;
};

/** Buttons in the head of the records of an object. */
export type RecordDeeds = {
  /** The plural name of the object. */
  object: string;
  /** One of them is what such a record is there for: no other button is as loud. */
  main?: boolean;
  Deeds: ComponentType<RecordSlotProps>;
};

/** What modules add to the generic pages; the app gathers it from its list of modules. */
export type Slots = {
  /** The box on top of a timeline. */
  composer: ComponentType<RecordSlotProps & { focus: ComposerFocus }> | null;
  /** Cards of the “what now” column, in order. */
  side: ComponentType<RecordSlotProps>[];
  /** What stands across the page of a record, above its columns. */
  sheets: ComponentType<RecordSlotProps>[];
  /** What can be done with a record, in its head. */
  recordActions: RecordDeeds[];
  /** Actions of a list beside its main one. */
  listActions: ComponentType<{ object: ObjectType }>[];
  linkFields: LinkField[];
  recordWindows: RecordWindow[];
  /** The window that asks for what a record lacks to go where it was moved. */
  gate: ComponentType<{ question: GateQuestion; onClose: () => void }> | null;
};

/** Which kind of entry a shortcut asked for; the count changes with every press. */
export type ComposerFocus = { kind: 'note' | 'call' | 'mail' | 'task' | 'meeting'; count: number } | null;

/** What one module brings to the web app. */
export type WebModule = { key: string } & Partial<Slots>;

export const SlotsContext = createContext<Slots>({
  composer: null,
  side: [],
  sheets: [],
  recordActions: [],
  listActions: [],
  linkFields: [],
  recordWindows: [],
  gate: null,
});
export const useSlots = (): Slots => useContext(SlotsContext);

/** Joins the modules' parts into one set of slots. */
export function gatherSlots(modules: WebModule[]): Slots {
  return {
    composer: modules.find((one) => one.composer)?.composer ?? null,
    side: modules.flatMap((one) => one.side ?? []),
    sheets: modules.flatMap((one) => one.sheets ?? []),
    recordActions: modules.flatMap((one) => one.recordActions ?? []),
    listActions: modules.flatMap((one) => one.listActions ?? []),
    linkFields: modules.flatMap((one) => one.linkFields ?? []),
    recordWindows: modules.flatMap((one) => one.recordWindows ?? []),
    gate: modules.find((one) => one.gate)?.gate ?? null,
  };
}

/** How a read-only field of that object can be changed all the same, if a module knows. */
export const useLinkField = (object: ObjectType, field: Field): LinkField | null =>
  useSlots().linkFields.find((one) => one.object === object.api && one.field === field.key) ?? null;
