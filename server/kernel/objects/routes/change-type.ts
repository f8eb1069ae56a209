import { failIf } from '#shared/failure';
import { isCarried } from '#shared/fields/type-changes';
import type { Pools } from '#kernel/database';
import type { SignedInCall } from '#kernel/http';
import type { Context } from '#kernel/workspace';
import { requireObject } from '../catalog.ts';
import { changeType, prepareType, previewType, requireFit, typeIssues } from '../customize/change-type.ts';
import { beginCarried } from '../retype/change-carried.ts';
import { previewCarried, type Carrying } from '../retype/preview-carried.ts';
import { changeModel, requireField } from './object-model.ts';

/** A field in a path. */
export type OfField = { object: string; field: string };
/** Whether something is only looked at. */
export type Previewed = { preview?: 'true' | 'false' };

/** Changes the type of one field, or tells what that would do. Where it needs another column a job does it. */
export async function changingType(
  pools: Pools,
  call: SignedInCall<OfField, Previewed, unknown>,
  carrying: Carrying,
): Promise<unknown> {
  const { type } = carrying;
  const { object: api, field: key } = call.params;
  const asked = (ctx: Context) => {
    const object = requireObject(ctx, api);
    return { object, field: requireField(object, key), type };
  };
  const { preview, carried, ...found } = await call.transaction(async (ctx) => {
    const { object, ...field } = asked(ctx);
    failIf(typeIssues(ctx, object, field));
    const isOther = isCarried(field.field.type, type);
    const look = isOther ? previewCarried(ctx, object, { ...field, ...carrying }) : previewType(ctx, object, field);
    return { object, ...field, carried: isOther, preview: await look };
  });
  if (call.query.preview === 'true') return preview;
  requireFit(carried && carrying.unfit === 'leave_out' ? { ...preview, unfit: 0 } : preview);
  if (carried) {
    const { object, field } = found;
    const job_id = await beginCarried({ pools }, call, { ...carrying, object, field, total: preview.total ?? 0 });
    call.status(202);
    return { object: api, key, type, job_id };
  }
  await prepareType({ pools }, call.workspace, found);
  await changeModel(pools, call, (ctx) => changeType(ctx, asked(ctx)));
  return { object: api, key, type };
}

/** What is said of a field beside its type; how values are carried over is said with a type alone. */
export function withoutCarrying<T extends Partial<Carrying>>({ dates, unfit, ...patch }: T): Omit<T, keyof Carrying> {
  const message = 'This belongs to a change of type.';
  const given = Object.entries({ dates, unfit }).filter(([, value]) => value !== undefined);
  failIf(given.map(([name]) => ({ pointer: `/${name}`, code: 'input.invalid', message })));
  return patch as Omit<T, keyof Carrying>;
}
