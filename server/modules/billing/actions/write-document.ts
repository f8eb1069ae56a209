import { isDeepStrictEqual } from 'node:util';
import { fail } from '#shared/failure';
import {
  createRecords,
  getObject,
  trashRecords,
  updateRecords,
  withAllRights,
  type Precondition,
  type Values,
  type WriteSet,
} from '#kernel/objects';
import type { GivenDocument, GivenLine } from '../lines/given-lines.ts';
import { documentValues, lineValues, sumLines } from '../lines/line-values.ts';
import { resolveLines } from '../lines/resolve-lines.ts';
import { lockDocument, readLines, type DocumentKind, type KeptLine } from '../queries/documents.ts';

interface Writing {
  id: string;
  given: GivenDocument;
  precondition?: Precondition;
}

/** Writes all lines of a document and its sums. Lines that are left out go to the trash; what one leaves out stays. */
export async function writeDocumentLines(
  set: WriteSet,
  kind: DocumentKind,
  { id, given, precondition }: Writing,
): Promise<void> {
  const { ctx } = set;
  const document = await lockDocument(ctx, kind, id);
  if (document['status'] !== 'draft') fail('document.not_a_draft');
  requireVisible(set, kind, given.lines);
  const currency = given.currency ?? (document['currency'] as string);
  const discount = given.discount_percent === undefined ? document['discount_percent'] : given.discount_percent;
  const terms = { currency, discount_percent: discount == null ? null : String(discount) };
  const kept = await readLines(ctx, kind, id);
  const company = document['company'] as string | null;
  const known = new Map(kept.map((line) => [line.id, line.values]));
  const lines = await resolveLines(ctx, given.lines, { company, currency, kept: known });
  const sums = sumLines(lines, terms);
  const values = lineValues(lines, sums, terms).map((line, at) => ({ id: lines[at]!.id, line }));
  await storeLines(set, kind, { id, kept, values });
  const whole = getObject(ctx, kind.object).whole;
  await updateRecords(withAllRights(set), whole, [{ id, values: documentValues(lines, sums, terms), ...precondition }]);
}

/** Whoever may not write what something costs the firm does not write it here either. */
function requireVisible({ ctx }: WriteSet, { line }: DocumentKind, lines: readonly GivenLine[]): void {
  const object = getObject(ctx, line);
  const hidden = (key: string) => !object.fields.has(key) || object.locked.has(key);
  const at = lines.findIndex((one) => Object.keys(one).some((key) => key !== 'id' && hidden(key)));
  if (at < 0) return;
  const key = Object.keys(lines[at]!).find((one) => one !== 'id' && hidden(one))!;
  const [pointer, message] = [`/lines/${at}/${key}`, `${object.definition.label[1]} have no field "${key}".`];
  fail('input.invalid', { detail: message, issues: [{ pointer, code: 'field.unknown', message }] });
}

interface Storing {
  id: string;
  kept: KeptLine[];
  values: { id: string | null; line: Values }[];
}

async function storeLines(set: WriteSet, kind: DocumentKind, { id, kept, values }: Storing): Promise<void> {
  const all = withAllRights(set);
  const object = getObject(set.ctx, kind.line).whole;
  const known = new Map(kept.map((line) => [line.id, line.values]));
  const left = new Set(values.map((one) => one.id));
  const gone = kept.filter((line) => !left.has(line.id)).map((line) => line.id);
  const changed = values.flatMap(({ id: line, line: now }) =>
    line !== null && differs(known.get(line)!, now) ? [{ id: line, values: now }] : [],
  );
  const added = values.filter((one) => one.id === null).map(({ line }) => ({ values: { ...line, [kind.object]: id } }));
  if (gone.length > 0) await trashRecords(all, object, gone);
  if (changed.length > 0) await updateRecords(all, object, changed);
  if (added.length > 0) await createRecords(all, object, added);
}

function differs(before: Values, now: Values): boolean {
  return Object.keys(now).some((key) => !isDeepStrictEqual(before[key] ?? null, now[key] ?? null));
}
