import type { Typed } from '#shared/formula/check';
import { sql } from '#kernel/database';
import { defineRoute, z } from '#kernel/http';
import type { Context } from '#kernel/workspace';
import { requireObject, type FieldModel, type ObjectModel } from '../catalog.ts';
import { readFormula } from '../customize/read-derived.ts';
import { kindOf } from '../fields/all.ts';
import { trialSql } from '../formula/derived-sql.ts';
import { titleSql } from '../query/present.ts';
import { requireRight, scopeSql } from '../query/scope.ts';
import { formulaChecked } from '../answers/model-answers.ts';

/** What a formula would give: its type and some values, or why it gives none. */
interface Checked {
  type: string | null;
  errors: { code: string; message: string; at: number; parts: Readonly<Record<string, string>> }[];
  samples: { id: string; name: string | null; value: unknown }[];
}

const mostSamples = 3;

/** Looks a formula over while it is typed: nothing is kept. */
export const checkFieldRoute = defineRoute<{ object: string }, never, { formula: string; field?: string }>({
  method: 'POST',
  path: '/api/v1/objects/:object/fields/check',
  summary: 'Look a formula over: the type of its result and what it gives for three records, or where it is wrong.',
  tag: 'Model',
  access: 'admin',
  answer: formulaChecked,
  status: 200,
  params: z.object({ object: z.string().max(60) }),
  body: z.strictObject({
    formula: z.string().max(4_000),
    field: z.string().max(60).optional(),
  }) as never,
  handle: async (ctx, { params, body }): Promise<Checked> => {
    const object = requireObject(ctx, params.object);
    const { formula, field: key } = body;
    const read = readFormula(ctx, { formula, ...(key === undefined ? {} : { key }) }, { object, pointer: '' });
    if (Array.isArray(read)) {
      const errors = read.map(({ code, message, at, parts }) => ({ code, message, at, parts }));
      return { type: null, errors, samples: [] };
    }
    const { typed, ...definition } = read;
    const kind = kindOf(definition)!;
    const field = { ...definition, kind, key: 'value', column: 'value' } as unknown as FieldModel;
    return { type: definition.type, errors: [], samples: await readSamples(ctx, object, { typed, field }) };
  },
});

/** The newest records that the asker may read, with what the formula gives for each. */
async function readSamples(
  ctx: Context,
  object: ObjectModel,
  { typed, field }: { typed: Typed; field: FieldModel },
): Promise<Checked['samples']> {
  requireRight(ctx, object, 'read');
  const { value, currency } = trialSql(ctx, object, typed);
  const rows = await ctx.db.many<{ id: string; name: string | null; value: unknown }>(
    sql`select s.id, ${titleSql(object, 's')} as name, ${value} as value, ${currency ?? sql`null::text`}
        as value__currency
      from ${ctx.db.table(object.table)} s
      where s.deleted_at is null and ${scopeSql(ctx, object, { verb: 'read', alias: 's' })}
      order by s.id desc limit ${mostSamples}`,
  );
  return rows.map((row) => ({
    id: row.id,
    name: row.name,
    value: row.value === null ? null : field.kind.fromRow({ ...row }, field),
  }));
}
