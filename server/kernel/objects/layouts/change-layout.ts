import { isDeepStrictEqual } from 'node:util';
import { failIf } from '#shared/failure';
import type { Context } from '#kernel/workspace';
import type { ObjectModel } from '../catalog.ts';
import { ofObject } from '../customize/custom-object.ts';
import { keepFieldChanges } from '../customize/field-history.ts';
import { layFields } from '../customize/field-settings.ts';
import { layoutIssues } from './check-layout.ts';
import { readLayout, type GivenLayout } from './layout.ts';

/** Gives the pages of an object another layout, or with null the standard one. Answers with the change set, which takes
 * it back; null where it was so already. */
export async function changeLayout(
  ctx: Context,
  object: ObjectModel,
  given: GivenLayout | null,
): Promise<string | null> {
  const layout = given && readLayout(given);
  if (layout) failIf(layoutIssues(ctx, object, layout));
  if (isDeepStrictEqual(layout, object.layout)) return null;
  const kept = layout ? { setting: { layout } } : { setting: {}, without: ['layout'] };
  const change = await layFields(ctx, object, { key: ofObject, ...kept });
  const verb = layout ? 'Change' : 'Remove';
  return keepFieldChanges(ctx, { label: `${verb} layout: ${object.definition.label[1]}`, changes: [change] });
}
