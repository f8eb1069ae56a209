import { fail } from '#shared/failure';
import { defineRoute, z, type Route } from '#kernel/http';
import {
  anyRecord,
  getObject,
  getRecord,
  listRecords,
  readPrecondition,
  requireId,
  readValuesOf,
  requireReadable,
  writing,
} from '#kernel/objects';
import type { Context } from '#kernel/workspace';
import { writeDocumentLines } from '../actions/write-document.ts';
import { givenDocument, type GivenDocument } from '../lines/given-lines.ts';
import { readKept } from '../lines/kept-lines.ts';
import { writeDocument } from '../objects/document-fields.ts';
import type { DocumentKind } from '../queries/documents.ts';

const answer = z.object({
  document: anyRecord,
  data: z.array(anyRecord),
  taxes: z
    .array(
      z.object({
        category: z.string(),
        percent: z.number(),
        taxable: z.string(),
        tax: z.string(),
        reason: z.string().nullable(),
      }),
    )
    .meta({
      description: 'What each category and percentage comes to, less the discount of the whole (EN 16931 BG-23).',
    }),
});

const onDocument = z.object({ id: z.string().max(60) });

/** The calls for the lines of one kind of document: they are read and written whole. */
export function lineRoutes(kind: DocumentKind, { api, one }: { api: string; one: string }): Route[] {
  const read = defineRoute<{ id: string }>({
    method: 'GET',
    path: `/api/v1/${api}/:id/lines`,
    summary: `The lines of ${one} in their order, and what each tax comes to.`,
    tag: 'Billing',
    access: 'member',
    answer,
    params: onDocument,
    handle: async (ctx, { params }) => {
      const id = await requireReadable(ctx, getObject(ctx, kind.object), requireId(params.id));
      return readDocument(ctx, kind, id);
    },
  });
  const write = defineRoute<{ id: string }, unknown, GivenDocument>({
    method: 'PUT',
    path: `/api/v1/${api}/:id/lines`,
    summary: `Write all lines of ${one}: those left out go, sums follow. What a line does not say is its product's.`,
    tag: 'Billing',
    access: 'member',
    answer,
    params: onDocument,
    body: givenDocument as never,
    handle: async (ctx, call) => {
      const id = requireId(call.params.id);
      const precondition = readPrecondition(call);
      await writing(ctx, call, {
        label: `Write the lines of ${one}`,
        action: writeDocument,
        work: (set) => writeDocumentLines(set, kind, { id, given: call.body, precondition }),
      });
      return readDocument(ctx, kind, id);
    },
  });
  return [read, write];
}

async function readDocument(ctx: Context, kind: DocumentKind, id: string) {
  const object = getObject(ctx, kind.line);
  const ask = { filter: { field: kind.object, is: id }, sort: 'position', limit: 1_000 };
  const document = await getRecord(ctx, getObject(ctx, kind.object), id);
  const { data } = await listRecords(ctx, object, ask);
  return { document, data, taxes: await readTaxes(ctx, kind, id) };
}

/** Nothing, where the actor may not see what it is made of. */
async function readTaxes(ctx: Context, kind: DocumentKind, id: string) {
  const [document, line] = [getObject(ctx, kind.object), getObject(ctx, kind.line)];
  const seen =
    document.fields.has('tax') && ['net', 'tax_percent', 'tax_category'].every((key) => line.fields.has(key));
  if (!seen) return [];
  const values = (await readValuesOf(ctx, document.whole, [id])).get(id) ?? fail('record.not_found');
  const { lines, sums } = await readKept(ctx, kind, { id, values });
  return sums.taxes.map((one) => {
    const reasons = lines.filter(({ tax }) => tax?.category === one.category).map(({ tax }) => tax?.reason);
    return { ...one, percent: Number(one.percent), reason: reasons.find(Boolean) ?? null };
  });
}
