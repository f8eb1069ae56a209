import { createRecord, getObject, requireId, type Values, type WriteSet } from '#kernel/objects';
import { titleOf } from '../objects/consent.ts';
import { findNewest } from '../queries/states.ts';

/** What somebody was shown: the id of a wording that is kept, or its name and text as the form showed it. */
export type ShownWording = string | { name: string; text: string };

/** Adds one entry; answers with its id. A text that a wording did not have until now is its next edition. */
export async function recordConsent(
  set: WriteSet,
  person: string,
  { wording, ...values }: Values & { wording?: ShownWording | undefined },
): Promise<string> {
  const shown = wording === undefined ? {} : { wording: await keptWording(set, wording) };
  const made = await createRecord(set, getObject(set.ctx, 'consent'), { ...values, ...shown, person });
  return made.id;
}

async function keptWording(set: WriteSet, wording: ShownWording): Promise<string> {
  if (typeof wording === 'string') return requireId(wording);
  const { name, text } = wording;
  const newest = await findNewest(set.ctx, name);
  if (newest?.text === text) return newest.id;
  const edition = (newest?.edition ?? 0) + 1;
  const values = { title: titleOf(name, edition), name, edition, text };
  return (await createRecord(set, getObject(set.ctx, 'consent_wording'), values)).id;
}
