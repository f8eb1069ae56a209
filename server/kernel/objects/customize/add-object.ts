import { fail, failIf } from '#shared/failure';
import { constraintOf, sql, type Pools } from '#kernel/database';
import type { Context, Workspace } from '#kernel/workspace';
import { buildCatalog, catalogOf, type CustomField } from '../catalog.ts';
import { fieldTypes } from '../fields/all.ts';
import { alterTables } from '../schema/apply.ts';
import { planTables } from '../schema/plan-tables.ts';
import { entryPlaces, indexPlaces, placesSql, type Place } from '../entry-places.ts';
import { customKey, insertField, raiseModel, readField, type NewField } from './add-field.ts';
import { definitionOf, ofObject, type CustomObject } from './custom-object.ts';
import { keepFieldChanges, type FieldChange } from './field-history.ts';
import { readWords, type GivenWords } from './words.ts';

export interface NewObject {
  label: GivenWords;
  plural: GivenWords;
  icon?: string | undefined;
  /** What the name of a record is called. */
  title?: GivenWords | undefined;
  fields?: NewField[] | undefined;
}

/** Objects of one's own: each is a table with its indexes; two hundred are a database of its own making. */
export const mostObjects = 100;

/** Makes an object of an administrator's own: a real table with lists, forms, search, history and rights like any
 * other, at once; notes, tasks and the like can be about its records. Its change set hides it again. */
export async function addObject(
  services: { pools: Pools },
  ctx: Context,
  given: NewObject,
): Promise<CustomObject & { changeSet: string }> {
  const custom = readObject(ctx, given);
  const taken = new Set(Object.keys(definitionOf(custom).fields));
  const read = (given.fields ?? []).map((field, at) => {
    const one = readField(ctx, field, { object: custom.key, pointer: `/fields/${at}` });
    const same = 'key' in one && taken.has(one.key);
    if ('key' in one) taken.add(one.key);
    return same ? [{ pointer: `/fields/${at}/label`, code: 'field.exists', message: 'Two fields are the same.' }] : one;
  });
  failIf(read.flatMap((one) => ('key' in one ? [] : one)));
  const fields = read.flatMap((one) => ('key' in one ? [indexed(one)] : []));
  const places = entryPlaces(ctx, custom);
  await storeObject(services.pools, ctx.workspace, { custom, fields, places });
  await raiseModel(services.pools, ctx.workspace);
  const added: FieldChange = {
    object: custom.key,
    key: ofObject,
    verb: 'create',
    before: {},
    after: { label: custom.definition.label },
  };
  const label = `Add object: ${custom.definition.plural.en}`;
  return {
    ...custom,
    changeSet: await keepFieldChanges(ctx, { label, changes: [added, ...(await indexPlaces(ctx, places))] }),
  };
}

/** The table is new: what its records point at has an index from the first day. */
function indexed(field: CustomField): CustomField {
  const refers = fieldTypes.get(field.definition.type)!.refers;
  return refers ? { ...field, definition: { ...field.definition, index: true } } : field;
}

function readObject(ctx: Context, given: NewObject): CustomObject {
  const label = readWords(given.label);
  const plural = readWords(given.plural);
  const [key, api] = [customKey(label.en), customKey(plural.en)];
  failIf([
    ...(key === 'c' ? [{ pointer: '/label', code: 'object.no_label', message: 'Give the object a name.' }] : []),
    ...(api === 'c' ? [{ pointer: '/plural', code: 'object.no_label', message: 'Say how several are called.' }] : []),
  ]);
  const objects = [...catalogOf(ctx).objects.values()];
  const named = (one: string) => objects.some((object) => object.key === one || object.api === one);
  if (named(key) || named(api)) {
    const detail = `There is an object "${plural.en}" already. A hidden one can be brought back.`;
    fail('object.exists', { detail });
  }
  if (objects.filter((object) => object.custom).length >= mostObjects) fail('model.too_many_objects');
  // Words in no language are none.
  const words = given.title === undefined ? null : readWords(given.title);
  const title = words?.en ? words : { en: 'Name', el: 'Όνομα' };
  return { key, definition: { api, label, plural, icon: given.icon ?? 'box', title } };
}

/** Makes the table of an object and keeps what it is. */
export async function storeObject(
  pools: Pools,
  workspace: Workspace,
  { custom, fields, places = [] }: { custom: CustomObject; fields: CustomField[]; places?: Place[] },
): Promise<void> {
  const catalog = buildCatalog([definitionOf(custom)], 0, { objects: [], fields, settings: [] });
  const nothing = { columns: new Map<string, Set<string>>(), indexes: new Set<string>() };
  try {
    await alterTables(pools, workspace, (table) => [
      sql`insert into ${table('custom_object')} (key, definition)
        values (${custom.key}, ${JSON.stringify(custom.definition)}::jsonb)`,
      ...fields.map((field) => insertField(table, field)),
      ...planTables(catalog, nothing, table, false).map((step) => step.statement),
      ...placesSql(table, places),
    ]);
  } catch (error) {
    if (constraintOf(error) === 'custom_object_key') fail('object.exists');
    throw error;
  }
}
