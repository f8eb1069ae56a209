import { createContext, use } from 'react';
import type { Field, PageLayout, LayoutSection, ObjectType } from '#web/kernel/api';
import { inLanguage } from '#web/kernel/i18n';
import { moveField, moveSection, type Place } from './layout-draft.ts';

/** What is dragged: a field or a whole part. */
export type Dragged = { field: string } | { section: string };

/** A layout that is being changed, and what is dragged in it. */
export type Editing = {
  object: ObjectType;
  layout: PageLayout;
  change: (layout: PageLayout) => void;
  /** The tab in view. */
  tab: string;
  dragged: Dragged | null;
  drag: (what: Dragged | null) => void;
};

export const EditingContext = createContext<Editing | null>(null);

/** The layout that is being changed around this part of the page. */
export function useEditing(): Editing {
  const editing = use(EditingContext);
  if (!editing) throw new Error('no layout is being changed here');
  return editing;
}

/** Puts what is dragged to a place; a part goes before the part of that place. */
export function dropAt({ layout, change, tab, dragged, drag }: Editing, to: Place): void {
  drag(null);
  if (!dragged) return;
  if ('field' in dragged) change(moveField(layout, dragged.field, to));
  else if (typeof to === 'object') change(moveSection(layout, dragged.section, { tab, before: to.section }));
}

/** Every part with the words by which it is found, those of other tabs with the name of their tab. */
export function placesOf({ layout, tab }: Editing): { section: LayoutSection; words: string }[] {
  return layout.tabs.flatMap((one) =>
    one.sections.map((section) => {
      const name = inLanguage(section.name);
      return { section, words: one.key === tab ? name : `${inLanguage(one.name)} · ${name}` };
    }),
  );
}

/** Fields that a page can show. */
export const showable = (object: ObjectType, key: string): Field | undefined =>
  object.fields.find((field) => field.key === key);
