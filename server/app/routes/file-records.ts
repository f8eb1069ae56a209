import type { FileRecords } from '#kernel/files';
import {
  catalogOf,
  createRecords,
  getObject,
  hiddenFileSql,
  readValuesOf,
  requireId,
  requireObject,
  requireReadable,
  requireRight,
  scopeSql,
  trashRecords,
  updateRecords,
  withAllRights,
  writing,
  type ObjectModel,
  type Values,
  type WriteSet,
} from '#kernel/objects';
import { sql } from '#kernel/database';
import { fail } from '#shared/failure';

/** A file is read by who may read its record, and sent or removed by who may change it; both are change sets. */
export const fileRecords: FileRecords = {
  access: async (ctx, record, verb) => {
    const known = catalogOf(ctx).objects.get(record.object);
    const object = known && !known.definition.internal ? known : requireObject(ctx, record.object);
    const id = await requireReadable(ctx, object, requireId(record.id));
    if (verb === 'read') return { object: object.key, id };
    requireRight(ctx, object, 'update');
    const row = await ctx.db.maybe(sql`select 1 from ${ctx.db.table(object.table)} t
    where t.id = ${id}::uuid and t.deleted_at is null and ${scopeSql(ctx, object, { verb: 'update', alias: 't' })}`);
    return row ? { object: object.key, id } : fail('access.not_allowed', { detail: 'You may not change this record.' });
  },
  hidden: (ctx, { object, id: record }, id) => hiddenFileSql(ctx, getObject(ctx, object), { id, record }),
  add: (ctx, call, { id, ...values }) =>
    writing(ctx, call, {
      label: `File added: ${values.name}`,
      work: async (set) => {
        await createRecords(withAllRights(set), getObject(ctx, 'file'), [{ id, values: { ...values } }]);
      },
    }),
  remove: (ctx, call, file) =>
    writing(ctx, call, {
      label: `File removed: ${file.name}`,
      work: async (set) => {
        const object = getObject(ctx, file.object);
        const values = (await readValuesOf(ctx, object, [file.record])).get(file.record) ?? {};
        const patch = withoutFile(object, values, file.id);
        const all = withAllRights(set);
        if (Object.keys(patch).length > 0) await updateRecords(all, object, [{ id: file.record, values: patch }]);
        else await tellOn(set, object, file.record);
        await trashRecords(all, getObject(ctx, 'file'), [file.id]);
      },
    }),
};

/** A line in the history of a record of whose own values none changed. */
async function tellOn(set: WriteSet, object: ObjectModel, id: string): Promise<void> {
  const { version } = await set.ctx.db.one<{ version: number }>(sql`select version
    from ${set.ctx.db.table(object.table)} where id = ${id}::uuid`);
  // Of the version that comes next: a later change is not older than this one.
  const line = { record_id: id, object: object.key, verb: 'update' as const, version: version + 1 };
  set.changes.push({ ...line, before: {}, after: {} });
}

/** The fields of a record that show a file, as they are once it is gone. */
function withoutFile(object: ObjectModel, values: Values, id: string): Values {
  const patch: Values = {};
  for (const { key, type } of object.whole.fields.values()) {
    const held = values[key];
    if (type === 'image' && held === id) patch[key] = null;
    if (type === 'files' && Array.isArray(held) && held.includes(id)) {
      const rest = held.filter((one) => one !== id);
      patch[key] = rest.length > 0 ? rest : null;
    }
  }
  return patch;
}
