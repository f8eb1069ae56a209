import { objectRights, verbs, type Action, type FieldRight, type Reaches } from '#shared/rights';
import { rightsOf } from '#kernel/access';
import { catalogOf, type Reading } from '../catalog.ts';

/** What somebody may do, as they may hear it: no hidden field is named, and no rule told. */
export interface ToldRights {
  administers: boolean;
  actions: Record<Action, boolean>;
  /** By the key of the object; `ruled` says that a rule leaves out some records. */
  objects: Record<string, Reaches & { ruled: boolean; fields: Record<string, FieldRight> }>;
}

/** The actor's own rights, so that a page offers what can be done. */
export function toldRights(reading: Reading): ToldRights {
  const rights = rightsOf(reading);
  const objects = [...catalogOf(reading).byApi.values()].map(({ key, locked, fields }) => {
    const one = objectRights(rights, key);
    const reaches = Object.fromEntries(verbs.map((verb) => [verb, one[verb]])) as Reaches;
    const shown = [...locked].filter((name) => fields.has(name)).map((name) => [name, 'read']);
    return [key, { ...reaches, ruled: (one.where ?? null) !== null, fields: Object.fromEntries(shown) }];
  });
  return { administers: rights.administers, actions: rights.actions, objects: Object.fromEntries(objects) };
}
