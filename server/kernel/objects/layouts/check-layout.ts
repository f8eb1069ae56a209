import type { Issue } from '#shared/failure';
import type { Context } from '#kernel/workspace';
import type { ObjectModel } from '../catalog.ts';
import { conditionFault } from '../customize/field-marks.ts';
import type { Layout } from './layout.ts';

interface Named {
  field: string;
  pointer: string;
}

/** What is wrong with a layout, each fault with its place. */
export function layoutIssues(ctx: Context, object: ObjectModel, layout: Layout): Issue[] {
  const places = layout.tabs.flatMap((tab, at) =>
    tab.sections.flatMap((section, below) => named(section.fields, `/tabs/${at}/sections/${below}/fields`)),
  );
  const hidden = named(layout.hidden, '/hidden');
  const highlights = named(layout.highlights, '/highlights');
  return [
    ...[...highlights, ...places, ...hidden].flatMap((one) => unknown(object, one)),
    ...twice(object, highlights),
    ...twice(object, [...places, ...hidden]),
    ...hidden.flatMap(({ field, pointer }) =>
      field === object.title.key
        ? [{ pointer, code: 'layout.hides_name', message: 'The name of a record is always shown.' }]
        : [],
    ),
    ...partsOf(layout).flatMap(({ name, pointer }) =>
      name.en ? [] : [{ pointer: `${pointer}/name`, code: 'layout.no_name', message: 'Give it a name.' }],
    ),
    ...sameKeys(layout),
    ...conditions(ctx, object, layout),
  ];
}

const named = (fields: string[], at: string): Named[] =>
  fields.map((field, place) => ({ field, pointer: `${at}/${place}` }));

function unknown(object: ObjectModel, { field, pointer }: Named): Issue[] {
  if (object.fields.has(field)) return [];
  return [{ pointer, code: 'field.not_found', message: `There is no field "${field}".` }];
}

function twice(object: ObjectModel, all: Named[]): Issue[] {
  return all
    .filter(({ field }, at) => all.findIndex((one) => one.field === field) < at)
    .map(({ field, pointer }) => {
      const message = `"${object.fields.get(field)?.words.en ?? field}" stands twice in the layout.`;
      return { pointer, code: 'layout.field_twice', message };
    });
}

/** The tabs and their sections, each with its place. */
function partsOf({ tabs }: Layout) {
  return tabs.flatMap(({ sections, ...tab }, at) => [
    { ...tab, pointer: `/tabs/${at}` },
    ...sections.map((section, below) => ({ ...section, pointer: `/tabs/${at}/sections/${below}` })),
  ]);
}

function sameKeys(layout: Layout): Issue[] {
  const parts = partsOf(layout);
  const message = 'Two parts of the layout have one key.';
  return parts
    .filter(({ key }, at) => parts.findIndex((one) => one.key === key) < at)
    .map(({ pointer }) => ({ pointer: `${pointer}/key`, code: 'layout.same_key', message }));
}

function conditions(ctx: Context, object: ObjectModel, layout: Layout): Issue[] {
  return partsOf(layout).flatMap(({ show_if: given, pointer }) => {
    const message = given === null ? null : conditionFault(ctx, object, given);
    return message === null ? [] : [{ pointer: `${pointer}/show_if`, code: 'layout.show_if', message }];
  });
}
