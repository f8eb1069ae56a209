import { fail } from '#shared/failure';
import { audit } from '#kernel/audit';
import { newId, sql } from '#kernel/database';
import { defineRoute, z, type Route } from '#kernel/http';
import { listRecords, requireId, requireObject, type RecordJson } from '#kernel/objects';
import type { Context } from '#kernel/workspace';
import { listRules, requireRule, type RetentionRule } from './retention-rules.ts';

const most = 100; // rules of a workspace
const examples = 5;

const action = z.enum(['trash', 'anonymise', 'erase']);
const name = z.string().trim().min(1).max(120);
const object = z.string().max(60);
const ruleAnswer = z.object({
  id: z.uuid(),
  name: z.string(),
  object: z.string(),
  filter: z.unknown(),
  action,
  enabled: z.boolean(),
  last_run_at: z.string().nullable(),
  last_count: z.int().nullable(),
});
const newRule = z.strictObject({ name, object, filter: z.unknown(), action, enabled: z.boolean().default(true) });
const rulePatch = z.strictObject({ name, filter: z.unknown(), action, enabled: z.boolean() }).partial();
const asked = z.strictObject({ object, filter: z.unknown(), action });
type NewRule = z.infer<typeof newRule>;

const list = defineRoute({
  method: 'GET',
  path: '/api/v1/retention_rules',
  summary: 'For how long records are kept: rules that run every night.',
  tag: 'Personal data',
  access: 'admin',
  answer: z.object({ data: z.array(ruleAnswer) }),
  handle: async (ctx) => ({ data: await listRules(ctx) }),
});

const preview = defineRoute<unknown, unknown, z.infer<typeof asked>>({
  method: 'POST',
  path: '/api/v1/retention_rules/preview',
  summary: 'Which records a rule would remove if it ran now.',
  tag: 'Personal data',
  access: 'admin',
  status: 200,
  answer: z.object({
    count: z.int(),
    exact: z.boolean(),
    examples: z.array(z.object({ id: z.uuid(), name: z.string().nullable() })),
  }),
  body: asked as never,
  handle: async (ctx, { body }) => {
    const { title, api } = requireRule(ctx, body);
    const page = await listRecords(ctx, requireObject(ctx, api), { filter: body.filter, limit: examples, total: true });
    const { count, exact } = page.total!;
    return { count, exact, examples: page.data.map((row) => ({ id: row.id, name: nameIn(row, title.key) })) };
  },
});

function nameIn(row: RecordJson, key: string): string | null {
  const value = (row as Record<string, unknown>)[key];
  if (typeof value === 'object' && value !== null && 'full' in value) return String(value.full);
  return typeof value === 'string' ? value : null;
}

const create = defineRoute<unknown, unknown, NewRule>({
  method: 'POST',
  path: '/api/v1/retention_rules',
  summary: 'Remove, from the next night on, what a filter holds for.',
  tag: 'Personal data',
  access: 'admin',
  answer: ruleAnswer,
  body: newRule as never,
  handle: async (ctx, { body }) => {
    requireRule(ctx, body as RetentionRule);
    if ((await listRules(ctx)).length >= most)
      fail('input.invalid', { detail: `A workspace has at most ${most} rules.` });
    const id = newId();
    await ctx.db.run(sql`insert into ${ctx.db.table('retention_rule')} (id, name, object, filter, action, enabled)
      values (${id}::uuid, ${body.name}, ${body.object}, ${JSON.stringify(body.filter)}::jsonb, ${body.action},
        ${body.enabled})`);
    return told(ctx, id);
  },
});

const change = defineRoute<{ id: string }, unknown, z.infer<typeof rulePatch>>({
  method: 'PATCH',
  path: '/api/v1/retention_rules/:id',
  summary: 'Change a rule, or let it rest.',
  tag: 'Personal data',
  access: 'admin',
  answer: ruleAnswer,
  params: z.object({ id: z.string() }),
  body: rulePatch as never,
  handle: async (ctx, { params, body }) => {
    const old = await requireOne(ctx, params.id);
    const given = Object.fromEntries(Object.entries(body).filter(([, value]) => value !== undefined));
    const rule: RetentionRule = { ...old, ...given };
    requireRule(ctx, rule);
    await ctx.db.run(sql`update ${ctx.db.table('retention_rule')} set name = ${rule.name},
      filter = ${JSON.stringify(rule.filter)}::jsonb, action = ${rule.action}, enabled = ${rule.enabled}
      where id = ${old.id}::uuid`);
    return told(ctx, old.id);
  },
});

const remove = defineRoute<{ id: string }>({
  method: 'DELETE',
  path: '/api/v1/retention_rules/:id',
  summary: 'Remove a rule; what it removed stays removed.',
  tag: 'Personal data',
  access: 'admin',
  answer: null,
  params: z.object({ id: z.string() }),
  handle: async (ctx, { params }) => {
    const { id, name: called } = await requireOne(ctx, params.id);
    await ctx.db.run(sql`delete from ${ctx.db.table('retention_rule')} where id = ${id}::uuid`);
    await audit(ctx, 'retention.changed', { about: called, details: { removed: true } });
    return undefined;
  },
});

async function requireOne(ctx: Context, given: string): Promise<RetentionRule> {
  const id = requireId(given);
  const found = (await listRules(ctx)).find((rule) => rule.id === id);
  return found ?? fail('record.not_found', { detail: 'There is no such rule.' });
}

/** The rule as it stands now, after its change stands in the audit. */
async function told(ctx: Context, id: string): Promise<RetentionRule> {
  const rule = await requireOne(ctx, id);
  const { name: about, object: of, filter, action: does, enabled } = rule;
  await audit(ctx, 'retention.changed', { about, details: { object: of, filter, action: does, enabled } });
  return rule;
}

/** For how long records are kept. */
export const retentionRoutes: Route[] = [list, preview, create, change, remove];
