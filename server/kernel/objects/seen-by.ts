import { objectRights, type ObjectRights, type Rights } from '#shared/rights';
import { reachOf, rightsOf, type Asking } from '#kernel/access';
import { fieldNames } from './query/filter-fields.ts';
import type { Catalog, FieldModel, ObjectModel } from './catalog.ts';
import { madeOf } from './formula/typed.ts';

const views = new WeakMap<Catalog, WeakMap<Rights, Catalog>>();

/** The catalogue as somebody may see it: fields that his role hides are no fields, and neither is what is worked out
 * from them. The catalogue itself where nothing is hidden or locked; made once for each role and model. */
export function seenBy(catalog: Catalog, asking: Asking): Catalog {
  const rights = rightsOf(asking);
  const made = views.get(catalog) ?? new WeakMap<Rights, Catalog>();
  views.set(catalog, made);
  const known = made.get(rights);
  if (known) return known;
  const view = restricts(rights) ? restricted(catalog, asking) : catalog;
  made.set(rights, view);
  return view;
}

function restricts(rights: Rights): boolean {
  const { administers, objects } = rights;
  if (administers) return false;
  return Object.values(objects).some(
    (one: ObjectRights) => one.read === 'none' || Object.values(one.fields ?? {}).some((right) => right !== 'write'),
  );
}

function restricted(catalog: Catalog, asking: Asking): Catalog {
  const hidden = hiddenFields(catalog, asking);
  const rights = rightsOf(asking);
  const objects = new Map([...catalog.objects].map(([key, object]) => [key, restrict(object, hidden, rights)]));
  if ([...objects].every(([key, object]) => object === catalog.objects.get(key))) return catalog;
  const byApi = new Map([...catalog.byApi].map(([api, { key }]) => [api, objects.get(key)!]));
  return Object.freeze({ ...catalog, objects, byApi });
}

function restrict(object: ObjectModel, hidden: ReadonlySet<string>, rights: Rights): ObjectModel {
  const given = Object.entries(objectRights(rights, object.key).fields ?? {});
  const locked = new Set(given.flatMap(([key, right]) => (right === 'write' ? [] : [key])));
  const fields = new Map([...object.fields].filter(([key]) => !hidden.has(nameOf(object.key, key))));
  if (fields.size === object.fields.size && locked.size === 0) return object;
  const columns = object.definition.columns.filter((key) => fields.has(key));
  return { ...object, fields, locked, definition: Object.freeze({ ...object.definition, columns }) };
}

const nameOf = (object: string, field: string) => `${object}.${field}`;

/** Names of all hidden fields as `object.field`: those the role hides, and whatever is worked out from a hidden one or
 * from records that the role does not read, at any distance. */
function hiddenFields(catalog: Catalog, asking: Asking): Set<string> {
  const rights = rightsOf(asking);
  const hidden = new Set<string>();
  for (const { key, fields } of catalog.objects.values())
    for (const [name, right] of Object.entries(objectRights(rights, key).fields ?? {}))
      if (right === 'hidden' && fields.has(name)) hidden.add(nameOf(key, name));
  const isHidden = (object: ObjectModel, path: string) => hidesPath(catalog, hidden, { object, path });
  for (let before = -1; before < hidden.size;) {
    before = hidden.size;
    for (const object of catalog.objects.values())
      for (const field of object.fields.values())
        if (field !== object.title && sourceHidden(catalog, { object, field }, { asking, isHidden }))
          hidden.add(nameOf(object.key, field.key));
  }
  return hidden;
}

/** Whether a path such as `company.city` passes a hidden field. */
function hidesPath(
  catalog: Catalog,
  hidden: ReadonlySet<string>,
  { object, path }: { object: ObjectModel; path: string },
): boolean {
  const [name = '', ...rest] = path.split('.');
  if (hidden.has(nameOf(object.key, name))) return true;
  const to = catalog.objects.get(object.fields.get(name)?.to ?? '');
  return rest.length > 0 && to !== undefined && hidesPath(catalog, hidden, { object: to, path: rest.join('.') });
}

interface Looking {
  asking: Asking;
  isHidden(object: ObjectModel, path: string): boolean;
}

interface Made {
  object: ObjectModel;
  field: FieldModel;
}

/** Whether a field is worked out from anything that is hidden. */
function sourceHidden(catalog: Catalog, { object, field }: Made, { asking, isHidden }: Looking): boolean {
  const { summary } = field;
  if (!summary) return false;
  const unread = (one: ObjectModel) => {
    const { kind, shared } = one.definition;
    return reachOf(asking, { key: one.key, system: kind === 'system', shared: shared === true }, 'read') === 'none';
  };
  if (summary.kind === 'lookup' || summary.kind === 'formula') {
    return madeOf(catalog, object, field).some((path) => {
      const far = path.length > 1 ? catalog.objects.get(object.fields.get(path[0]!)?.to ?? '') : undefined;
      return isHidden(object, path.join('.')) || (far !== undefined && unread(far));
    });
  }
  if (summary.kind === 'timeline') {
    return [...catalog.objects.values()].some((one) => {
      const { entry } = one.definition;
      if (!entry || !entryKinds(entry.kind, one).some((kind) => summary.kinds.includes(kind))) return false;
      const used = [entry.at, ...(summary.take === 'author' ? [entry.author] : []), ...entry.shows];
      return unread(one) || used.some((name) => isHidden(one, name));
    });
  }
  const from = catalog.objects.get(summary.of);
  if (!from) return false;
  const order = summary.kind === 'aggregate' ? [] : summary.order.map((part) => part.replace(/^-/, ''));
  const taken = summary.kind === 'newest_of_each' ? [...summary.each, summary.replacedBy] : [summary.take ?? []].flat();
  const used = [summary.by, ...taken, ...order, ...fieldNames(summary.where)];
  return unread(from) || used.some((name) => isHidden(from, name));
}

function entryKinds(kind: string | { field: string; otherwise: string }, { fields }: Pick<ObjectModel, 'fields'>) {
  if (typeof kind === 'string') return [kind];
  return [kind.otherwise, ...(fields.get(kind.field)?.options ?? []).map((one) => one.value)];
}
