import { fail } from '#shared/failure';
import { fieldsOf, type Typed } from '#shared/formula/check';
import { sql } from '#kernel/database';
import { catalogOf, type ObjectModel } from '../catalog.ts';
import type { ObjectRule } from '../customize/custom-object.ts';
import { trialSql } from './derived-sql.ts';
import { readTyped } from './typed.ts';

import type { WriteSet } from '../records/write-set.ts';

const mostTold = 20; // records of one write of which it is told what they break

/** Refuses a write that leaves a record breaking a rule of administrators. Goes behind everything that is worked out,
 * which rules may speak of. Imports, merges and undo bring what was so before, and are not refused. */
export async function requireRules(set: WriteSet): Promise<void> {
  if (set.trusted) return;
  for (const object of catalogOf(set.ctx).objects.values()) {
    const touched = set.touched.get(object.key);
    if (!touched || object.rules.length === 0) continue;
    await check(set, object, [...touched.created, ...touched.changed]);
  }
}

const known = new WeakMap<ObjectRule, Typed | null>();

function typedRule(set: WriteSet, object: ObjectModel, rule: ObjectRule): Typed | null {
  const typed = known.get(rule);
  if (typed !== undefined) return typed;
  const read = readTyped(catalogOf(set.ctx), object, rule.formula);
  known.set(rule, read);
  return read;
}

async function check(set: WriteSet, object: ObjectModel, ids: string[]): Promise<void> {
  const { ctx } = set;
  const sound = object.rules.flatMap((rule) => {
    const typed = typedRule(set, object, rule);
    return typed ? [{ rule, typed }] : [];
  });
  if (sound.length === 0) return;
  const arms = sound.map(({ typed }, at) => {
    const { value } = trialSql(ctx, object, typed);
    return sql`when not coalesce(${value}, true) then ${sql.raw(String(at))}`;
  });
  const broken = await ctx.db.many<{ rule: number }>(sql`select b.rule from (
      select case ${sql.join(arms, sql` `)} end as rule from ${ctx.db.table(object.table)} s
      where s.id = any (${ids}::uuid[]) and s.deleted_at is null) b
    where b.rule is not null limit ${mostTold}`);
  if (broken.length === 0) return;
  const issues = [...new Set(broken.map(({ rule }) => rule))].map((at) => {
    const { rule, typed } = sound[at]!;
    const [first] = fieldsOf(typed)[0] ?? [''];
    return { pointer: `/${first!}`, code: 'record.breaks_rule', message: rule.message[ctx.workspace.language] };
  });
  fail('input.invalid', { issues, detail: issues[0]!.message });
}
