import type { FieldPatch, Option } from '#web/kernel/api';

/** A choice while it is edited; `value` is missing until the server gives it one. */
export type DraftOption = {
  id: string;
  value?: string;
  en: string;
  el: string;
  colour: string | null;
  archived: boolean;
};

export const emptyOption = (): DraftOption => ({
  id: crypto.randomUUID(),
  en: '',
  el: '',
  colour: null,
  archived: false,
});

/** The choices of a field as they are edited; Greek words that only repeat the English ones are left open. */
export const draftOptions = (options: Option[]): DraftOption[] =>
  options.map(({ value, label, colour, archived }) => ({
    id: value,
    value,
    en: label.en,
    el: label.el === label.en ? '' : label.el,
    colour,
    archived: archived ?? false,
  }));

/** What is sent: choices without words are left out, missing Greek words are the English ones. */
export const optionsToSend = (drafts: DraftOption[]): NonNullable<FieldPatch['options']> =>
  drafts
    .filter((draft) => draft.en.trim() || draft.el.trim())
    .map(({ value, en, el, colour, archived }) => ({
      ...(value === undefined ? {} : { value }),
      label: { en: en.trim() || el.trim(), el: el.trim() || en.trim() },
      colour,
      ...(archived ? { archived } : {}),
    }));

/** One place up or down; the first and the last stay where they are. */
export function movedOption(drafts: DraftOption[], at: number, by: 1 | -1): DraftOption[] {
  const [here, there] = [drafts[at], drafts[at + by]];
  if (!here || !there) return drafts;
  return drafts.map((one, index) => (index === at ? there : index === at + by ? here : one));
}
