import { FormulaProblem } from '#shared/formula/problem';
import { asksToday, checkFormula, fieldsOf, type FormulaScope, type Typed } from '#shared/formula/check';
import type { Catalog, FieldModel, ObjectModel } from '../catalog.ts';

/** The fields that a formula of an object may name: the same whoever asks, for its value is one for all who see it. */
export function scopeOf(catalog: Catalog, { whole }: ObjectModel): FormulaScope {
  return {
    field: (name) => {
      const field = whole.fields.get(name);
      return field && { type: field.type, many: field.many, worked: field.summary !== undefined, to: field.to };
    },
    other: (to) => {
      const other = catalog.objects.get(to);
      return other && !other.definition.internal ? scopeOf(catalog, other) : undefined;
    },
  };
}

const known = new WeakMap<FieldModel, Typed | null>();

/** The formula of a field with its types; null where it no longer fits the fields that it names. */
export function typedFormula(catalog: Catalog, object: ObjectModel, field: FieldModel): Typed | null {
  if (field.summary?.kind !== 'formula') return null;
  const typed = known.get(field);
  if (typed !== undefined) return typed;
  const read = readTyped(catalog, object, field.summary.formula);
  known.set(field, read);
  return read;
}

/** A formula with its types; null where it does not fit the object. */
export function readTyped(catalog: Catalog, object: ObjectModel, formula: string): Typed | null {
  try {
    return checkFormula(formula, scopeOf(catalog, object));
  } catch (problem) {
    if (!(problem instanceof FormulaProblem)) throw problem;
    return null;
  }
}

/** The fields of the record that a derived field is made of, and what it takes from records further on. */
export function madeOf(catalog: Catalog, object: ObjectModel, field: FieldModel): string[][] {
  const { summary } = field;
  if (summary?.kind === 'lookup') return [[summary.through, summary.take]];
  const typed = typedFormula(catalog, object, field);
  return typed ? fieldsOf(typed) : [];
}

/** The derived fields of an object in the order in which they are worked out: those of a step need only the steps
 * before it. Fields that would need themselves, which none is saved with, are left out. */
export function derivedSteps(catalog: Catalog, object: ObjectModel): FieldModel[][] {
  const steps: FieldModel[][] = [];
  let left = [...object.derived];
  while (left.length > 0) {
    const waiting = new Set(left.map((field) => field.key));
    const ready = left.filter((field) => madeOf(catalog, object, field).every(([name]) => !waiting.has(name!)));
    if (ready.length === 0) break;
    steps.push(ready);
    left = left.filter((field) => !ready.includes(field));
  }
  return steps;
}

/** The path by which a formula would lead back to the field it is for; null where it does not. */
export function findCycle(
  catalog: Catalog,
  object: ObjectModel,
  { key, typed }: { key: string; typed: Typed },
): string[] | null {
  const seen = new Set<string>();
  const look = (name: string, path: string[]): string[] | null => {
    if (name === key) return [...path, name];
    const field = object.fields.get(name);
    if (!field || seen.has(name)) return null;
    seen.add(name);
    for (const [next] of madeOf(catalog, object, field)) {
      const found = look(next!, [...path, name]);
      if (found) return found;
    }
    return null;
  };
  for (const [name] of fieldsOf(typed)) {
    const found = look(name!, [key]);
    if (found) return found;
  }
  return null;
}

/** Whether a field changes with the day though nothing is written. */
export function changesDaily(catalog: Catalog, object: ObjectModel, field: FieldModel): boolean {
  const typed = typedFormula(catalog, object, field);
  return typed !== null && asksToday(typed);
}
