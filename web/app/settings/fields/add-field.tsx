import { useRef, useState } from 'react';
import { addField, issueFor, type ObjectType } from '#web/kernel/api';
import { i18n } from '#web/kernel/i18n';
import { objectLabel, useObjects } from '#web/kernel/objects';
import { Button, Chip, Dialog, ProblemNote, SelectField, TextField } from '#web/kernel/ui';
import { fold } from '#shared/fold';
import { useTask } from '../use-task.ts';
import { blankField, settleField, toSend, type FieldDraft, type SettledField } from './field-draft.ts';
import { apiName, fieldTypes } from './field-types.ts';
import { leadingFrom } from './lookup-fields.tsx';
import { pointingAt } from './rollup-fields.tsx';
import { TypeFields } from './type-fields.tsx';

type AddProps = {
  object: ObjectType;
  /** What is known of the field already; the window closes when it is made. */
  given?: Partial<FieldDraft>;
  onClose: () => void;
};

/** Makes fields of one's own, one after the other: Enter adds one and waits for the name of the next. */
export function AddField({ object, given, onClose }: AddProps) {
  const objects = useObjects();
  const { problem, busy, run } = useTask();
  const [draft, setDraft] = useState<FieldDraft>({ ...blankField, ...given });
  const [added, setAdded] = useState<SettledField[]>([]);
  const name = useRef<HTMLInputElement>(null);
  const field = settleField(draft, object, objects);
  const save = async (): Promise<void> => {
    // The name of the next one can be typed while this one is made.
    if (!given) setDraft(blankField);
    name.current?.focus();
    if (await run(() => addField(object.api, toSend(field)), i18n.t('{name} added.', { name: field.label }))) {
      if (given) onClose();
      else setAdded((before) => [...before, field]);
    } else setDraft((typed) => (typed.name === '' ? draft : typed));
  };
  return (
    <Dialog
      wide={field.type === 'formula'}
      title={i18n.t('Add a field to {what}', { what: objectLabel(object, true) })}
      onClose={onClose}
    >
      <form
        className="k-stack"
        onSubmit={(event) => {
          event.preventDefault();
          if (!busy && field.label) void save();
        }}
      >
        <Added fields={added} />
        <TextField
          ref={name}
          label={i18n.t('Name')}
          autoFocus
          required
          autoComplete="off"
          placeholder={given ? '' : i18n.t('Fee, or Stage: Offered, Running, or Margin = Fee - Cost')}
          value={draft.name}
          onChange={(text) => setDraft({ ...draft, name: text })}
          error={issueFor(problem, 'label')}
          help={field.label ? i18n.t('In the API: {name}', { name: apiName(field.label, fold) }) : undefined}
        />
        <SelectField
          label={i18n.t('Type')}
          choices={typeChoices(object, objects)}
          value={field.type}
          onChange={(type) => setDraft({ ...draft, type })}
          help={field.guessed ? i18n.t('Read from the name; choose another if it is not so.') : undefined}
        />
        <TypeFields object={object} field={field} onChange={(more) => setDraft({ ...draft, ...more })} />
        <ProblemNote problem={problem} />
        <div className="k-dialog-foot">
          <Button onClick={onClose}>{added.length > 0 ? i18n.t('Done') : i18n.t('Cancel')}</Button>
          <Button look="primary" type="submit" busy={busy} disabled={!field.label}>
            {i18n.t('Add field')}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}

/** The types that a field of the object may have, also those that are worked out. */
function typeChoices(object: ObjectType, objects: ObjectType[]) {
  return [
    ...fieldTypes(),
    { value: 'formula', label: i18n.t('Formula') },
    ...(leadingFrom(object).length > 0 ? [{ value: 'lookup', label: i18n.t('Looked up on a related record') }] : []),
    ...(pointingAt(object, objects).length > 0
      ? [{ value: 'rollup', label: i18n.t('Worked out from other records') }]
      : []),
  ];
}

/** The fields that were made in this window; a reader hears of each. */
function Added({ fields }: { fields: SettledField[] }) {
  return (
    <div role="status" className="k-row k-wrap" aria-label={i18n.t('Added just now')}>
      {fields.map((field) => (
        <Chip key={field.label} tone="teal">
          {field.label}
        </Chip>
      ))}
    </div>
  );
}
