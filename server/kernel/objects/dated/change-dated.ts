import { failIf, type Issue } from '#shared/failure';
import type { Context } from '#kernel/workspace';
import { getObject } from '../catalog.ts';
import { fieldIssues, optionsOf, type FieldPatch } from '../customize/change-field.ts';
import { ofObject } from '../customize/custom-object.ts';
import { keepFieldChanges, type FieldChange } from '../customize/field-history.ts';
import { layFields } from '../customize/field-settings.ts';
import { readWords } from '../customize/words.ts';
import type { DatedField } from './dated-link.ts';

const changeable = new Set(['label', 'help', 'options', 'archived']);

/** Renames one side of a dated relation, changes its labels in the words of that side, hides both sides or brings them
 * back. Entries are kept. Answers with the change set, which takes it back. */
export async function changeDated(ctx: Context, field: DatedField, patch: FieldPatch): Promise<string> {
  const link = getObject(ctx, field.link);
  const labels = link.fields.get('label')!;
  const options = patch.options?.map((one) => (field.near === 'from_record' ? one : fromBehind(field, one)));
  const message = 'This does not fit a dated relation.';
  const unfit = Object.entries(patch).filter(([name, value]) => value !== undefined && !changeable.has(name));
  failIf([
    ...unfit.map(([name]): Issue => ({ pointer: `/${name}`, code: 'input.invalid', message })),
    ...fieldIssues(link, labels, { options }),
  ]);
  const changes: FieldChange[] = [];
  const lay = async (key: string, setting: Record<string, unknown>) =>
    changes.push(await layFields(ctx, link, { key, setting }));
  const words = {
    ...(patch.label === undefined ? {} : { label: readWords(patch.label, field.words) }),
    ...(patch.help === undefined ? {} : { help: patch.help === null ? null : readWords(patch.help, field.help) }),
  };
  if (Object.keys(words).length > 0) await lay(field.far, words);
  if (options) await lay('label', { options: optionsOf(labels, options) });
  if (patch.archived !== undefined) await lay(ofObject, { archived: patch.archived });
  const verb = patch.archived === undefined ? 'Change' : patch.archived ? 'Hide' : 'Bring back';
  return keepFieldChanges(ctx, { label: `${verb} field: ${field.words.en}`, changes });
}

type GivenOption = NonNullable<FieldPatch['options']>[number];

/** A label as it is kept, of one that was given in the words of the other side; a new one is called so from both. */
function fromBehind(field: DatedField, { label, ...rest }: GivenOption): GivenOption {
  const known = field.options.some(({ value }) => value === rest.value);
  return known ? { ...rest, label: {}, reverse: label } : { ...rest, label };
}
