import { failIf } from '#shared/failure';
import { readShownIf } from '#shared/fields/shown-if';
import { mayAdminister } from '#kernel/access';
import { defineOpenRoute, defineRoute, z, type Route, type SignedInCall } from '#kernel/http';
import type { Pools } from '#kernel/database';
import type { Context } from '#kernel/workspace';
import { catalogOf, requireObject, type FieldModel, type ObjectModel } from '../catalog.ts';
import { isReadOnly } from '../answers/record-schema.ts';
import { addField, type NewField } from '../customize/add-field.ts';
import { changeField, type FieldPatch } from '../customize/change-field.ts';
import { addDated } from '../dated/add-dated.ts';
import { datedType, describeDated } from '../dated/describe-dated.ts';
import { changeDated } from '../dated/change-dated.ts';
import { allDatedFields } from '../dated/dated-fields.ts';
import { toldLayout } from '../layouts/layout.ts';
import { layoutRoutes } from '../layouts/layout-routes.ts';
import type { Carrying } from '../retype/preview-carried.ts';
import { scopeFor } from '../query/scope.ts';
import { findDoubled, uniqueIssues } from '../unique/doubled-values.ts';
import { changingType, withoutCarrying, type OfField, type Previewed } from './change-type.ts';
import { checkFieldRoute } from './check-field.ts';
import { moveOptionsRoutes } from './move-options.ts';
import { changeModel, modelText, newField, objectModelRoutes, requireField, requireModel } from './object-model.ts';
import { fieldAdded, fieldPatched, objectAnswer } from '../answers/model-answers.ts';

/** A field as pages and programs see it. */
function describeField(ctx: Context, object: ObjectModel, field: FieldModel) {
  const target = field.type === 'relation' && field.to ? catalogOf(ctx).objects.get(field.to) : undefined;
  return {
    key: field.key,
    type: field.type,
    label: field.words,
    help: field.help ?? null,
    required: field.required ?? false,
    unique: field.unique ?? false,
    read_only: isReadOnly(object, field),
    written_by: field.writtenBy ?? null,
    sensitive: field.sensitive ?? false,
    custom: field.custom,
    archived: field.archived,
    sortable: field.kind.sort !== undefined,
    filterable: field.kind.value.operators.length > 0,
    searchable: field.search ?? false,
    group: field.group ?? 'main',
    options:
      optionsOf(ctx, object, field)?.map((one) => ({
        ...one,
        colour: one.colour ?? null,
        archived: one.archived ?? false,
      })) ?? null,
    options_open: field.custom || field.optionsOpen === true,
    default: field.defaultsTo ?? null,
    show_if: shownIf(object, field),
    to: target?.api ?? (field.type === 'member' ? 'members' : null),
    many: field.many ?? false,
    named: field.named ?? false,
    changing: describeChanging(ctx, field),
    max: field.max ?? null,
    rollup: describeRollup(ctx, field),
    formula: field.summary?.kind === 'formula' ? field.summary.formula : null,
    lookup: field.summary?.kind === 'lookup' ? { through: field.summary.through, field: field.summary.take } : null,
    operators: [...field.kind.value.operators, 'empty'],
    entries: null,
  };
}

/** The change of type that a field is in. */
function describeChanging(ctx: Context, { shadows }: FieldModel) {
  const pending = mayAdminister(ctx) ? shadows?.find((one) => one.pending) : undefined;
  return pending ? { to: pending.type, job_id: pending.job ?? null } : null;
}

/** When pages show a field; always, where the condition asks a field that the reader does not see. */
function shownIf(object: ObjectModel, { showIf }: FieldModel) {
  return showIf && readShownIf(showIf)?.every((name) => object.fields.has(name)) ? showIf : null;
}

/** The choices of a field; a look-up has those of the field that it looks up. */
function optionsOf(ctx: Context, object: ObjectModel, { summary, options }: FieldModel) {
  if (summary?.kind !== 'lookup') return options;
  const to = object.fields.get(summary.through)?.to;
  return catalogOf(ctx)
    .objects.get(to ?? '')
    ?.fields.get(summary.take)?.options;
}

