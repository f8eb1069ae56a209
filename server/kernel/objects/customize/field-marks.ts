import type { Issue } from '#shared/failure';
import { ValueProblem } from '#shared/fields/field-type';
import type { Context } from '#kernel/workspace';
import type { FieldModel } from '../catalog.ts';

/** What administrators say of a field beside its name: whether a record goes without, what a new one begins with, and
 * whether it is personal data. */
export interface FieldMarks {
  required?: boolean | undefined;
  sensitive?: boolean | undefined;
  /** A value; null begins with nothing again. */
  default?: unknown;
}

/** The marks as they are laid over a field, the default in its canonical form; or what is wrong with them. */
export function readMarks(ctx: Context, field: FieldModel, marks: FieldMarks): FieldMarks | Issue[] {
  const issues: Issue[] = [];
  const told = (pointer: string, code: string, message: string) => issues.push({ pointer, code, message });
  const { required, sensitive, default: begins } = marks;
  const message = 'Only a field of your own that is typed can be so.';
  if (!field.custom || field.summary)
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
    ...(sensitive === undefined ? {} : { sensitive }),
    ...(kept === undefined ? {} : { default: kept }),
  };
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
