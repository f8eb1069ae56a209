import type { Field, PageLayout, LayoutSection, LayoutTab, ObjectType, Texts } from '#web/kernel/api';

/** Where a field is put: into a part before another field or at its end, among the rest, or out of sight. */
export type Place = { section: string; before?: string } | 'rest' | 'hidden';

/** Parts that were not saved yet have keys of the page's own; the server makes better ones of their names. */
const UNSAVED = 'new-';
let made = 0;
const newKey = (): string => `${UNSAVED}${String((made += 1))}`;

const everySection = (layout: PageLayout): LayoutSection[] => layout.tabs.flatMap((tab) => tab.sections);

const mapSections = (layout: PageLayout, change: (section: LayoutSection) => LayoutSection): PageLayout => ({
  ...layout,
  tabs: layout.tabs.map((tab) => ({ ...tab, sections: tab.sections.map(change) })),
});

const without = (keys: string[], key: string): string[] => keys.filter((one) => one !== key);

const sectionOf = (layout: PageLayout, field: string): LayoutSection | undefined =>
  everySection(layout).find((section) => section.fields.includes(field));

/** Fields that no part names and that are not out of sight either. */
export function restOf(object: ObjectType, layout: PageLayout): Field[] {
  return object.fields.filter(
    (field) =>
      field.type !== 'dated_relation' &&
      field.group !== 'system' &&
      !sectionOf(layout, field.key) &&
      !layout.hidden.includes(field.key),
  );
}

/** The layout with a field in another place. */
export function moveField(layout: PageLayout, field: string, to: Place): PageLayout {
  const off = mapSections(layout, (one) => ({ ...one, fields: without(one.fields, field) }));
  const bare = { ...off, hidden: without(layout.hidden, field) };
  if (to === 'rest') return bare;
  if (to === 'hidden') return { ...bare, hidden: [...bare.hidden, field] };
  return mapSections(bare, (one) => {
    if (one.key !== to.section) return one;
    const at = to.before === undefined ? -1 : one.fields.indexOf(to.before);
    return { ...one, fields: one.fields.toSpliced(at < 0 ? one.fields.length : at, 0, field) };
  });
}

/** One step up or down, over the edge into the part beside; `shown` names the fields that can be seen. */
export function stepField(
  layout: PageLayout,
  { field, by, shown }: { field: string; by: -1 | 1; shown: (key: string) => boolean },
): PageLayout {
  const sections = everySection(layout);
  const at = sections.findIndex((section) => section.fields.includes(field));
  const here = sections[at]?.fields.filter(shown) ?? [];
  const place = here.indexOf(field);
  const section = sections[at]?.key ?? '';
  const next = here[place + by];
  if (next !== undefined) {
    const before = by < 0 ? next : here[place + 2];
    return moveField(layout, field, before === undefined ? { section } : { section, before });
  }
  const beside = sections[at + by];
  if (!beside) return layout;
  const first = by > 0 ? beside.fields[0] : undefined;
  return moveField(layout, field, { section: beside.key, ...(first === undefined ? {} : { before: first }) });
}

/** The layout with a part on another tab, before another part or at the end. */
export function moveSection(layout: PageLayout, key: string, to: { tab: string; before?: string }): PageLayout {
  const moved = everySection(layout).find((section) => section.key === key);
  if (!moved || to.before === key) return layout;
  // A tab keeps one part at least.
  const from = layout.tabs.find((tab) => tab.sections.includes(moved));
  if (from?.key !== to.tab && from?.sections.length === 1) return layout;
  const tabs = layout.tabs.map((tab) => {
    const sections = tab.sections.filter((section) => section.key !== key);
    if (tab.key !== to.tab) return { ...tab, sections };
    const at = sections.findIndex((section) => section.key === to.before);
    return { ...tab, sections: sections.toSpliced(at < 0 ? sections.length : at, 0, moved) };
  });
  return { ...layout, tabs };
}

/** The list with one of its parts a step further; as it was where there is no room. */
export function step<T>(all: T[], at: number, by: -1 | 1): T[] {
  const [one, other] = [all[at], all[at + by]];
  if (one === undefined || other === undefined) return all;
  return all.with(at, other).with(at + by, one);
}

/** The layout with a part one step up or down on its tab. */
export function stepSection(layout: PageLayout, key: string, by: -1 | 1): PageLayout {
  const tabs = layout.tabs.map((tab) => {
    const at = tab.sections.findIndex((section) => section.key === key);
    return at < 0 ? tab : { ...tab, sections: step(tab.sections, at, by) };
  });
  return { ...layout, tabs };
}

/** The layout with one of its parts changed. */
export const changeSection = (layout: PageLayout, key: string, patch: Partial<LayoutSection>): PageLayout =>
  mapSections(layout, (section) => (section.key === key ? { ...section, ...patch } : section));

/** The layout with one of its tabs changed. */
export const changeTab = (layout: PageLayout, key: string, patch: Partial<LayoutTab>): PageLayout => ({
  ...layout,
  tabs: layout.tabs.map((tab) => (tab.key === key ? { ...tab, ...patch } : tab)),
});

/** The layout without a part; its fields are among the rest again. */
export const removeSection = (layout: PageLayout, key: string): PageLayout => ({
  ...layout,
  tabs: layout.tabs.map((tab) => ({ ...tab, sections: tab.sections.filter((section) => section.key !== key) })),
});

/** A part without fields. */
export const newSection = (name: Texts): LayoutSection => ({
  key: newKey(),
  name,
  fields: [],
  columns: 1,
  collapsed: false,
  show_if: null,
});

/** A tab with one part that bears its name. */
export const newTab = (name: Texts): LayoutTab => ({
  key: newKey(),
  name,
  show_if: null,
  sections: [newSection(name)],
});

/** What is sent: keys that only this page gave are left out. */
export function toSend(layout: PageLayout) {
  const keyed = <T extends { key: string }>({ key, ...part }: T) => (key.startsWith(UNSAVED) ? part : { key, ...part });
  return {
    ...layout,
    tabs: layout.tabs.map((tab) => keyed({ ...tab, sections: tab.sections.map(keyed) })),
  } as PageLayout;
}
