import { catalogOf, type Catalog, type FieldModel, type ObjectModel } from '../catalog.ts';
import type { Option } from '../define-object.ts';
import type { DatedLink } from '../dated/dated-link.ts';
import { same, type FieldPart, type ObjectPart } from './model-file.ts';
import type { Drafting } from './plan-model.ts';

const told = new Set(['from_record', 'to_record', 'label']);

/** What a file always says of a field of entries: their names and labels are those of the dated relation. */
export function toldAnyway({ definition }: ObjectModel, { key, words, options }: FieldModel): FieldPart {
  if (!definition.dated || !told.has(key)) return {};
  return { label: words, ...(options ? { options } : {}) };
}

/** What a dated relation lies between, as a file says it; null for any other object. */
export function datedPart(catalog: Catalog, object: ObjectModel): ObjectPart['dated'] | null {
  const { dated } = object.definition;
  if (!dated) return null;
  const api = (key: string) => catalog.objects.get(object.fields.get(key)!.to!)!.api;
  return { from: api('from_record'), to: api('to_record'), ...dated };
}

interface Given {
  part: ObjectPart;
  at: string;
}

/** What a file says of a dated relation that is not there yet; what is wrong with it is told. */
export function planDated(draft: Drafting, { part, at }: Given): { dated?: DatedLink } {
  const { dated, label, fields = {} } = part;
  if (!dated) return {};
  const { byApi } = catalogOf(draft.ctx);
  const tell = (where: string, code: string, message: string) =>
    draft.issues.push({ pointer: `${at}/dated${where}`, code, message });
  const keyOf = (side: 'from' | 'to', key: string) => {
    const found = byApi.get(dated[side]);
    if (found?.fields.has(key) || found?.dated.has(key))
      tell('', 'field.exists', `There is a field "${key}" already; it is not a side of this relation.`);
    const coming = draft.coming.get(dated[side]) ?? found?.key;
    if (!coming) tell(`/${side}`, 'object.not_found', `There is no object "${dated[side]}".`);
    return coming ?? '';
  };
  const [from, to] = [keyOf('from', dated.key), keyOf('to', dated.reverse)];
  if (from === to && dated.key === dated.reverse)
    tell('/reverse', 'field.exists', 'Give the two sides different names.');
  const words = fields['to_record']?.label ?? label!;
  const reverse_label = fields['from_record']?.label ?? label!;
  const labels = (fields['label']?.options ?? []) as Option[];
  const { key, reverse } = dated;
  return { dated: { from, to, key, reverse, label: words, reverse_label, labels } };
}

/** What an object lies between stays as it was made. */
export function requireSameDated(draft: Drafting, model: ObjectModel, { part, at }: Given): void {
  const now = datedPart(draft.ctx.workspace.model as Catalog, model);
  if (part.dated === undefined || same(part.dated, now)) return;
  const message = 'What a dated relation lies between stays as it was made.';
  draft.issues.push({ pointer: `${at}/dated`, code: 'object.is_standard', message });
}
