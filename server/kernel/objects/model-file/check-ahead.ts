import type { Issue } from '#shared/failure';
import type { Context } from '#kernel/workspace';
import { catalogOf, type ObjectModel } from '../catalog.ts';
import { formulaIssues } from '../customize/change-field.ts';
import { ruleIssues } from '../customize/change-object.ts';
import { layoutIssues } from '../layouts/check-layout.ts';
import { readLayout } from '../layouts/layout.ts';
import { readMarks } from '../customize/field-marks.ts';
import { findDoubled, uniqueIssues } from '../unique/doubled-values.ts';
import { mostFields } from '../customize/add-field.ts';
import { same, step, type FieldPart, type ModelFile } from './model-file.ts';

/** What can only be looked at before the model as it would be: rules, formulas and what new records begin with. Answers
 * with what is wrong. */
export function checkAhead(ahead: Context, file: ModelFile): Issue[] {
  return Object.entries(file.objects).flatMap(([api, part]) => {
    const object = catalogOf(ahead).byApi.get(api);
    if (!object) return [];
    const at = `/objects${step(api)}`;
    const rules = (part.rules ?? []).flatMap(({ formula }, index) => ruleIssues(ahead, object, { formula, at: index }));
    const fields = Object.entries(part.fields ?? {}).flatMap(([key, field]) =>
      fieldIssuesAhead(ahead, { object, key, part: field, at: `${at}/fields${step(key)}` }),
    );
    const message = `An object has at most ${String(mostFields)} fields.`;
    const many =
      object.fields.size > mostFields ? [{ pointer: `${at}/fields`, code: 'model.too_many_fields', message }] : [];
    const layout = part.layout ? layoutIssues(ahead, object, readLayout(part.layout)) : [];
    const arranged = layout.map((issue) => placed(`${at}/layout`, issue));
    return [...many, ...rules.map((issue) => placed(at, issue)), ...fields, ...arranged];
  });
}

function fieldIssuesAhead(
  ahead: Context,
  { object, key, part, at }: { object: ObjectModel; key: string; part: FieldPart; at: string },
): Issue[] {
  const field = object.fields.get(key);
  if (!field?.custom) return [];
  const formula = field.summary?.kind === 'formula' ? part.formula : undefined;
  const begins = part.default === undefined ? {} : { default: part.default };
  const unique = part.unique ? { unique: true } : {};
  const marks = readMarks(ahead, object, { field, marks: { ...begins, show_if: part.show_if, ...unique } });
  const kept = Array.isArray(marks) ? part.default : marks.default;
  // What is laid over a field is not read again: it has to stand in the file as it is kept.
  const message = `Write this as ${JSON.stringify(kept)}.`;
  const raw = same(kept, part.default) ? [] : [{ pointer: '/default', code: 'field.not_as_kept', message }];
  const told = [...raw, ...formulaIssues(ahead, object, { field, formula }), ...(Array.isArray(marks) ? marks : [])];
  return told.map((issue) => placed(at, issue));
}

/** Values that are doubled in fields which the file says are unique. */
export async function doubledIssues(ctx: Context, file: ModelFile): Promise<Issue[]> {
  const issues: Issue[] = [];
  for (const [api, part] of Object.entries(file.objects))
    for (const [key, { unique }] of Object.entries(part.fields ?? {})) {
      const object = [...catalogOf(ctx).objects.values()].find((one) => one.api === api);
      const field = object?.fields.get(key);
      if (!unique || !object || !field || field.unique || uniqueIssues(field, true).length > 0) continue;
      const { doubled } = await findDoubled(ctx, object, field);
      const message = `${String(doubled)} values are doubled.`;
      const pointer = `/objects${step(api)}/fields${step(key)}/unique`;
      if (doubled > 0) issues.push({ pointer, code: 'field.values_doubled', message });
    }
  return issues;
}

const placed = (at: string, { pointer, code, message }: Issue): Issue => ({ pointer: at + pointer, code, message });
