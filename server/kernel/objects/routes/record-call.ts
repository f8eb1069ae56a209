import { fail } from '#shared/failure';
import { isId } from '#kernel/database';
import { z, type SignedInCall } from '#kernel/http';
import type { Context } from '#kernel/workspace';
import type { ObjectModel } from '../catalog.ts';
import { pageLimits } from '../query/list.ts';
import { getRecord, getWritten } from '../records/read.ts';
import type { Precondition } from '../records/update.ts';
import { inChangeSetAnswering, type Origin, type WriteSet } from '../records/write-set.ts';

export const onObject = z.object({ object: z.string().max(60) });
export const onRecord = z.object({ object: z.string().max(60), id: z.string().max(60) });
/** Names in one parameter, separated by commas. */
export const names = z
  .string()
  .max(2_000)
  .transform((text) => text.split(',').filter(Boolean))
  .optional();
export const flag = z
  .enum(['true', 'false'])
  .transform((text) => text === 'true')
  .optional();
export const limit = z.coerce.number().int().min(1).max(pageLimits.most).optional();
export const anyBody = z.record(z.string(), z.unknown());

export type Call<P, Q = unknown, B = unknown> = SignedInCall<P, Q, B>;
export type OnObject = z.infer<typeof onObject>;
export type OnRecord = z.infer<typeof onRecord>;

/** The id in a path, or 404: what is no id is no record. */
export function requireId(id: string): string {
  const lower = id.toLowerCase();
  return isId(lower) ? lower : fail('record.not_found', { detail: 'There is no such record.' });
}

/** What the caller read before writing: `"v7"` of If-Match (`*` or nothing means any version) and Kith-Strict. */
export function readPrecondition({ headers }: Pick<Call<unknown>, 'headers'>): Precondition {
  const given = headers['if-match']?.trim();
  const strict = headers['kith-strict'] === '1';
  if (given === undefined || given === '*') return { strict };
  const match = /^(?:W\/)?"?v(\d{1,9})"?$/.exec(given);
  if (!match) return fail('record.changed_since', { detail: 'If-Match is no version of a record.' });
  return { version: Number(match[1]), strict };
}

/** From where a request came: a signed-in person is on a screen. */
export function originOf(ctx: Context): Origin {
  return ctx.actor.kind === 'member' ? 'screen' : 'api';
}

/** One change set for one request, told in a header so that a page can offer Undo. */
export async function writing<T>(
  ctx: Context,
  call: Pick<Call<unknown>, 'header'>,
  options: { label: string; action?: string; work: (set: WriteSet) => Promise<T> },
): Promise<T> {
  return writingAnswering(ctx, call, { ...options, answer: async (result) => result });
}

interface WritingAnswering<T, R> {
  label: string;
  action?: string;
  work: (set: WriteSet) => Promise<T>;
  answer: (result: T) => Promise<R>;
}

/** As `writing`; `answer` reads the answer, which travels with the last statement of the change set. */
export async function writingAnswering<T, R>(
  ctx: Context,
  call: Pick<Call<unknown>, 'header'>,
  { label, action, work, answer }: WritingAnswering<T, R>,
): Promise<R> {
  const options = { origin: originOf(ctx), label, ...(action ? { action } : {}) };
  const { result, changeSetId } = await inChangeSetAnswering(ctx, options, { work, answer });
  if (changeSetId) call.header('kith-change-set', changeSetId);
  return result;
}

/** Answers with a record and its version as ETag; `written` with one that this call has just written. */
export async function answerRecord(
  ctx: Context,
  call: Pick<Call<unknown>, 'header'>,
  { object, id, written = false }: { object: ObjectModel; id: string; written?: boolean },
) {
  const record = await (written ? getWritten : getRecord)(ctx, object, id);
  call.header('etag', `"v${record.version}"`);
  return record;
}

/** What one record of an object is called in a sentence. */
export const one = (object: ObjectModel) => object.definition.label[0].toLowerCase();
