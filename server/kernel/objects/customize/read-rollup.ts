import type { Issue } from '#shared/failure';
import { Failure } from '#shared/failure';
import type { Filter } from '#shared/filter';
import type { Context } from '#kernel/workspace';
import { catalogOf, type FieldModel, type ObjectModel } from '../catalog.ts';
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

// What asks other records, or who asks.
const beyond = new Set(['some_of', 'none_of', 'count_of', 'me', 'my_team']);

/** The first part of a condition that the record itself does not answer; undefined where it answers all. */
function firstBeyond(where: unknown, other: ObjectModel): string | undefined {
  if (typeof where !== 'object' || where === null) return undefined;
  const words = Array.isArray(where) ? [] : Object.keys(where);
  const fields = fieldNames(where).filter((name) => name.includes('.') || other.fields.get(name)?.summary);
  return (
    words.find((word) => beyond.has(word)) ??
    fields[0] ??
    Object.values(where)
      .map((part) => firstBeyond(part, other))
      .find((found) => found !== undefined)
  );
}

/** A condition may speak of the record's own values alone: a change beyond them would not be noticed in time, and who
 * happens to write must make no difference. */
function whereIssues(
  ctx: Context,
  { rollup, other, told }: { rollup: NewRollup; other: ObjectModel; told: Tell },
): Issue[] {
  if (rollup.where === undefined) return [];
  const far = firstBeyond(rollup.where, other);
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
