import { failIf, type Issue } from '#shared/failure';
import { sql } from '#kernel/database';
import type { Context } from '#kernel/workspace';
import { buildCatalog, catalogOf, type Catalog, type CustomField, type ObjectModel } from '../catalog.ts';
import type { SettingRow } from '../customize/change-field.ts';
import { mostObjects } from '../customize/add-object.ts';
import { ofObject, type CustomObject, type ObjectSetting } from '../customize/custom-object.ts';
import { readLayout } from '../layouts/layout.ts';
import { planDated, requireSameDated } from './dated-part.ts';
import { differs, same, step, type Difference, type ModelFile, type ObjectPart } from './model-file.ts';
import { checkAhead, doubledIssues } from './check-ahead.ts';
import { planField, planWorked, type Worked } from './plan-fields.ts';
import { planRest, type Rest } from './plan-rest.ts';
import { namesOf, readModel, readSettings } from './read-model.ts';

type Setting = Record<string, unknown>;

/** What has to be done for a workspace to have what a file says, with the model as it would be. */
export interface Plan extends Rest {
  differences: Difference[];
  /** The same reader, before the model as it would be. */
  ahead: Context;
  objects: CustomObject[];
  fields: CustomField[];
  settings: { object: string; key: string; setting: Setting }[];
  orders: { object: string; keys: string[] }[];
}

/** What is gathered while a file is looked through; every fault with its place in the file. */
export interface Drafting {
  ctx: Context;
  prune: boolean;
  issues: Issue[];
  differences: Difference[];
  objects: CustomObject[];
  fields: CustomField[];
  settings: Plan['settings'];
  worked: Worked[];
  /** Keys of the objects that the file brings, by their plural names. */
  coming: Map<string, string>;
  /** The settings as they are. */
  laid: SettingRow[];
  /** The model with all that was planned so far. */
  build(): Catalog;
}

/** Compares a workspace with a file. All faults of the file are told at once, each with its place. */
export async function planModel(ctx: Context, file: ModelFile, { prune }: { prune: boolean }): Promise<Plan> {
  const here = await readModel(ctx);
  const draft = await startDraft(ctx, prune);
  for (const [api, { key }] of Object.entries(file.objects)) if (key) draft.coming.set(api, key);
  const { differences, issues } = draft;
  for (const [api, part] of Object.entries(file.objects)) planObject(draft, api, part);
  planWorked(draft);
  for (const object of catalogOf(ctx).objects.values()) planMissing(draft, object, file);
  const ahead = { ...ctx, workspace: { ...ctx.workspace, model: draft.build() } };
  const orders = planOrders(draft, ahead, file);
  const rest = planRest({ ahead, here, file, differences, issues });
  issues.push(...checkAhead(ahead, file), ...(await doubledIssues(ctx, file)));
  failIf(issues);
  const { objects, fields, settings } = draft;
  return { differences, ahead, objects, fields, settings, orders, ...rest };
}

async function startDraft(ctx: Context, prune: boolean): Promise<Drafting> {
  const made = await ctx.db.many<CustomObject>(
    sql`select key, definition from ${ctx.db.table('custom_object')} order by created_at, key`,
  );
  const own = await ctx.db.many<CustomField>(
    sql`select object, key, definition, words from ${ctx.db.table('custom_field')} order by created_at, key`,
  );
  const laid = await readSettings(ctx);
  const { objects: models, version } = catalogOf(ctx);
  const code = [...models.values()].filter((object) => !object.custom).map((object) => object.definition);
  const draft: Drafting = {
    ctx,
    prune,
    issues: [],
    differences: [],
    objects: [],
    fields: [],
    settings: [],
    worked: [],
    coming: new Map(),
    laid,
    build: () =>
      buildCatalog(code, version, {
        objects: [...made, ...draft.objects],
        fields: [...own, ...draft.fields],
        settings: layOver(laid, draft.settings),
      }),
  };
  return draft;
}

function layOver(laid: SettingRow[], more: Plan['settings']): SettingRow[] {
  const all = new Map(laid.map((row) => [`${row.object}/${row.key}`, row]));
  for (const { object, key, setting } of more) {
    const name = `${object}/${key}`;
    all.set(name, { object, key, setting: { ...all.get(name)?.setting, ...setting } as SettingRow['setting'] });
  }
  return [...all.values()];
}

const named = /^c_[a-z0-9_]{1,38}$/;

