import { actions, verbs, type Action, type Reaches, type Rights, type Verb } from '../rights.ts';

/** What an API key may do of all that its role may: verbs by object, `default` for those that are not named, and
 * deeds. What is not named is not allowed; the workspace itself is changed by no key that has scopes. */
export interface Scopes {
  objects: Record<string, readonly Verb[]>;
  actions: readonly Action[];
}

/** Scopes as rights, so that one engine cuts a role by them (`bothRights`). */
export function rightsOfScopes(scopes: Scopes): Rights {
  const reaches = (named: readonly Verb[] = []) =>
    Object.fromEntries(verbs.map((verb) => [verb, named.includes(verb) ? 'all' : 'none'])) as unknown as Reaches;
  const objects = Object.entries(scopes.objects).map(([key, named]) => [key, reaches(named)]);
  return {
    administers: false,
    objects: { default: reaches(scopes.objects['default']), ...Object.fromEntries(objects) },
    actions: Object.fromEntries(
      actions.map((action) => [action, scopes.actions.includes(action)]),
    ) as Rights['actions'],
  };
}
