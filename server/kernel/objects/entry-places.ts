import type { Sql } from '#kernel/database';
import type { Context } from '#kernel/workspace';
import { catalogOf, type CustomField, type ObjectModel } from './catalog.ts';
import { columnsSql, insertField } from './customize/add-field.ts';
import type { CustomObject } from './customize/custom-object.ts';
import type { FieldChange } from './customize/field-history.ts';
import { queueIndexes } from './views/index-view.ts';

/** The relation that an entry gets to an object of an administrator's own, so that it can be about its records. */
export interface Place {
  entry: ObjectModel;
  field: CustomField;
}

/** What calls, meetings, notes, tasks and letters (`open` entries) get when an object is made: a relation to several of
 * its records, by which they stand on their timelines. None where a field of that name is there. */
export function entryPlaces(ctx: Context, { key, definition: { api, plural } }: CustomObject): Place[] {
  return [...catalogOf(ctx).objects.values()]
    .filter(({ definition, whole }) => definition.entry?.open && !whole.fields.has(api))
    .map((entry) => {
      const definition = { type: 'relation', label: plural.en, group: 'other' as const, to: key, many: true };
      return { entry, field: { object: entry.key, key: api, definition, words: plural } };
    });
}

/** The statements that add them, after those that make the object. */
export function placesSql(table: (name: string) => Sql, places: Place[]): Sql[] {
  return places.flatMap(({ field }) => [...columnsSql(table, field), insertField(table, field)]);
}

/** They are found by the records they are about: by an index, which is built beside the work of others. */
export async function indexPlaces(ctx: Context, places: Place[]): Promise<FieldChange[]> {
  for (const { entry, field } of places) await queueIndexes(ctx, entry, [field.key]);
  return places.map(({ field: { object, key, words } }) => ({
    object,
    key,
    verb: 'create',
    before: {},
    after: { label: words },
  }));
}
