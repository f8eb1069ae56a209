import { checkFormula, fieldsOf } from '#shared/formula/check';
import { readShownIf } from '#shared/fields/shown-if';
import type { Context } from '#kernel/workspace';
import { catalogOf, type FieldModel, type ObjectModel } from '../catalog.ts';
import { scopeOf } from '../formula/typed.ts';
import { objectRights } from '#shared/rights';
import { fieldNames } from '../query/filter-fields.ts';

/** What goes by the type of a field: a look-up of it, or a rollup whose condition names it. Answers with its name. */
export function usedBy(ctx: Context, object: ObjectModel, field: FieldModel): string | null {
  for (const other of catalogOf(ctx).objects.values())
    for (const { summary, words } of other.fields.values()) {
      if (summary?.kind === 'lookup') {
        const to = other.fields.get(summary.through)?.to;
        if (to === object.key && summary.take === field.key) return words.en;
      }
      if (summary?.kind !== 'aggregate' || summary.of !== object.key) continue;
      if (summary.take === field.key || fieldNames(summary.where).includes(field.key)) return words.en;
    }
  return null;
}

/** What cannot stay as it is where the values themselves change: also formulas, rules, conditions of other fields and
 * roles that name the field. Answers with its name. */
export function namedBy(ctx: Context, object: ObjectModel, field: FieldModel): string | null {
  const { objects } = catalogOf(ctx);
  const role = [...ctx.workspace.access.roles.values()].find(({ rights }) =>
    fieldNames(objectRights(rights, object.key).where).includes(field.key),
  );
  const shown = [...object.fields.values()].find((one) => readShownIf(one.showIf)?.includes(field.key));
  const ruled = object.rules.some(({ formula }) => isIn(ctx, object, { formula, object, field }));
  const worked = [...objects.values()].flatMap((other) =>
    [...other.fields.values()].filter(
      ({ summary }) => summary?.kind === 'formula' && isIn(ctx, other, { formula: summary.formula, object, field }),
    ),
  );
  return usedBy(ctx, object, field) ?? worked[0]?.words.en ?? shown?.words.en ?? role?.name ?? (ruled ? 'rules' : null);
}

type Asked = { formula: string; object: ObjectModel; field: FieldModel };

/** Whether a formula of an object reads a field, its own or through a relation. */
function isIn(ctx: Context, owner: ObjectModel, { formula, object, field }: Asked): boolean {
  const paths = fieldsOf(checkFormula(formula, scopeOf(catalogOf(ctx), owner)));
  return paths.some((path) => {
    if (path.at(-1) !== field.key) return false;
    const to = path.length > 1 ? owner.fields.get(path[0]!)?.to : owner.key;
    return to === object.key;
  });
}
