import { Failure, type Issue } from '#shared/failure';
import { ValueProblem } from '#shared/fields/field-type';
import type { Context } from '#kernel/workspace';
import { readShownIf } from '#shared/fields/shown-if';
import type { FieldModel, ObjectModel } from '../catalog.ts';
import { compileFilter } from '../query/filter.ts';
import { uniqueIssues } from '../unique/doubled-values.ts';

/** What administrators say of a field beside its name: whether a record goes without, whether two have the same, what a
 * new one begins with, and whether it is personal data. */
export interface FieldMarks {
  required?: boolean | undefined;
  /** No two living records have the same value. */
  unique?: boolean | undefined;
  sensitive?: boolean | undefined;
  /** A value; null begins with nothing again. */
  default?: unknown;
  /** When pages show the field; null shows it always again. */
  show_if?: unknown;
}

/** The marks as they are laid over a field, the default in its canonical form; or what is wrong with them. */
export function readMarks(
  ctx: Context,
  object: ObjectModel,
  { field, marks }: { field: FieldModel; marks: FieldMarks },
): FieldMarks | Issue[] {
  const issues = [...shownIfIssues(ctx, object, { field, given: marks.show_if }), ...uniqueIssues(field, marks.unique)];
  const told = (pointer: string, code: string, message: string) => issues.push({ pointer, code, message });
  const { required, unique, sensitive, default: begins } = marks;
  const message = 'Only a field of your own that is typed can be so.';
  if (!field.custom || field.readOnly)
    for (const [name, value] of Object.entries({ required, default: begins }))
      if (value !== undefined) told(`/${name}`, 'field.is_standard', message);
  let kept = begins;
  try {
    kept = issues.length > 0 || begins === undefined || begins === null ? begins : readDefault(ctx, field, begins);
  } catch (problem) {
    if (!(problem instanceof ValueProblem)) throw problem;
    told(`/default${problem.at}`, problem.code, problem.message);
  }
  if (issues.length > 0) return issues;
  return {
    ...(required === undefined ? {} : { required }),
    ...(unique === undefined ? {} : { unique }),
    ...(sensitive === undefined ? {} : { sensitive }),
    ...(kept === undefined ? {} : { default: kept }),
    ...(marks.show_if === undefined ? {} : { show_if: marks.show_if }),
  };
}

/** A condition asks other fields of the same record, in the words of filters that a page can answer by itself. */
function shownIfIssues(
  ctx: Context,
  object: ObjectModel,
  { field, given }: { field: FieldModel; given: unknown },
): Issue[] {
  if (given === undefined || given === null) return [];
  const told = (message: string): Issue[] => [{ pointer: '/show_if', code: 'field.show_if', message }];
  if (field === object.title) return told('The name of a record is always shown.');
  const fault = conditionFault(ctx, object, given, field.key);
  return fault === null ? [] : told(fault);
}

/** What is wrong with a condition that pages answer by themselves; null where nothing is. `own` may not be asked. */
export function conditionFault(ctx: Context, object: ObjectModel, given: unknown, own?: string): string | null {
  const names = readShownIf(given);
  if (!names) return 'Say which other fields of the record decide: by is, is_not, in or empty.';
  const wrong = names.find((name) => name === own || name.includes('.'));
  if (wrong !== undefined) return `"${wrong}" is no other field of the record.`;
  try {
    compileFilter(ctx, object, given as never, 'o');
    return null;
  } catch (problem) {
    if (!(problem instanceof Failure)) throw problem;
    return problem.message;
  }
}

// Whoever makes the record, and when.
const words: Record<string, string> = { actor: 'member', now: 'datetime' };

function readDefault(ctx: Context, field: FieldModel, given: unknown): unknown {
  if (typeof given === 'string' && Object.hasOwn(words, given)) {
    if (words[given] === field.type) return given;
    throw new ValueProblem('not_a_default', `"${given}" has a meaning of its own; begin with another value.`);
  }
  if (field.kind.refers) throw new ValueProblem('not_a_default', 'A new record cannot begin with another record.');
  const { region, currency } = ctx.workspace;
  return field.kind.value.parse(given, field, { region, currency });
}
