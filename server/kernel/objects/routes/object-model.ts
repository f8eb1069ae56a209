import { fail } from '#shared/failure';
import { defineOpenRoute, z, type Route, type SignedInCall } from '#kernel/http';
import type { Pools } from '#kernel/database';
import type { Context } from '#kernel/workspace';
import { catalogOf, type FieldModel, type ObjectModel } from '../catalog.ts';
import { raiseModel } from '../customize/add-field.ts';
import { addObject, type NewObject } from '../customize/add-object.ts';
import { orderFields } from '../customize/change-field.ts';
import { changeObject, type ObjectPatch } from '../customize/change-object.ts';
import { objectAdded, objectChanged } from '../answers/model-answers.ts';

/** A word of the model: one for both languages, or one for each. */
export const modelText = z.union([
  z.string().trim().min(1).max(80),
  z.strictObject({ en: z.string().trim().min(1).max(80).optional(), el: z.string().trim().min(1).max(80).optional() }),
]);

/** A field as an administrator asks for it. */
export const newField = z.strictObject({
  label: z.string().trim().min(1).max(80),
  type: z.string().max(40),
  options: z.array(z.string().trim().min(1).max(200)).max(500).optional(),
  to: z.string().max(60).optional(),
  many: z.boolean().optional(),
  required: z.boolean().optional(),
  unique: z.boolean().optional(),
  help: z.string().max(500).optional(),
  rollup: z
    .strictObject({
      of: z.string().max(60),
      by: z.string().max(60),
      fn: z.enum(['count', 'sum', 'min', 'max']),
      take: z.string().max(60).optional(),
      where: z.unknown().optional(),
    })
    .optional(),
  formula: z.string().max(4_000).optional(),
  reverse: z
    .strictObject({
      label: z.string().trim().min(1).max(80),
      options: z.array(z.string().trim().min(1).max(200)).max(500).optional(),
    })
    .optional(),
  through: z.string().max(60).optional(),
  field: z.string().max(60).optional(),
});

const icon = z.string().regex(/^[a-z][a-z0-9-]{0,39}$/);

const add = (pools: Pools) =>
  defineOpenRoute<never, unknown, NewObject>({
    method: 'POST',
    path: '/api/v1/objects',
    summary: 'Make an object of your own, with its first fields: lists, forms, search, history and rights at once.',
    tag: 'Model',
    access: 'admin',
    answer: objectAdded,
    status: 201,
    body: z.strictObject({
      label: modelText,
      plural: modelText,
      icon: icon.optional(),
      title: modelText.optional(),
      fields: z.array(newField).max(100).optional(),
    }) as never,
    serve: async (call) => {
      const made = await call.transaction((ctx) => addObject({ pools }, ctx, call.body));
      call.header('kith-change-set', made.changeSet);
      return { key: made.key, ...made.definition, custom: true };
    },
  });

interface Patch extends ObjectPatch {
  field_order?: string[] | undefined;
}

type OfObject = { object: string };
const ofObject = z.object({ object: z.string().max(60) });

/** The object of a name in a path, also where it is hidden. */
export function requireModel(ctx: Context, api: string): ObjectModel {
  const { byApi, objects } = catalogOf(ctx);
  const hidden = () => [...objects.values()].find((object) => object.archived && object.api === api);
  return byApi.get(api) ?? hidden() ?? fail('object.not_found', { detail: `There is no object "${api}".` });
}

/** The field of a name in a path, or the answer 422. */
export function requireField(object: ObjectModel, key: string): FieldModel {
  return object.fields.get(key) ?? fail('field.not_found', { detail: `There is no field "${key}".` });
}

/** Changes what is laid over the model, then has every process read it anew; the answer names the change set. With null
 * nothing was to be changed. */
export async function changeModel<P, Q, B>(
  pools: Pools,
  call: SignedInCall<P, Q, B>,
  work: (ctx: Context) => Promise<string | null>,
): Promise<void> {
  const changeSet = await call.transaction(work);
  if (changeSet === null) return;
  await raiseModel(pools, call.workspace);
  call.header('kith-change-set', changeSet);
}

async function changing(pools: Pools, call: SignedInCall<OfObject, unknown, unknown>, patch: Patch) {
  const { field_order: order, ...rest } = patch;
  await changeModel(pools, call, async (ctx) => {
    const object = requireModel(ctx, call.params.object);
    if (order && Object.keys(rest).length > 0) {
      const message = 'Give the order of the fields in a call of its own: each has its own undo.';
      fail('input.invalid', { detail: message, issues: [{ pointer: '/field_order', code: 'input.invalid', message }] });
    }
    return order ? orderFields(ctx, object, order) : changeObject(ctx, object, rest);
  });
  return { object: call.params.object, ...patch };
}

const change = (pools: Pools) =>
  defineOpenRoute<OfObject, unknown, Patch>({
    method: 'PATCH',
    path: '/api/v1/objects/:object',
    summary: 'Rename an object, hide it (`archived`), say what has to be so (`rules`); or order its fields.',
    tag: 'Model',
    access: 'admin',
    answer: objectChanged,
    params: ofObject,
    body: z.strictObject({
      label: modelText.optional(),
      plural: modelText.optional(),
      icon: icon.optional(),
      archived: z.boolean().optional(),
      rules: z
        .array(z.strictObject({ formula: z.string().max(4_000), message: modelText }))
        .max(50)
        .optional(),
      field_order: z.array(z.string().max(60)).max(500).optional(),
    }) as never,
    serve: (call) => changing(pools, call, call.body),
  });

const archive = (pools: Pools) =>
  defineOpenRoute<OfObject>({
    method: 'DELETE',
    path: '/api/v1/objects/:object',
    summary: 'Hide an object of your own; its records are kept, and PATCH with `archived: false` brings it back.',
    tag: 'Model',
    access: 'admin',
    answer: objectChanged,
    status: 200,
    params: ofObject,
    serve: (call) => changing(pools, call, { archived: true }),
  });

/** Calls that make and change whole objects. */
export function objectModelRoutes(pools: Pools): Route[] {
  return [add(pools), change(pools), archive(pools)];
}
