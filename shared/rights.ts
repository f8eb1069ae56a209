import type { Issue } from './failure.ts';

/** How far a right reaches: no record, those one owns, those that one's teams own, or all. */
export type Reach = 'none' | 'own' | 'team' | 'all';
export type Verb = 'create' | 'read' | 'update' | 'delete';
export type FieldRight = 'hidden' | 'read' | 'write';

const reaches: readonly Reach[] = ['none', 'own', 'team', 'all'];
export const verbs: readonly Verb[] = ['create', 'read', 'update', 'delete'];
const fieldRights: readonly FieldRight[] = ['hidden', 'read', 'write'];

/** Deeds beyond reading and writing records one by one. */
export const actions = ['import', 'export', 'merge', 'bulk', 'share'] as const;
export type Action = (typeof actions)[number];

export type Reaches = Record<Verb, Reach>;

/** What a role may do with the records of one object. */
export interface ObjectRights extends Reaches {
  /** A filter: other records are not there to be read, changed or removed. */
  where?: unknown;
  /** Fields that are not simply read and written as the record is. */
  fields?: Record<string, FieldRight>;
}

/** All that a role may do. Objects are named by their key; what is not named has the rights of `default`. */
export interface Rights {
  /** Changes the workspace itself: its model, members, roles, keys, settings. It has every other right as well. */
  administers: boolean;
  objects: { default: Reaches } & Record<string, ObjectRights>;
  actions: Record<Action, boolean>;
}

/** A role as rights are read from it. */
export interface Role {
  key: string;
  name: string;
  help: string;
  rights: Rights;
  /** Part of the program: it can be copied, not changed. */
  built_in: boolean;
}

/** A group of members in the tree of teams. */
export interface TeamNode {
  id: string;
  name: string;
  parent: string | null;
  members: readonly string[];
}

/** Who may do what in a workspace, as far as it is kept there. */
export interface AccessModel {
  roles: ReadonlyMap<string, Role>;
  teams: readonly TeamNode[];
  /** Keys of objects of which some record was ever shared, or made private: the others pay nothing for it. */
  shared: ReadonlySet<string>;
  privates: ReadonlySet<string>;
}

const same = (reach: Reach): Reaches => ({ create: reach, read: reach, update: reach, delete: reach });
const allActions = (may: boolean) => Object.fromEntries(actions.map((one) => [one, may])) as Record<Action, boolean>;

/** Every right there is. */
const everything: Rights = {
  administers: true,
  objects: { default: same('all') },
  actions: allActions(true),
};

/** No right at all: what an unknown role has. */
export const nothing: Rights = { administers: false, objects: { default: same('none') }, actions: allActions(false) };

const builtIn = (key: string, name: string, help: string, rights: Rights): Role =>
  Object.freeze({ key, name, help, rights: Object.freeze(rights), built_in: true });

/** The roles that every workspace has (api.md). */
export const builtInRoles: readonly Role[] = [
  builtIn('owner', 'Owner', 'May do everything, also make other owners.', { ...everything }),
  builtIn('admin', 'Administrator', 'May do everything but make or change owners.', { ...everything }),
  builtIn('member', 'Member', 'Reads and writes all records.', { ...everything, administers: false }),
  builtIn('own_records', 'Own records', 'Reads and writes what is their own.', {
    administers: false,
    objects: { default: { create: 'all', read: 'own', update: 'own', delete: 'own' } },
    actions: { ...allActions(true), import: false },
  }),
  builtIn('read_only', 'Read only', 'Reads all records and writes none.', {
    administers: false,
    objects: { default: { create: 'none', read: 'all', update: 'none', delete: 'none' } },
    actions: { ...allActions(false), export: true },
  }),
];

/** A workspace with the roles of the program alone. */
export const plainAccess: AccessModel = Object.freeze({
  roles: new Map(builtInRoles.map((role) => [role.key, role])),
  teams: [],
  shared: new Set<string>(),
  privates: new Set<string>(),
});

/** The rights for records of one object. */
export function objectRights(rights: Rights, object: string): ObjectRights {
  return Object.hasOwn(rights.objects, object) ? rights.objects[object]! : rights.objects.default;
}

/** What two sets of rights both allow: a key of a member has those that key and member share. */
export function bothRights(one: Rights, other: Rights): Rights {
  if (one === other) return one;
  if (one === nothing || other === nothing) return nothing;
  const keys = new Set([...Object.keys(one.objects), ...Object.keys(other.objects)]);
  const objects = [...keys].map((key) => [key, bothOf(objectRights(one, key), objectRights(other, key))]);
  return {
    administers: one.administers && other.administers,
    objects: Object.fromEntries(objects) as Rights['objects'],
    actions: Object.fromEntries(
      actions.map((action) => [action, one.actions[action] && other.actions[action]]),
    ) as Rights['actions'],
  };
}

function lesser<T>(order: readonly T[], one: T, other: T): T {
  return order[Math.min(order.indexOf(one), order.indexOf(other))]!;
}

function bothOf(one: ObjectRights, other: ObjectRights): ObjectRights {
  const wheres = [one.where, other.where].filter((where) => where !== undefined && where !== null);
  const names = [...Object.keys(one.fields ?? {}), ...Object.keys(other.fields ?? {})];
  const right = (of: ObjectRights, name: string) => of.fields?.[name] ?? 'write';
  const fields = names.map((name) => [name, lesser(fieldRights, right(one, name), right(other, name))]);
  const reach = verbs.map((verb) => [verb, lesser(reaches, one[verb], other[verb])]);
  return {
    ...(Object.fromEntries(reach) as Reaches),
    ...(wheres.length > 0 ? { where: wheres.length === 1 ? wheres[0] : { all: wheres } } : {}),
    ...(fields.length > 0 ? { fields: Object.fromEntries(fields) as Record<string, FieldRight> } : {}),
  };
}

