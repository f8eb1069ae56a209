/** How far a right reaches: no record, those one owns, or all. */
export type Scope = 'none' | 'own' | 'all';
export type Verb = 'create' | 'read' | 'update' | 'delete';

/** The roles that exist at once (api.md). */
export const roles = ['owner', 'admin', 'member', 'own_records', 'read_only'] as const;
export type RoleKey = (typeof roles)[number];

const everything: Record<Verb, Scope> = { create: 'all', read: 'all', update: 'all', delete: 'all' };
const rights: Record<RoleKey, Record<Verb, Scope>> = {
  owner: everything,
  admin: everything,
  member: everything,
  own_records: { create: 'all', read: 'own', update: 'own', delete: 'own' },
  read_only: { create: 'none', read: 'all', update: 'none', delete: 'none' },
};

/** What a role may do with records of an object. Members and teams are read by all and changed by administrators
 * through their own actions. An unknown role may do nothing. */
export function scopeOf(role: string, object: { system: boolean; shared: boolean }, verb: Verb): Scope {
  const row = rights[role as RoleKey];
  if (!row) return 'none';
  if (object.system) return verb === 'read' ? 'all' : 'none';
  // Words everybody shares, such as tags, are read by all who may read anything.
  return object.shared && verb === 'read' ? 'all' : row[verb];
}

/** Whether a role may change the workspace itself: its model, members, keys, settings. */
export function mayAdminister(role: string): boolean {
  return role === 'owner' || role === 'admin';
}
