import { z } from '#kernel/http';
import { readShownIf, type ShownIf } from '#shared/fields/shown-if';
import type { ObjectModel } from '../catalog.ts';
import type { Words } from '../define-object.ts';
import { readWords, type GivenWords } from '../customize/words.ts';
import { bothLanguages } from '../answers/record-answers.ts';

/** Some fields of a record page under one name. */
export interface LayoutSection {
  key: string;
  name: Words;
  fields: string[];
  columns: 1 | 2;
  /** Closed until somebody opens it. */
  collapsed: boolean;
  show_if: ShownIf | null;
}

/** One tab of a record page. */
export interface LayoutTab {
  key: string;
  name: Words;
  show_if: ShownIf | null;
  sections: LayoutSection[];
}

/** How the page of a record is arranged; fields that it does not name stand behind the others. */
export interface Layout {
  /** Facts in the head of the page; none: those that Kith chooses. */
  highlights: string[];
  tabs: LayoutTab[];
  /** Fields that the page does not show. */
  hidden: string[];
}

// As many as a head shows in two lines on a phone, and a row of tabs and a page take without getting lost.
const most = { highlights: 6, tabs: 8, sections: 20, fields: 500 };

const word = z.string().trim().min(1).max(80);
const name = z.union([word, z.strictObject({ en: word.optional(), el: word.optional() })]);
const key = z.string().regex(/^[a-z0-9][a-z0-9-]{0,59}$/);
const fields = z.array(z.string().max(60)).max(most.fields);

/** A layout as an administrator gives it; what is left out is as usual. */
export const givenLayout = z.strictObject({
  highlights: z.array(z.string().max(60)).max(most.highlights).optional(),
  tabs: z
    .array(
      z.strictObject({
        key: key.optional(),
        name,
        show_if: z.unknown().optional(),
        sections: z
          .array(
            z.strictObject({
              key: key.optional(),
              name,
              fields,
              columns: z.union([z.literal(1), z.literal(2)]).optional(),
              collapsed: z.boolean().optional(),
              show_if: z.unknown().optional(),
            }),
          )
          .min(1)
          .max(most.sections),
      }),
    )
    .min(1)
    .max(most.tabs),
  hidden: fields.optional(),
});

export type GivenLayout = z.infer<typeof givenLayout>;

/** A layout as pages and programs see it. */
export const layoutAnswer = z
  .object({
    highlights: z.array(z.string()),
    tabs: z.array(
      z.object({
        key: z.string(),
        name: bothLanguages,
        show_if: z.unknown(),
        sections: z.array(
          z.object({
            key: z.string(),
            name: bothLanguages,
            fields: z.array(z.string()),
            columns: z.union([z.literal(1), z.literal(2)]),
            collapsed: z.boolean(),
            show_if: z.unknown(),
          }),
        ),
      }),
    ),
    hidden: z.array(z.string()),
  })
  .meta({ id: 'PageLayout' });

/** The layout in its one form: names in both languages, and a key for each part that has none. */
export function readLayout({ highlights = [], tabs, hidden = [] }: GivenLayout): Layout {
  const taken = new Set(tabs.flatMap((tab) => [tab, ...tab.sections]).flatMap((part) => part.key ?? []));
  const keyOf = (given: string | undefined, words: Words): string => given ?? newKey(words, taken);
  return {
    highlights,
    tabs: tabs.map((tab) => {
      const called = readWords(tab.name as GivenWords);
      return {
        key: keyOf(tab.key, called),
        name: called,
        show_if: (tab.show_if ?? null) as ShownIf | null,
        sections: tab.sections.map((section) => {
          const words = readWords(section.name as GivenWords);
          return {
            key: keyOf(section.key, words),
            name: words,
            fields: section.fields,
            columns: section.columns ?? 1,
            collapsed: section.collapsed ?? false,
            show_if: (section.show_if ?? null) as ShownIf | null,
          };
        }),
      };
    }),
    hidden,
  };
}

/** A key of its own, made of the English name where that has Latin letters. */
function newKey({ en }: Words, taken: Set<string>): string {
  const plain =
    en
      .toLowerCase()
      .replaceAll(/[^a-z0-9]+/g, '-')
      .replaceAll(/^-+|-+$/g, '')
      .slice(0, 40) || 'part';
  let made = plain;
  for (let at = 2; taken.has(made); at += 1) made = `${plain}-${at}`;
  taken.add(made);
  return made;
}

/** The layout of an object as far as the reader sees its fields; null where none was made. A part that holds nothing
 * but hidden fields is not told, and one whose condition asks a hidden field is always shown. */
export function toldLayout({ layout, fields: seen, whole }: ObjectModel): Layout | null {
  if (!layout || seen === whole.fields) return layout;
  const only = (keys: string[]) => keys.filter((field) => seen.has(field));
  const shown = <T extends { show_if: ShownIf | null }>(part: T): T =>
    readShownIf(part.show_if)?.every((field) => seen.has(field)) ? part : { ...part, show_if: null };
  const tabs = layout.tabs.map((tab) => ({
    ...shown(tab),
    sections: tab.sections
      .map((section) => ({ ...shown(section), fields: only(section.fields) }))
      .filter((section) => section.fields.length > 0),
  }));
  return {
    highlights: only(layout.highlights),
    tabs: tabs.filter((tab) => tab.sections.length > 0),
    hidden: only(layout.hidden),
  };
}