/** Over which records a field is worked out, and how; null for what somebody types. */
function describeRollup(ctx: Context, { custom, summary }: FieldModel) {
  if (!custom || summary?.kind !== 'aggregate') return null;
  const { of, by, fn, take, where } = summary;
  return { of: catalogOf(ctx).objects.get(of)?.api ?? of, by, fn, take: take ?? null, where: where ?? null };
}

/** An object as pages and programs see it, with what the caller may do. */
export function describeObject(ctx: Context, object: ObjectModel) {
  const { definition } = object;
  const kept = [
    ...(definition.appendOnly || definition.writtenBy ? ['update', 'delete'] : []),
    ...(definition.writtenBy ? ['create'] : []),
  ];
  const may = (verb: 'create' | 'read' | 'update' | 'delete') =>
    !kept.includes(verb) && scopeFor(ctx, object, verb) !== 'none';
  const onTimelines = [...catalogOf(ctx).objects.values()].some((other) =>
    other.shows.some((key) => other.whole.fields.get(key)?.to === object.key),
  );
  return {
    key: object.key,
    api: object.api,
    label: { en: definition.label, el: definition.el },
    icon: definition.icon,
    title: definition.title,
    kind: definition.kind ?? 'record',
    has_timeline: onTimelines,
    custom: object.custom,
    archived: object.archived,
    can: { create: may('create'), read: may('read'), update: may('update'), delete: may('delete') },
    columns: definition.columns,
    // A rule names fields: it is told to those who see all of them.
    rules: object.fields === object.whole.fields ? object.rules : [],
    layout: toldLayout(object),
    fields: [
      ...[...object.fields.values()].map((field) => describeField(ctx, object, field)),
      ...allDatedFields(ctx, object).map((field) => describeDated(ctx, field)),
    ],
  };
}

/** Every object of the workspace, as `describeObject` tells it. */
export function describeObjects(ctx: Context) {
  return [...catalogOf(ctx).byApi.values()].map((object) => describeObject(ctx, object));
}

const list = defineRoute<never, { archived?: 'true' | 'false' | undefined }>({
  method: 'GET',
  path: '/api/v1/objects',
  summary:
    'The object model of the workspace: objects, fields, operators, and what you may do. `archived`: hidden ones.',
  tag: 'Model',
  access: 'member',
  answer: z.object({ data: z.array(objectAnswer) }),
  query: z.object({ archived: z.enum(['true', 'false']).optional() }),
  handle: async (ctx, { query }) => {
    if (query.archived !== 'true') return { data: describeObjects(ctx) };
    const hidden = [...catalogOf(ctx).objects.values()].filter((object) => object.archived);
    return { data: hidden.map((object) => describeObject(ctx, object)) };
  },
});

const one = defineRoute<{ object: string }>({
  method: 'GET',
  path: '/api/v1/objects/:object',
  summary: 'One object of the model, also a hidden one.',
  tag: 'Model',
  access: 'member',
  answer: objectAnswer,
  params: z.object({ object: z.string() }),
  handle: async (ctx, { params }) => describeObject(ctx, requireModel(ctx, params.object)),
});

const add = (pools: Pools) =>
  defineOpenRoute<{ object: string }, unknown, NewField>({
    method: 'POST',
    path: '/api/v1/objects/:object/fields',
    summary: 'Add a field of your own.',
    tag: 'Model',
    access: 'admin',
    answer: fieldAdded,
    params: z.object({ object: z.string() }),
    body: newField as never,
    serve: (call) =>
      call.transaction(async (ctx) => {
        const object = requireObject(ctx, call.params.object);
        const adding = call.body.type === datedType ? addDated : addField;
        const made = await adding({ pools }, ctx, { object, field: call.body });
        call.header('kith-change-set', made.changeSet);
        return { key: made.key, type: made.definition.type, label: made.words, custom: true };
      }),
  });

