import { sql, type Pools, type Sql } from '#kernel/database';
import type { Context, Workspace } from '#kernel/workspace';
import { buildCatalog, catalogOf, type Catalog, type CustomField } from '../catalog.ts';
import { columnsSql, followedBy, insertField } from '../customize/add-field.ts';
import { definitionOf, ofObject } from '../customize/custom-object.ts';
import { keepFieldChanges, type FieldChange } from '../customize/field-history.ts';
import { layFields, writeOrder } from '../customize/field-settings.ts';
import { queueWorkOut } from '../customize/work-out.ts';
import { kindOf } from '../fields/all.ts';
import { insertRole, writeRole } from '../rights/roles.ts';
import { insertTeam, writeTeam } from '../rights/teams.ts';
import { alterTables } from '../schema/apply.ts';
import { planTables } from '../schema/plan-tables.ts';
import { queueUnique } from '../unique/queue-unique.ts';
import { queueIndexes } from '../views/index-view.ts';
import type { Plan } from './plan-model.ts';
import { writeView } from './view-changes.ts';

/** Whether a plan writes anything. */
export function writes({ differences }: Plan): boolean {
  return differences.some(({ change }) => change !== 'stay');
}

/** Makes the tables and columns that a plan needs. They are there for good, as every field of one's own is, and hidden
 * until the rest of the plan is written: of one that was cut short here nothing shows, and applying the file again
 * brings them out. */
export async function makeTables(pools: Pools, workspace: Workspace, { objects, fields }: Plan): Promise<void> {
  if (objects.length + fields.length === 0) return;
  const made = new Set(objects.map(({ key }) => key));
  const ofNew = fields.filter(({ object }) => made.has(object));
  const catalog = buildCatalog(objects.map(definitionOf), 0, { objects: [], fields: ofNew, settings: [] });
  const nothing = { columns: new Map<string, Set<string>>(), indexes: new Set<string>() };
  await alterTables(pools, workspace, (table): Sql[] => [
    ...objects.map(
      ({ key, definition }) => sql`insert into ${table('custom_object')} (key, definition)
        values (${key}, ${JSON.stringify(definition)}::jsonb)`,
    ),
    ...fields.flatMap((field) => [
      ...(made.has(field.object) ? [] : columnsSql(table, field)),
      insertField(table, field),
    ]),
    ...hiddenUntilWritten({ objects, fields }).map(
      ({ object, key }) => sql`insert into ${table('field_setting')} (object, key, setting)
        values (${object}, ${key}, '{"archived": true}'::jsonb)`,
    ),
    ...planTables(catalog, nothing, table, false).map((step) => step.statement),
  ]);
}

/** What a plan makes: its objects, and its fields of others. */
function hiddenUntilWritten({ objects, fields }: Pick<Plan, 'objects' | 'fields'>): { object: string; key: string }[] {
  const made = new Set(objects.map(({ key }) => key));
  return [
    ...objects.map(({ key }) => ({ object: key, key: ofObject })),
    ...fields.filter(({ object }) => !made.has(object)).map(({ object, key }) => ({ object, key })),
  ];
}

/** Writes the rest of a plan in one transaction. Answers with the change set, which takes all of it back. */
export async function writePlan(ctx: Context, plan: Plan): Promise<string> {
  const { ahead, objects, fields, settings, orders } = plan;
  const by = { ...ctx, workspace: { ...ctx.workspace, model: ahead.workspace.model } };
  const { objects: models } = by.workspace.model as Catalog;
  const made = new Set(objects.map(({ key }) => key));
  const create = (object: string, key: string, label: unknown): FieldChange => {
    return { object, key, verb: 'create', before: {}, after: { label } };
  };
  const changes = [
    ...objects.map(({ key, definition }) => create(key, ofObject, definition.label)),
    ...fields.filter(({ object }) => !made.has(object)).map(({ object, key, words }) => create(object, key, words)),
  ];
  for (const { object, key } of hiddenUntilWritten(plan))
    await layFields(by, models.get(object)!, { key, setting: {}, without: ['archived'] });
  for (const { object, key, setting } of settings) {
    const change = await layFields(by, models.get(object)!, { key, setting });
    // What a new object begins with goes with the object.
    if (!made.has(object)) changes.push(change);
  }
  for (const { object, keys } of orders) {
    const change = await writeOrder(by, models.get(object)!, keys);
    if (!made.has(object)) changes.push(change);
  }
  await queueWork(by, plan);
  changes.push(...(await writeRest(by, plan)));
  return keepFieldChanges(by, { label: 'Apply a model', changes });
}

async function writeRest(ctx: Context, { roles, teams, views }: Plan): Promise<FieldChange[]> {
  const changes: FieldChange[] = [];
  const there = await ctx.db.many<{ key: string }>(sql`select key from ${ctx.db.table('role')}`);
  for (const { key, role } of roles) {
    const known = there.some((one) => one.key === key);
    const { change } = known
      ? await writeRole(ctx, key, { ...role, archived: false })
      : { change: await insertRole(ctx, key, role) };
    changes.push(change);
  }
  const known = await ctx.db.many<{ id: string; name: string }>(
    sql`select id, name from ${ctx.db.table('team')} where deleted_at is null`,
  );
  const ids = new Map(known.map(({ id, name }) => [name, id]));
  for (const { name, parent: above } of teams) {
    const parent = above === null ? null : ids.get(above)!;
    const id = ids.get(name);
    if (id) changes.push((await writeTeam(ctx, id, { parent })).change);
    else {
      const made = await insertTeam(ctx, { name, parent });
      ids.set(name, made.id);
      changes.push(made.change);
    }
  }
  for (const { view, ...at } of views) changes.push(await writeView(ctx, at, view));
  return changes;
}

/** What is worked out is worked out for the records there are; what points at records is found by an index. */
async function queueWork(ctx: Context, { fields, objects, settings }: Plan): Promise<void> {
  const made = new Set(objects.map(({ key }) => key));
  for (const { object, key, definition } of [...fields, ...broughtBack(ctx, settings)]) {
    const model = catalogOf(ctx).objects.get(object)!;
    const refers = kindOf(definition)!.refers && !made.has(object) ? [key] : [];
    const followed = [...refers, ...followedBy(ctx, model, definition)];
    await queueIndexes(ctx, { key: object, table: object }, followed);
    if (definition.unique) await queueUnique(ctx, model, key);
    if (definition.summary || definition.type === 'autonumber') await queueWorkOut(ctx, { object, field: key });
  }
}

/** Fields of one's own that are hidden no more: one of a plan that was cut short was never worked out. */
function broughtBack(ctx: Context, settings: Plan['settings']): Pick<CustomField, 'object' | 'key' | 'definition'>[] {
  return settings
    .filter(({ setting }) => setting['archived'] === false)
    .flatMap(({ object, key }) => {
      const { fields } = catalogOf(ctx).objects.get(object)!;
      const own = [...fields.values()].filter((field) => field.custom && (key === ofObject || key === field.key));
      return own.map((field) => ({ object, key: field.key, definition: field }));
    });
}
