import {
  objectRights,
  verbs,
  type FieldRight,
  type ObjectRights,
  type Reach,
  type Rights,
  type Verb,
} from '#shared/rights';

/** The row of the table that stands for all objects which have no rights of their own. */
export const everyOther = 'default';

/** The rights of one row: an object by its key, or all others. */
export const rowOf = (rights: Rights, key: string): ObjectRights =>
  key === everyOther ? rights.objects.default : objectRights(rights, key);

/** Whether an object has rights of its own, not those of all others. */
export const hasOwn = (rights: Rights, key: string): boolean => Object.hasOwn(rights.objects, key);

/** Lets one right of a row reach as far as said. */
export function setReach(rights: Rights, key: string, verb: Verb, reach: Reach): Rights {
  return withRow(rights, key, { ...rowOf(rights, key), [verb]: reach });
}

/** Lets all rights of a row reach as far as said; records are made or not, there is no between. */
export function setRow(rights: Rights, key: string, reach: Reach): Rights {
  const create = reach === 'none' ? 'none' : 'all';
  return withRow(rights, key, { ...rowOf(rights, key), read: reach, update: reach, delete: reach, create });
}

/** Lets one right of every row reach as far as said. */
export function setColumn(rights: Rights, verb: Verb, reach: Reach): Rights {
  return Object.keys(rights.objects).reduce((all, key) => setReach(all, key, verb, reach), rights);
}

/** Says what may be done with some fields of an object. */
export function setFields(rights: Rights, key: string, names: string[], right: FieldRight): Rights {
  const row = rowOf(rights, key);
  const fields = { ...row.fields };
  for (const name of names) {
    if (right === 'write') delete fields[name];
    else fields[name] = right;
  }
  return withRow(rights, key, { ...row, fields });
}

/** Leaves out the records of an object for which a filter does not hold; null leaves out none. */
export function setRule(rights: Rights, key: string, where: unknown): Rights {
  return withRow(rights, key, { ...rowOf(rights, key), where });
}

/** A row that says nothing else than all others do is no row of its own. */
function withRow(rights: Rights, key: string, { where, fields, ...reaches }: ObjectRights): Rights {
  const row: ObjectRights = {
    ...reaches,
    ...((where ?? null) === null ? {} : { where }),
    ...(fields && Object.keys(fields).length > 0 ? { fields } : {}),
  };
  const objects = { ...rights.objects, [key]: row } as Rights['objects'];
  for (const [name, one] of Object.entries<ObjectRights>(objects))
    if (name !== everyOther && isPlain(one, objects.default)) delete (objects as Record<string, unknown>)[name];
  return { ...rights, objects };
}

const isPlain = (one: ObjectRights, other: ObjectRights): boolean =>
  one.where === undefined && one.fields === undefined && verbs.every((verb) => one[verb] === other[verb]);
