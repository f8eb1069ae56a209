import type { Issue } from '#shared/failure';
import { checkFormula, type Typed } from '#shared/formula/check';
import type { FormulaType } from '#shared/formula/functions';
import { FormulaProblem } from '#shared/formula/problem';
import type { Context } from '#kernel/workspace';
import { catalogOf, type ObjectModel } from '../catalog.ts';
import type { FieldDefinition } from '../define-object.ts';
import { findCycle, scopeOf } from '../formula/typed.ts';

/** The value of a field of the record that a relation leads to. */
export interface NewLookup {
  /** The relation. */
  through?: string | undefined;
  /** A field of the object that it leads to. */
  field?: string | undefined;
}

const fieldTypeOf: Record<FormulaType, string> = {
  number: 'number',
  money: 'money',
  text: 'text',
  date: 'date',
  datetime: 'datetime',
  boolean: 'checkbox',
  null: 'text',
};

/** Why a formula is refused, as the issue of a field; the place counts characters of the formula. */
export type FormulaIssue = Issue & { at: number; parts: Readonly<Record<string, string>> };

type Place = { object: ObjectModel | undefined; pointer: string };

/** The definition of a formula field: a value of the type of its result, so that it is filtered, sorted and added up
 * like one that somebody typed. Or what is wrong with it. `key` is the field it is for, where there is one already. */
export function readFormula(
  ctx: Context,
  { formula, key }: { formula: string | undefined; key?: string },
  { object, pointer }: Place,
): (Pick<FieldDefinition, 'type' | 'summary'> & { typed: Typed }) | FormulaIssue[] {
  const told = (problem: FormulaProblem): FormulaIssue[] => {
    const { code, at, parts, message } = problem;
    return [{ pointer: `${pointer}/formula`, code: `formula.${code}`, message, at, parts }];
  };
  if (!object) return told(new FormulaProblem('no_object', 0));
  try {
    const typed = checkFormula(formula ?? '', scopeOf(catalogOf(ctx), object));
    const cycle = key === undefined ? null : findCycle(catalogOf(ctx), object, { key, typed });
    if (cycle) return told(new FormulaProblem('cycle', 0, { path: cycle.join(' → ') }));
    return { type: fieldTypeOf[typed.type], summary: { kind: 'formula', formula: formula! }, typed };
  } catch (problem) {
    if (!(problem instanceof FormulaProblem)) throw problem;
    return told(problem);
  }
}

// Files belong to one record, and nothing else may speak of them.
const neverLookedUp = new Set(['files', 'image']);

/** The definition of a look-up: the same kind of field as the one it looks up. Or what is wrong with it. */
export function readLookup(
  ctx: Context,
  { through, field: take }: NewLookup,
  { object, pointer }: Place,
): (Partial<FieldDefinition> & Pick<FieldDefinition, 'type' | 'summary'>) | Issue[] {
  const told = (at: string, code: string, message: string): Issue[] => [{ pointer: pointer + at, code, message }];
  const by = object?.fields.get(through ?? '');
  const leads = by && by.type === 'relation' && !by.many && by.to;
  const other = leads ? catalogOf(ctx).objects.get(leads) : undefined;
  if (!by || !other || other.definition.internal)
    return told('/through', 'lookup.no_relation', 'Name a relation of this object that leads to one record.');
  const source = other.fields.get(take ?? '');
  if (!source || neverLookedUp.has(source.type))
    return told('/field', 'lookup.no_field', 'Name a field of the record that the relation leads to.');
  if (source.summary) return told('/field', 'lookup.worked_out', 'This is worked out itself; take what it is made of.');
  return {
    type: source.type === 'autonumber' ? 'number' : source.type,
    summary: { kind: 'lookup', through: by.key, take: source.key },
    ...(source.to ? { to: source.to } : {}),
    ...(source.many ? { many: true } : {}),
    ...(source.sensitive ? { sensitive: true } : {}),
  };
}
