import { failIf, type Issue } from '#shared/failure';
import type { Context } from '#kernel/workspace';
import type { ObjectModel } from '../catalog.ts';
import { ofObject, type ObjectRule, type ObjectSetting } from './custom-object.ts';
import { keepFieldChanges } from './field-history.ts';
import { layFields } from './field-settings.ts';
import { readFormula } from './read-derived.ts';
import { readWords, type GivenWords } from './words.ts';

export interface ObjectPatch {
  label?: GivenWords | undefined;
  plural?: GivenWords | undefined;
  icon?: string | undefined;
  archived?: boolean | undefined;
  /** What has to be so of its records; takes the place of all that was said before. */
  rules?: { formula: string; message: GivenWords }[] | undefined;
}

/** Renames an object, gives it another icon or other rules, hides it or brings it back. No record is touched, and the
 * names by which programs know it stay. Answers with the change set, which takes it back. */
export async function changeObject(ctx: Context, object: ObjectModel, patch: ObjectPatch): Promise<string> {
  const hides = patch.archived === true && !object.custom;
  failIf(
    hides ? [{ pointer: '/archived', code: 'object.is_standard', message: 'Kith itself works with this object.' }] : [],
  );
  failIf((patch.rules ?? []).flatMap(({ formula }, at) => ruleIssues(ctx, object, { formula, at })));
  const { label, el } = object.definition;
  const setting: ObjectSetting = {
    ...(patch.label === undefined ? {} : { label: readWords(patch.label, { en: label[0], el: el[0] }) }),
    ...(patch.plural === undefined ? {} : { plural: readWords(patch.plural, { en: label[1], el: el[1] }) }),
    ...(patch.icon === undefined ? {} : { icon: patch.icon }),
    ...(patch.archived === undefined ? {} : { archived: patch.archived }),
    ...(patch.rules === undefined ? {} : { rules: patch.rules.map(toRule) }),
  };
  const change = await layFields(ctx, object, { key: ofObject, setting: { ...setting } });
  const verb = patch.archived === undefined ? 'Change' : patch.archived ? 'Hide' : 'Bring back';
  return keepFieldChanges(ctx, { label: `${verb} object: ${label[1]}`, changes: [change] });
}

function toRule({ formula, message }: { formula: string; message: GivenWords }): ObjectRule {
  return { formula, message: readWords(message) };
}

/** What is wrong with one rule; `at` is its place among them. */
export function ruleIssues(
  ctx: Context,
  object: ObjectModel,
  { formula, at }: { formula: string; at: number },
): Issue[] {
  const pointer = `/rules/${String(at)}`;
  const read = readFormula(ctx, { formula }, { object, pointer });
  if (Array.isArray(read)) return read;
  const message = 'A rule says what has to be so: its formula gives yes or no.';
  return read.type === 'checkbox' ? [] : [{ pointer: `${pointer}/formula`, code: 'rule.not_yes_or_no', message }];
}
