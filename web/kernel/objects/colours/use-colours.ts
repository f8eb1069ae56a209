import { useMemo } from 'react';
import type { ColourRule, Filter, ObjectType, Query, RecordRow } from '#web/kernel/api';
import { i18n } from '#web/kernel/i18n';
import { fromFilter } from '../filter/filter-tree.ts';
import { filterWords } from '../filter/filter-words.ts';
import { wireFilter } from '../filter/wire-filter.ts';
import { useObjects } from '../model/use-model.ts';

/** The colour of a record, and in words why it has it. */
export type Mark = { tone: ColourRule['colour']; words: string };

/** What a list asks the server for its colours. */
export const coloursAsked = (rules: ColourRule[]): Pick<Query, 'colours'> =>
  rules.length > 0 ? { colours: rules.map(({ filter }) => wireFilter(filter) ?? {}) } : {};

/** A rule in words: its filter as it stands above lists. */
export function ruleWords(object: ObjectType, filter: Filter, objects: ObjectType[]): string {
  const tree = fromFilter(filter);
  return tree ? filterWords(object, tree, objects) : i18n.t('A filter that counts, made elsewhere');
}

/** Tells the colour of records that were listed with these rules; null for those that no rule fits. */
export function useMarks(object: ObjectType, rules: ColourRule[]): (row: RecordRow) => Mark | null {
  const objects = useObjects();
  const marks = useMemo(
    () => rules.map(({ filter, colour }) => ({ tone: colour, words: ruleWords(object, filter, objects) })),
    [object, rules, objects],
  );
  return (row) => marks[row.colour_rule ?? -1] ?? null;
}