function planObject(draft: Drafting, api: string, part: ObjectPart): void {
  const at = `/objects${step(api)}`;
  const models = [...catalogOf(draft.ctx).objects.values()];
  const model = models.find((object) => object.api === api && !object.definition.internal);
  const tell = (where: string, code: string, message: string) =>
    draft.issues.push({ pointer: at + where, code, message });
  const key = model?.key ?? part.key;
  if (!model && models.filter((one) => one.custom).length + draft.objects.length >= mostObjects)
    return void tell('', 'model.too_many_objects', 'There are too many objects of your own.');
  if (!model && (!key || !part.label || !part.plural))
    return void tell('', 'object.not_found', `There is no object "${api}"; a new one needs key, label and plural.`);
  if (!model && (!named.test(key!) || !named.test(api) || [...models, ...draft.objects].some((one) => one.key === key)))
    return void tell('/key', 'object.no_label', 'Names of new objects begin with c_ and are their own alone.');
  if (model && part.key !== undefined && part.key !== model.key)
    return void tell('/key', 'object.exists', `Here the key of "${api}" is "${model.key}".`);
  if (!model || model.archived) {
    const { fields: _, order: __, ...after } = part;
    const name = part.plural ?? namesOf(model!).plural;
    draft.differences.push(differs({ change: 'add', what: 'object', path: at, name, before: null, after }));
  }
  if (model) requireSameDated(draft, model, { part, at });
  if (model) planNames(draft, model, { part, at });
  else {
    const { label, plural, icon = 'box', title = { en: 'Name', el: 'Όνομα' }, rules } = part;
    const between = planDated(draft, { part, at });
    draft.objects.push({ key: key!, definition: { api, label: label!, plural: plural!, icon, title, ...between } });
    const laid = { ...(rules ? { rules } : {}), ...(part.layout ? { layout: readLayout(part.layout) } : {}) };
    if (Object.keys(laid).length > 0) draft.settings.push({ object: key!, key: ofObject, setting: laid });
  }
  for (const [name, field] of Object.entries(part.fields ?? {}))
    planField(draft, {
      object: key!,
      model,
      key: name,
      part: field,
      at: `${at}/fields${step(name)}`,
      dated: part.dated !== undefined,
    });
}

function planNames(draft: Drafting, model: ObjectModel, { part, at }: { part: ObjectPart; at: string }): void {
  const now: Record<string, unknown> = { ...namesOf(model), rules: model.rules, layout: model.layout };
  const { label, plural, icon, rules } = part;
  const wanted = { label, plural, icon, rules, layout: part.layout && readLayout(part.layout) };
  const changed = Object.entries(wanted).filter(([name, value]) => value !== undefined && !same(value, now[name]));
  const setting: ObjectSetting = {
    ...Object.fromEntries(changed),
    ...(model.archived ? { archived: false } : {}),
  };
  const called = part.title && !same(part.title, model.title.words) ? part.title : null;
  if (called) draft.settings.push({ object: model.key, key: model.title.key, setting: { label: called } });
  const name = part.plural ?? (now['plural'] as { en: string; el: string });
  if (Object.keys(setting).length > 0)
    draft.settings.push({ object: model.key, key: ofObject, setting: { ...setting } });
  if (model.archived) return;
  if (changed.length > 0 || called) {
    const names = [...changed.map(([one]) => one), ...(called ? ['title'] : [])];
    const before = Object.fromEntries(names.map((one) => [one, now[one]]));
    const after = { ...Object.fromEntries(changed), ...(called ? { title: called } : {}) };
    draft.differences.push(differs({ change: 'change', what: 'object', path: at, name, before, after }));
  }
  const only = { rules: model.rules.length > 0 ? model.rules : null, layout: model.layout };
  for (const [what, before] of Object.entries(only))
    if (before && !part[what as keyof typeof only])
      draft.differences.push(
        differs({ change: 'stay', what: 'object', path: `${at}/${what}`, name, before, after: null }),
      );
}

/** What is here and not in the file stays; where the file is to be all there is, it is hidden. No value is touched. */
function planMissing(draft: Drafting, object: ObjectModel, file: ModelFile): void {
  if (object.archived || object.definition.internal) return;
  const change = draft.prune ? 'hide' : 'stay';
  const at = `/objects${step(object.api)}`;
  const part = file.objects[object.api];
  const hide = (key: string) => {
    if (draft.prune) draft.settings.push({ object: object.key, key, setting: { archived: true } });
  };
  if (object.custom && !part) {
    const { plural: name } = namesOf(object);
    draft.differences.push(differs({ change, what: 'object', path: at, name, before: namesOf(object), after: null }));
    return hide(ofObject);
  }
  for (const field of object.fields.values()) {
    if (!field.custom || field.archived || part?.fields?.[field.key]) continue;
    const path = `${at}/fields${step(field.key)}`;
    const before = { type: field.type, label: field.words };
    draft.differences.push(differs({ change, what: 'field', path, name: field.words, before, after: null }));
    hide(field.key);
  }
}

function planOrders({ ctx, differences, issues }: Drafting, ahead: Context, file: ModelFile): Plan['orders'] {
  const orders: Plan['orders'] = [];
  for (const object of (ahead.workspace.model as Catalog).objects.values()) {
    const wanted = file.objects[object.api]?.order;
    if (!wanted) continue;
    const path = `/objects${step(object.api)}/order`;
    const unknown = wanted.findIndex((key) => !object.fields.has(key));
    const message = `There is no field "${wanted[unknown] ?? ''}".`;
    if (unknown >= 0) issues.push({ pointer: `${path}/${unknown}`, code: 'field.not_found', message });
    const now = [...object.fields.keys()].filter((key) => wanted.includes(key));
    if (unknown >= 0 || same(now, wanted)) continue;
    orders.push({ object: object.key, keys: wanted });
    const was = catalogOf(ctx).objects.get(object.key);
    const { plural: name } = namesOf(object);
    if (was && !was.archived)
      differences.push(differs({ change: 'change', what: 'order', path, name, before: now, after: wanted }));
  }
  return orders;
}
