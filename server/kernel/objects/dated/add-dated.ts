import { fail, failIf, type Issue } from '#shared/failure';
import type { Pools } from '#kernel/database';
import type { Context } from '#kernel/workspace';
import { catalogOf, type ObjectModel } from '../catalog.ts';
import type { Option, Words } from '../define-object.ts';
import { customKey, raiseModel, type NewField } from '../customize/add-field.ts';
import { mostObjects, storeObject } from '../customize/add-object.ts';
import { ofObject, type CustomObject } from '../customize/custom-object.ts';
import { keepFieldChanges } from '../customize/field-history.ts';
import { datedType } from './describe-dated.ts';

/** Adds a dated relation: an object for its entries, which lies between both, and a field of each of them. Its change
 * set hides all three again. */
export async function addDated(
  services: { pools: Pools },
  ctx: Context,
  { object, field }: { object: ObjectModel; field: NewField },
) {
  const to = field.to === undefined ? undefined : catalogOf(ctx).byApi.get(field.to);
  failIf(issuesOf(object, field, to));
  const custom = linkOf(ctx, { object, field, to: to! });
  await storeObject(services.pools, ctx.workspace, { custom, fields: [] });
  await raiseModel(services.pools, ctx.workspace);
  const { key, label: words } = custom.definition.dated!;
  const added = { object: custom.key, key: ofObject, verb: 'create' as const, before: {}, after: { label: words } };
  const changeSet = await keepFieldChanges(ctx, { label: `Add field: ${field.label}`, changes: [added] });
  return { key, words, definition: { type: datedType }, changeSet };
}

function issuesOf(object: ObjectModel, field: NewField, to: ObjectModel | undefined): Issue[] {
  const told = (pointer: string, code: string, message: string) => [{ pointer, code, message }];
  const unfit = (['required', 'unique', 'formula', 'rollup', 'through'] as const).filter((name) => field[name]);
  const labels = field.options?.length ?? 0;
  const [key, reverse] = [customKey(field.label), customKey(field.reverse?.label ?? '')];
  return [
    ...(key === 'c' ? told('/label', 'field.no_label', 'Give the field a name.') : []),
    ...(to ? [] : told('/to', 'field.no_target', 'Say which object the relation leads to.')),
    ...([object, to].some((one) => one?.definition.kind && one.definition.kind !== 'record')
      ? told('/to', 'field.no_target', 'A dated relation lies between records.')
      : []),
    ...(reverse === 'c'
      ? told('/reverse/label', 'field.no_label', 'Say what the field is called on the other side.')
      : []),
    ...(to === object && key === reverse
      ? told('/reverse/label', 'field.exists', 'Give the two sides different names.')
      : []),
    ...(field.reverse?.options && field.reverse.options.length !== labels
      ? told('/reverse/options', 'field.no_options', 'Give each label one word for the other side.')
      : []),
    ...(new Set(field.options).size < labels
      ? told('/options', 'field.same_options', 'Two choices are the same. Give each its own name.')
      : []),
    ...unfit.flatMap((name) => told(`/${name}`, 'input.invalid', 'This does not fit a dated relation.')),
  ];
}

function linkOf(ctx: Context, { object, field, to }: { object: ObjectModel; field: NewField; to: ObjectModel }) {
  const reverse = field.reverse!;
  const [key, back] = [customKey(field.label), customKey(reverse.label)];
  const taken = (one: ObjectModel, name: string) => one.fields.has(name) || one.dated.has(name);
  const exists = (one: ObjectModel, label: string): never =>
    fail('field.exists', { detail: `${one.definition.label[1]} have a field "${label}" already.` });
  if (taken(object, key)) exists(object, field.label);
  if (taken(to, back)) exists(to, reverse.label);
  const objects = [...catalogOf(ctx).objects.values()];
  const api = customKey(`${object.key.replace(/^c_/, '')} ${field.label}`);
  if (objects.some((one) => one.key === api || one.api === api)) exists(object, field.label);
  if (objects.filter((one) => one.custom).length >= mostObjects) fail('model.too_many_objects');
  const words = bothWords(field.label);
  const labels = (field.options ?? []).map((label, at): Option => ({
    value: label,
    label: bothWords(label),
    reverse: bothWords(reverse.options?.[at] ?? label),
  }));
  const dated = {
    from: object.key,
    to: to.key,
    key,
    reverse: back,
    label: words,
    reverse_label: bothWords(reverse.label),
  };
  const made = {
    api,
    label: words,
    plural: words,
    icon: 'link',
    title: bothWords('Label'),
    dated: { ...dated, labels },
  };
  return { key: api, definition: made } satisfies CustomObject;
}

const bothWords = (text: string): Words => ({ en: text, el: text });
