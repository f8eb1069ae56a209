import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { changeType, keys, previewType, type Field, type ObjectType, type TypePreview } from '#web/kernel/api';
import { i18n } from '#web/kernel/i18n';
import { fieldLabel } from '#web/kernel/objects';
import { Button, Dialog, ProblemNote, SelectField } from '#web/kernel/ui';
import { typeChanges } from '#shared/fields/type-changes';
import { useTask } from '../use-task.ts';
import { fieldTypes } from './field-types.ts';

/** Gives a field another type, after telling what that does to its values. */
export function ChangeType({ object, field, onClose }: { object: ObjectType; field: Field; onClose: () => void }) {
  const { problem, busy, run } = useTask();
  const [type, setType] = useState<string | null>(null);
  const { data } = useQuery({
    queryKey: [...keys.objects, object.api, field.key, 'type', type],
    queryFn: () => previewType(object.api, field.key, type!),
    // Once it is changed there is nothing to look at: the field has the type.
    enabled: type !== null && !busy,
  });
  const save = async (): Promise<void> => {
    if (await run(() => changeType(object.api, field.key, type!), i18n.t('The type was changed.'))) onClose();
  };
  const choices = fieldTypes().filter(({ value }) => typeChanges[field.type]?.includes(value));
  return (
    <Dialog title={i18n.t('Change the type of “{name}”', { name: fieldLabel(field) })} onClose={onClose}>
      <form
        className="k-stack"
        onSubmit={(event) => {
          event.preventDefault();
          void save();
        }}
      >
        <SelectField label={i18n.t('New type')} choices={choices} value={type} onChange={setType} />
        {data ? <Preview preview={data} /> : null}
        <ProblemNote problem={problem} />
        <div className="k-dialog-foot">
          <Button onClick={onClose}>{i18n.t('Cancel')}</Button>
          <Button look="primary" type="submit" busy={busy} disabled={!data || data.unfit > 0}>
            {i18n.t('Change the type')}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}

const mendFirst = (unfit: number): string =>
  i18n.t('{unfit, plural, one {# value does not fit. Mend it first:} other {# values do not fit. Mend them first:}}', {
    unfit,
  });

/** How many values fit, some that do not, and what else changes. */
function Preview({ preview: { fit, unfit, examples, options, views } }: { preview: TypePreview }) {
  return (
    <div role="status" className="k-stack">
      <p>
        {i18n.t('{fit, plural, one {# value fits and stays as it is.} other {# values fit and stay as they are.}}', {
          fit,
        })}
      </p>
      {unfit > 0 ? (
        <>
          <p>{mendFirst(unfit)}</p>
          <ul className="k-lines-list">
            {examples.map(({ id, name, value }) => (
              <li key={id}>
                <strong>{name ?? ''}</strong> <span className="k-muted">{value}</span>
              </li>
            ))}
          </ul>
        </>
      ) : null}
      {options && options.length > 0 ? (
        <p className="k-muted">{i18n.t('Choices: {list}', { list: options.slice(0, 20).join(', ') })}</p>
      ) : null}
      {views.length > 0 ? (
        <p className="k-muted">{i18n.t('Look at these views afterwards: {list}', { list: views.join(', ') })}</p>
      ) : null}
    </div>
  );
}
