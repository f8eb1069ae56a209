import { sql } from '#kernel/database';
import { defineEvent, emit } from '#kernel/events';
import type { Context } from '#kernel/workspace';
import type { ObjectModel } from '../catalog.ts';
import { queueUnique } from '../unique/queue-unique.ts';
import { queueWorkOut } from './work-out.ts';
import type { FieldChange } from './field-history.ts';

/** The model of an object was changed: fields, their names, their choices, their order. */
const modelChanged = defineEvent<{ object: string }>('objects.model.changed');

type Setting = Record<string, unknown>;

/** What is laid over a field now; locked, so that two changes of one field follow each other. */
export async function laidOver(ctx: Context, object: ObjectModel, key: string): Promise<Setting> {
  const row = await ctx.db.maybe<{ setting: Setting }>(sql`select setting from ${ctx.db.table('field_setting')}
    where object = ${object.key} and key = ${key} for update`);
  return row?.setting ?? {};
}

/** Lays `setting` over a field and takes away what `without` names; answers with what stood there before, and with the
 * job by which the unique index follows. */
export async function layFields(
  ctx: Context,
  object: ObjectModel,
  { key, setting, without = [] }: { key: string; setting: Setting; without?: string[] },
): Promise<FieldChange & { jobId: string | null }> {
  const now = await laidOver(ctx, object, key);
  const names = [...Object.keys(setting), ...without];
  const before = Object.fromEntries(names.filter((name) => name in now).map((name) => [name, now[name]]));
  await write(ctx, object, { key, setting, without });
  await emit(ctx, modelChanged, { object: object.api });
  // A formula is worked out anew, and another type may want to know what its values are ordered by.
  if (names.includes('formula') || names.includes('type'))
    await queueWorkOut(ctx, { object: object.key, field: key, newer: true });
  const jobId = names.includes('unique') ? await queueUnique(ctx, object, key) : null;
  // What was taken away is told too, so that the undo of an undo lays it back.
  const after = { ...Object.fromEntries(without.map((name) => [name, null])), ...setting };
  return { object: object.key, key, verb: 'update', before, after, jobId };
}

/** Puts the fields in this order, those not named behind; answers with the order that was. */
export async function writeOrder(ctx: Context, object: ObjectModel, keys: string[]): Promise<FieldChange> {
  const before = [...object.fields.keys()];
  const after = [...keys, ...before.filter((key) => !keys.includes(key))];
  for (const [position, key] of after.entries()) await write(ctx, object, { key, setting: { position } });
  await emit(ctx, modelChanged, { object: object.api });
  return { object: object.key, key: null, verb: 'update', before: { order: before }, after: { order: after } };
}

async function write(
  ctx: Context,
  object: ObjectModel,
  { key, setting, without = [] }: { key: string; setting: Setting; without?: string[] },
): Promise<void> {
  const laid = JSON.stringify(setting);
  await ctx.db.run(sql`insert into ${ctx.db.table('field_setting')} as s (object, key, setting)
    values (${object.key}, ${key}, ${laid}::jsonb)
    on conflict (object, key) do update set setting = (s.setting - ${without}::text[]) || excluded.setting`);
}
