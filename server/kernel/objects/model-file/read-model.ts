import { fail } from '#shared/failure';
import { sql } from '#kernel/database';
import type { Context } from '#kernel/workspace';
import { catalogOf, seesWholeModel, type Catalog, type FieldModel, type ObjectModel } from '../catalog.ts';
import type { SettingRow } from '../customize/change-field.ts';
import { ofObject, type ObjectSetting } from '../customize/custom-object.ts';
import { datedPart, toldAnyway } from './dated-part.ts';
import { inKeyOrder, type FieldPart, type ModelFile, type ObjectPart } from './model-file.ts';
import { readSharedViews } from './view-changes.ts';

/** The model of the workspace as a file: what administrators made and changed, and not what every workspace has. What
 * is hidden of one's own is left out. */
export async function readModel(ctx: Context): Promise<ModelFile> {
  // An administrator's role hides no field; whoever does not see all cannot give all away.
  if (!seesWholeModel(ctx)) fail('access.not_allowed');
  const settings = await readSettings(ctx);
  const objects = [...catalogOf(ctx).objects.values()].flatMap((object) => {
    const part = object.archived || object.definition.internal ? null : objectPart(ctx, object, settings);
    return part ? [[object.api, part]] : [];
  });
  const roles = [...ctx.workspace.access.roles.values()].filter((role) => !role.built_in);
  return inKeyOrder({
    kith_model: 1,
    objects: Object.fromEntries(objects) as ModelFile['objects'],
    roles: Object.fromEntries(roles.map(({ key, name, help, rights }) => [key, { name, help, rights }])),
    teams: await readTeams(ctx),
    views: await readSharedViews(ctx),
  });
}

/** What is laid over objects and fields. */
export function readSettings(ctx: Context): Promise<SettingRow[]> {
  return ctx.db.many<SettingRow>(sql`select object, key, setting from ${ctx.db.table('field_setting')}`);
}

function objectPart(ctx: Context, object: ObjectModel, settings: SettingRow[]): ObjectPart | null {
  const laid = new Map(settings.filter((row) => row.object === object.key).map((row) => [row.key, row.setting]));
  const fields = [...object.fields.values()].flatMap((field) => {
    const setting = (laid.get(field.key) ?? {}) as Record<string, unknown>;
    const part = field.custom ? ownPart(catalogOf(ctx), field) : standardPart(object, { field, setting });
    return part ? [[field.key, part]] : [];
  });
  const { label, plural, icon, rules, layout } = (laid.get(ofObject) ?? {}) as ObjectSetting;
  const dated = datedPart(catalogOf(ctx), object);
  const named = object.custom ? namesOf(object) : { label, plural, icon };
  const part: ObjectPart = {
    ...named,
    ...(dated ? { dated } : {}),
    ...(rules?.length ? { rules } : {}),
    ...(layout ? { layout } : {}),
    ...(fields.length > 0 ? { fields: Object.fromEntries(fields) as ObjectPart['fields'] } : {}),
    ...orderOf(object),
  };
  const told = inKeyOrder(part);
  return Object.keys(told).length > 0 ? told : null;
}

/** What an object of one's own is called now, whatever it was called first. */
export function namesOf({ key, definition, title }: ObjectModel) {
  return {
    key,
    label: { en: definition.label[0], el: definition.el[0] },
    plural: { en: definition.label[1], el: definition.el[1] },
    icon: definition.icon,
    title: title.words,
  };
}

const laidOverStandard = ['label', 'help', 'options', 'sensitive', 'archived', 'required', 'default', 'show_if'];

function standardPart(
  object: ObjectModel,
  { field, setting }: { field: FieldModel; setting: Record<string, unknown> },
): FieldPart | null {
  const names = laidOverStandard.filter((name) => name in setting && !(name === 'archived' && !setting[name]));
  // The name of an object of one's own stands with the object.
  const told = names.filter((name) => !(object.custom && name === 'label' && field === object.title));
  const part = { ...toldAnyway(object, field), ...Object.fromEntries(told.map((name) => [name, setting[name]])) };
  return Object.keys(part).length > 0 ? part : null;
}

/** A field of one's own as it is now; null where it is hidden. */
export function ownPart(catalog: Catalog, field: FieldModel): FieldPart | null {
  if (field.archived) return null;
  const { summary } = field;
  const shared = {
    label: field.words,
    ...(field.help ? { help: field.help } : {}),
    ...(field.sensitive && summary?.kind !== 'lookup' ? { sensitive: true } : {}),
    ...(field.showIf ? { show_if: field.showIf } : {}),
  };
  const api = (key: string) => catalog.objects.get(key)?.api ?? key;
  if (summary?.kind === 'formula') return { type: 'formula', ...shared, formula: summary.formula };
  if (summary?.kind === 'lookup')
    return { type: 'lookup', ...shared, lookup: { through: summary.through, field: summary.take } };
  if (summary?.kind === 'aggregate') {
    const { of, by, fn, take, where } = summary;
    return { type: 'rollup', ...shared, rollup: inKeyOrder({ of: api(of), by, fn, take, where }) };
  }
  return {
    type: field.type,
    ...shared,
    ...(field.required ? { required: true } : {}),
    ...(field.unique ? { unique: true } : {}),
    ...(field.many ? { many: true } : {}),
    ...(field.to ? { to: api(field.to) } : {}),
    ...(field.options ? { options: field.options } : {}),
    ...(field.defaultsTo === undefined ? {} : { default: field.defaultsTo }),
  };
}

/** The order of the fields, where somebody chose it or there are fields whose place the code does not know. */
function orderOf(object: ObjectModel): { order?: string[] } {
  const shown = [...object.fields.values()].filter((field) => !field.system && !(field.custom && field.archived));
  const keys = shown.map((field) => field.key);
  const usual = Object.keys(object.definition.fields);
  const asMade = keys.length === usual.length && keys.every((key, at) => key === usual[at]);
  return asMade ? {} : { order: keys };
}

async function readTeams(ctx: Context): Promise<ModelFile['teams']> {
  const rows = await ctx.db.many<{ name: string; parent: string | null }>(sql`select t.name, p.name as parent
    from ${ctx.db.table('team')} t left join ${ctx.db.table('team')} p on p.id = t.parent_id and p.deleted_at is null
    where t.deleted_at is null`);
  return Object.fromEntries(rows.map(({ name, parent }) => [name, { parent }]));
}