const helpText = z.union([
  z.string().trim().max(500),
  z.strictObject({ en: z.string().trim().max(500).optional(), el: z.string().trim().max(500).optional() }),
]);
const fieldPatch = z.strictObject({
  label: modelText.optional(),
  help: helpText.nullable().optional(),
  options: z
    .array(
      z.strictObject({
        value: z.string().min(1).max(200).optional(),
        label: modelText,
        colour: z.string().max(20).nullable().optional(),
        archived: z.boolean().optional(),
        reverse: modelText.optional(),
      }),
    )
    .max(500)
    .optional(),
  archived: z.boolean().optional(),
  formula: z.string().max(4_000).optional(),
  type: z.string().max(40).optional(),
  dates: z.enum(['day_first', 'month_first']).optional(),
  unfit: z.enum(['refuse', 'leave_out']).optional(),
  required: z.boolean().optional(),
  unique: z.boolean().optional(),
  sensitive: z.boolean().optional(),
  default: z.unknown().optional(),
  show_if: z.unknown().optional(),
});

const ofField = z.object({ object: z.string().max(60), field: z.string().max(60) });

/** Changes what is laid over one field; answers with the field. */
async function changing(pools: Pools, call: SignedInCall<OfField, unknown, unknown>, patch: FieldPatch) {
  let job: string | null = null;
  await changeModel(pools, call, async (ctx) => {
    const object = requireObject(ctx, call.params.object);
    const dated = object.dated.get(call.params.field);
    if (dated) return changeDated(ctx, dated, patch);
    const changed = await changeField(ctx, object, requireField(object, call.params.field), patch);
    job = changed.jobId;
    return changed.changeSet;
  });
  if (job) call.status(202);
  return { object: call.params.object, key: call.params.field, ...patch, ...(job ? { job_id: job } : {}) };
}

/** What keeps a field from being unique; nothing is changed. */
const lookingForDoubled = (call: SignedInCall<OfField, unknown, unknown>) =>
  call.transaction(async (ctx) => {
    const object = requireObject(ctx, call.params.object);
    const field = requireField(object, call.params.field);
    failIf(uniqueIssues(field, true));
    return { unique: true, ...(await findDoubled(ctx, object, field)) };
  });

function requireOnly(patch: object, name: string, message: string): void {
  const others = Object.keys(patch).filter((key) => key !== name);
  failIf(others.map((key) => ({ pointer: `/${key}`, code: 'input.invalid', message })));
}

const change = (pools: Pools) =>
  defineOpenRoute<OfField, Previewed, FieldPatch & Partial<Carrying>>({
    method: 'PATCH',
    path: '/api/v1/objects/:object/fields/:field',
    summary:
      'Rename a field, change its help and choices, hide it (`archived`) or bring it back, change its formula, or ' +
      'whether it is `unique` (its index follows by the job `job_id`, 202); or its `type` in a call of its own, by ' +
      'a job as well where it needs another column. ' +
      '`preview=true` only tells which values would not fit the type, or are doubled.',
    tag: 'Model',
    access: 'admin',
    answer: fieldPatched,
    also: { 202: fieldPatched },
    params: ofField,
    query: z.object({ preview: z.enum(['true', 'false']).optional() }) as never,
    body: fieldPatch as never,
    serve: (call) => {
      const { type, ...more } = call.body;
      if (type !== undefined) {
        const { dates, unfit, ...others } = more;
        requireOnly(others, 'type', 'Give the type in a call of its own: each has its own undo.');
        return changingType(pools, call, { type, dates, unfit });
      }
      const patch = withoutCarrying(more);
      if (call.query.preview !== 'true') return changing(pools, call, patch);
      requireOnly(patch, 'unique', 'Only another type, or that values are unique, can be looked at before.');
      return lookingForDoubled(call);
    },
  });

const archive = (pools: Pools) =>
  defineOpenRoute<OfField>({
    method: 'DELETE',
    path: '/api/v1/objects/:object/fields/:field',
    summary: 'Hide a field; its values are kept, and PATCH with `archived: false` brings it back.',
    tag: 'Model',
    access: 'admin',
    answer: fieldPatched,
    status: 200,
    params: ofField,
    serve: (call) => changing(pools, call, { archived: true }),
  });

export function modelRoutes(pools: Pools): Route[] {
  return [
    list,
    one,
    add(pools),
    checkFieldRoute,
    change(pools),
    archive(pools),
    ...objectModelRoutes(pools),
    ...layoutRoutes(pools),
    ...moveOptionsRoutes(pools),
  ];
}
