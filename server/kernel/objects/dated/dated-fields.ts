import { reachOf } from '#kernel/access';
import { getObject, type ObjectModel, type Reading } from '../catalog.ts';
import type { DatedField } from './dated-link.ts';

/** The dated relations of an object that the actor may see, also hidden ones: those of which he reads the entries and
 * the other side. */
export function allDatedFields(reading: Reading, object: ObjectModel): DatedField[] {
  return [...object.dated.values()].filter((field) => {
    const link = getObject(reading, field.link);
    const seen = link.fields.has(field.near) && link.fields.has(field.far);
    return seen && [link, getObject(reading, field.to)].every((one) => reads(reading, one));
  });
}

/** Those that are in use. */
export function datedFields(reading: Reading, object: ObjectModel): DatedField[] {
  return object.dated.size === 0 ? [] : allDatedFields(reading, object).filter((field) => !field.archived);
}

function reads(reading: Reading, { key, definition: { kind, shared } }: ObjectModel): boolean {
  return reachOf(reading, { key, system: kind === 'system', shared: shared === true }, 'read') !== 'none';
}
