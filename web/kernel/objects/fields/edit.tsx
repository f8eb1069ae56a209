import type { Field } from '#web/kernel/api';
import { DateField } from '#web/kernel/ui';
import { fieldLabel } from '../model/model.ts';
import { AddressEditor, LabelledDatesEditor } from './edit-address.tsx';
import { CheckEditor, ChoiceEditor, MemberEditor } from './edit-choice.tsx';
import { ContactsEditor } from './edit-contacts.tsx';
import { FilesEditor } from './edit-files.tsx';
import { NameEditor } from './edit-name.tsx';
import { DateTimeEditor, DurationEditor, MoneyEditor, NumberEditor, RatingEditor } from './edit-number.tsx';
import { RelationEditor } from './edit-relation.tsx';
import { TextEditor } from './edit-text.tsx';

export type EditorProps = {
  field: Field;
  value: unknown;
  onChange: (value: unknown) => void;
  error?: string | null | undefined;
  autoFocus?: boolean;
  /** A record that is added by name is made with the form, not before it. */
  later?: boolean;
  /** The record that files are kept with, when it exists already. */
  record?: { object: string; id: string } | null;
};

/** The right control for a field, with its label; every type of the model has one. */
export function FieldEditor(props: EditorProps) {
  const { field, value, onChange } = props;
  switch (field.type) {
    case 'number':
    case 'percent':
      return <NumberEditor {...props} />;
    case 'money':
      return <MoneyEditor {...props} />;
    case 'duration':
      return <DurationEditor {...props} />;
    case 'rating':
      return <RatingEditor {...props} />;
    case 'datetime':
      return <DateTimeEditor {...props} />;
    case 'date':
    case 'partial_date':
      return (
        <DateField
          label={fieldLabel(field)}
          value={(value as string | null) ?? null}
          onChange={onChange}
          partial={field.type === 'partial_date'}
          required={field.required}
          error={props.error}
          {...(props.autoFocus ? { autoFocus: true } : {})}
        />
      );
    default:
      return <OtherEditor {...props} />;
  }
}

function OtherEditor(props: EditorProps) {
  switch (props.field.type) {
    case 'checkbox':
      return <CheckEditor {...props} />;
    case 'select':
    case 'multi_select':
      return <ChoiceEditor {...props} />;
    case 'member':
      return <MemberEditor {...props} />;
    case 'relation':
      return <RelationEditor {...props} />;
    case 'emails':
    case 'phones':
    case 'urls':
      return <ContactsEditor {...props} />;
    case 'address':
      return <AddressEditor {...props} />;
    case 'labelled_dates':
      return <LabelledDatesEditor {...props} />;
    case 'person_name':
      return <NameEditor {...props} />;
    case 'files':
    case 'image':
      return <FilesEditor {...props} />;
    default:
      return <TextEditor {...props} />;
  }
}
