import { Failure, type Issue } from '#shared/failure';
import { fieldsOf, type Typed } from '#shared/formula/check';
import { sql } from '#kernel/database';
import { catalogOf, type Catalog, type ObjectModel } from '../catalog.ts';
import type { ObjectRule } from '../customize/custom-object.ts';
import { trialSql } from './derived-sql.ts';
import { readTyped } from './typed.ts';
import type { WriteSet } from '../records/write-set.ts';

/** The refusal of a write for the sake of some of its records: by id, what is wrong with each. */
export class RecordsRefused extends Failure {
  readonly records: ReadonlyMap<string, Issue>;

  constructor(records: ReadonlyMap<string, Issue>) {
    const issues = [...new Set(records.values())];
    super('input.invalid', { issues, detail: issues[0]!.message });
    this.records = records;
  }
}

/** Refuses a write that leaves a record breaking a rule of administrators. Goes behind everything that is worked out,
 * which rules may speak of. Imports, merges and undo bring what was so before, and are not refused. `set` reads
 * everything; of fields that `seen` has not, the refusal names none. */
export async function requireRules(set: WriteSet, seen: Catalog): Promise<void> {
  if (set.trusted) return;
  for (const object of catalogOf(set.ctx).objects.values()) {
    const touched = set.touched.get(object.key);
    if (!touched || object.rules.length === 0) continue;
    const names = seen.objects.get(object.key)?.fields ?? new Map<string, never>();
    await check(set, object, { ids: [...touched.created, ...touched.changed], names });
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

interface Checked {
  ids: string[];
  /** The fields that may be named. */
  names: Pick<ReadonlyMap<string, unknown>, 'has'>;
}

async function check(set: WriteSet, object: ObjectModel, { ids, names }: Checked): Promise<void> {
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
  const broken = await ctx.db.many<{ id: string; rule: number }>(sql`select b.id, b.rule from (
      select s.id, case ${sql.join(arms, sql` `)} end as rule from ${ctx.db.table(object.table)} s
      where s.id = any (${ids}::uuid[]) and s.deleted_at is null) b
    where b.rule is not null order by b.id`);
  if (broken.length === 0) return;
  const issues = sound.map(({ rule, typed }): Issue => {
    const [first] = fieldsOf(typed)[0] ?? [''];
    const pointer = names.has(first!) ? `/${first!}` : '';
    return { pointer, code: 'record.breaks_rule', message: rule.message[ctx.workspace.language] };
  });
  throw new RecordsRefused(new Map(broken.map(({ id, rule }) => [id, issues[rule]!])));
}