/** What rights may speak of: the fields of each object by its key, and which of them names the record. */
export interface Known {
  objects: ReadonlyMap<string, { title: string; fields: ReadonlySet<string>; fixed: ReadonlySet<string> }>;
}

type Tell = (pointer: string, code: string, message: string) => void;

/** What is wrong with rights that somebody gave, each with its pointer; their filters are still to be compiled. */
export function rightsIssues(rights: unknown, known: Known, at = ''): Issue[] {
  const issues: Issue[] = [];
  const tell: Tell = (pointer, code, message) => void issues.push({ pointer: at + pointer, code, message });
  const given = plainObject(rights);
  if (!given) return [{ pointer: at || '/', code: 'rights.not_an_object', message: 'Rights are an object.' }];
  onlyKeys(given, ['administers', 'objects', 'actions'], { at: '', tell });
  if (typeof given['administers'] !== 'boolean')
    tell('/administers', 'rights.not_a_boolean', '"administers" is true or false.');
  actionIssues(given['actions'], tell);
  const objects = plainObject(given['objects']);
  if (!objects?.['default'])
    tell('/objects/default', 'rights.no_default', 'Say in "objects.default" what holds for all other objects.');
  for (const [key, one] of Object.entries(objects ?? {})) objectIssues(one, { key, known, tell });
  if (issues.length === 0 && given['administers'] === true && !isEverything(given as unknown as Rights))
    tell('/administers', 'rights.administers_all', 'Whoever administers gives rights away, so has all of them.');
  return issues;
}

function isEverything({ objects, actions: may }: Rights): boolean {
  const whole = (one: ObjectRights) =>
    verbs.every((verb) => one[verb] === 'all') &&
    (one.where ?? null) === null &&
    Object.values(one.fields ?? {}).every((right) => right === 'write');
  return Object.values(objects).every(whole) && actions.every((action) => may[action]);
}

function plainObject(value: unknown): Record<string, unknown> | null {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
    ? (value as Record<string, unknown>)
    : null;
}

function onlyKeys(given: object, allowed: readonly string[], { at, tell }: { at: string; tell: Tell }): void {
  for (const key of Object.keys(given))
    if (!allowed.includes(key)) tell(`${at}/${pointerPart(key)}`, 'rights.unknown', `"${key}" does not belong here.`);
}

const pointerPart = (key: string) => key.replaceAll('~', '~0').replaceAll('/', '~1');

function actionIssues(given: unknown, tell: Tell): void {
  const may = plainObject(given);
  if (!may)
    return tell('/actions', 'rights.not_an_object', `Say of each whether it is allowed: ${actions.join(', ')}.`);
  onlyKeys(may, actions, { at: '/actions', tell });
  for (const action of actions)
    if (typeof may[action] !== 'boolean')
      tell(`/actions/${action}`, 'rights.not_a_boolean', `"${action}" is true or false.`);
}

function objectIssues(given: unknown, { key, known, tell }: { key: string; known: Known; tell: Tell }): void {
  const at = `/objects/${pointerPart(key)}`;
  const object = known.objects.get(key);
  if (key !== 'default' && !object) return tell(at, 'rights.unknown_object', `There is no object "${key}".`);
  const one = plainObject(given);
  if (!one) return tell(at, 'rights.not_an_object', 'Say how far each right reaches.');
  onlyKeys(one, key === 'default' ? verbs : [...verbs, 'where', 'fields'], { at, tell });
  for (const verb of verbs)
    if (!reaches.includes(one[verb] as Reach))
      tell(`${at}/${verb}`, 'rights.no_reach', `"${verb}" is ${reaches.join(', ')}.`);
  if (object && one['fields'] !== undefined) fieldIssues(one['fields'], { at: `${at}/fields`, object, tell });
}

function fieldIssues(
  given: unknown,
  {
    at,
    object,
    tell,
  }: { at: string; object: { title: string; fields: ReadonlySet<string>; fixed: ReadonlySet<string> }; tell: Tell },
): void {
  const fields = plainObject(given);
  if (!fields) return tell(at, 'rights.not_an_object', 'Name fields, each with hidden, read or write.');
  for (const [name, right] of Object.entries(fields)) {
    const here = `${at}/${pointerPart(name)}`;
    if (!object.fields.has(name)) tell(here, 'rights.unknown_field', `There is no field "${name}".`);
    else if (!fieldRights.includes(right as FieldRight))
      tell(here, 'rights.no_field_right', `A field is ${fieldRights.join(', ')}.`);
    else if (right === 'hidden' && name === object.title)
      tell(here, 'rights.title_hidden', 'The title is what a record is called; it cannot be hidden.');
    else if (right !== 'write' && object.fixed.has(name))
      tell(here, 'rights.fixed_field', 'Every record shows when it was made and changed, and by whom.');
  }
}

/** The teams that a member is in, with all below them (`down`) or above them (`up`); a circle ends where it began. */
export function teamsOf(teams: readonly TeamNode[], member: string | null, way: 'down' | 'up'): TeamNode[] {
  if (member === null) return [];
  const found = new Set(teams.filter((team) => team.members.includes(member)));
  // A set grows while it is walked through: what is found is looked from in turn.
  for (const from of found)
    for (const team of teams) if (way === 'down' ? team.parent === from.id : team.id === from.parent) found.add(team);
  return [...found];
}
