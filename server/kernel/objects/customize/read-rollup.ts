import type { Issue } from '#shared/failure';
import { Failure } from '#shared/failure';
import type { Filter } from '#shared/filter';
import type { Context } from '#kernel/workspace';
import { catalogOf, type FieldModel } from '../catalog.ts';
import type { FieldDefinition, Summary } from '../define-object.ts';
import { compileFilter } from '../query/filter.ts';
import { fieldNames } from '../query/filter-fields.ts';

/** What is worked out over the records of another object that point here. */
export interface NewRollup {
  /** Plural name of the other object. */
  of: string;
  /** Its relation that points here. */
  by: string;
  fn: 'count' | 'sum' | 'min' | 'max';
  /** Its field that is added up or compared; none for a count. */
  take?: string | undefined;
  /** Which of its records count. */
  where?: Filter | undefined;
}

const added = new Set(['number', 'percent', 'duration', 'money']);
const compared = new Set([...added, 'rating', 'date', 'datetime']);

/** The definition of a rollup on `object`: kept as a value of its own type, so that it is filtered, sorted and added up
 * like one that somebody typed. Everything wrong with it is told. */
export function readRollup(
  ctx: Context,
  object: string,
  { rollup, pointer }: { rollup: NewRollup | undefined; pointer: string },
): Pick<FieldDefinition, 'type' | 'summary'> | Issue[] {
  const told = (at: string, code: string, message: string): Issue[] => [{ pointer: pointer + at, code, message }];
  if (!rollup) return told('/rollup', 'rollup.missing', 'Say what is worked out, over which records.');
  const other = catalogOf(ctx).byApi.get(rollup.of);
  if (!other) return told('/rollup/of', 'rollup.no_object', `There is no object "${rollup.of}".`);
  const by = other.fields.get(rollup.by);
  if (!by || by.to !== object || by.summary)
    return told('/rollup/by', 'rollup.no_relation', 'Name the relation of the other object that points here.');
  const take = rollup.take === undefined ? undefined : other.fields.get(rollup.take);
  const issues = [...takeIssues(rollup, take, told), ...whereIssues(ctx, { rollup, other, told })];
  if (issues.length > 0) return issues;
  const { fn, where } = rollup;
  const summary: Summary = {
    kind: 'aggregate',
    of: other.key,
    by: by.key,
    fn,
    ...(take ? { take: take.key } : {}),
    ...(where ? { where } : {}),
  };
  return { type: take?.type ?? 'number', summary };
}

type Tell = (at: string, code: string, message: string) => Issue[];

function takeIssues({ fn, take: name }: NewRollup, take: FieldModel | undefined, told: Tell): Issue[] {
  if (fn === 'count')
    return name === undefined ? [] : told('/rollup/take', 'rollup.no_field', 'A count takes no field.');
  const fitting = fn === 'sum' ? added : compared;
  if (!take || !fitting.has(take.type))
    return told('/rollup/take', 'rollup.no_field', `Name a field of the other object that fits "${fn}".`);
  return take.summary
    ? told('/rollup/take', 'rollup.of_rollup', 'This is worked out itself; take what it is made of.')
    : [];
}

/** A condition may name the other object's own fields alone: a change beyond them would not be noticed in time. */
function whereIssues(
  ctx: Context,
  { rollup, other, told }: { rollup: NewRollup; other: Parameters<typeof compileFilter>[1]; told: Tell },
): Issue[] {
  if (rollup.where === undefined) return [];
  const far = fieldNames(rollup.where).find((name) => name.includes('.') || other.fields.get(name)?.summary);
  if (far !== undefined)
    return told(
      '/rollup/where',
      'rollup.too_far',
      `"${far}" is no value of the record itself; it cannot be a condition.`,
    );
  try {
    compileFilter(ctx, other, rollup.where, 'o');
    return [];
  } catch (problem) {
    if (!(problem instanceof Failure)) throw problem;
    return told('/rollup/where', 'rollup.condition', problem.message);
  }
}
