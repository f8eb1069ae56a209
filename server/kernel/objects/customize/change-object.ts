import { failIf } from '#shared/failure';
import type { Context } from '#kernel/workspace';
import type { ObjectModel } from '../catalog.ts';
import { ofObject, type ObjectSetting } from './custom-object.ts';
import { keepFieldChanges } from './field-history.ts';
import { layFields } from './field-settings.ts';
import { readWords, type GivenWords } from './words.ts';

export interface ObjectPatch {
  label?: GivenWords | undefined;
  plural?: GivenWords | undefined;
  icon?: string | undefined;
  archived?: boolean | undefined;
}

/** Renames an object, gives it another icon, hides it or brings it back. No record is touched, and the names by which
 * programs know it stay. Answers with the change set, which takes it back. */
export async function changeObject(ctx: Context, object: ObjectModel, patch: ObjectPatch): Promise<string> {
  const hides = patch.archived === true && !object.custom;
  failIf(
    hides ? [{ pointer: '/archived', code: 'object.is_standard', message: 'Kith itself works with this object.' }] : [],
  );
  const { label, el } = object.definition;
  const setting: ObjectSetting = {
    ...(patch.label === undefined ? {} : { label: readWords(patch.label, { en: label[0], el: el[0] }) }),
    ...(patch.plural === undefined ? {} : { plural: readWords(patch.plural, { en: label[1], el: el[1] }) }),
    ...(patch.icon === undefined ? {} : { icon: patch.icon }),
    ...(patch.archived === undefined ? {} : { archived: patch.archived }),
  };
  const change = await layFields(ctx, object, { key: ofObject, setting: { ...setting } });
  const verb = patch.archived === undefined ? 'Change' : patch.archived ? 'Hide' : 'Bring back';
  return keepFieldChanges(ctx, { label: `${verb} object: ${label[1]}`, changes: [change] });
}
