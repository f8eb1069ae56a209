import {
  useId,
  type ChangeEvent,
  type InputHTMLAttributes,
  type ReactNode,
  type Ref,
  type TextareaHTMLAttributes,
} from 'react';
import { IconSearch } from '@tabler/icons-react';
import './controls.css';

type FieldProps = {
  label: ReactNode;
  help?: ReactNode;
  error?: string | null | undefined;
  required?: boolean | undefined;
};

/** Label above, help and error below, tied to the control by ids. */
export function Field(
  props: FieldProps & { id?: string; children: (control: FieldControl) => ReactNode; optional?: string },
) {
  const made = useId();
  const id = props.id ?? made;
  const described = props.error ? `${id}-error` : props.help ? `${id}-help` : undefined;
  return (
    <div className="k-field">
      <label htmlFor={id} className="k-label">
        {props.label}
        {props.required ? <span aria-hidden="true"> *</span> : null}
      </label>
      {props.children({ id, 'aria-invalid': props.error ? true : undefined, 'aria-describedby': described })}
      {props.error ? (
        <p id={`${id}-error`} className="k-error">
          {props.error}
        </p>
      ) : props.help ? (
        <p id={`${id}-help`} className="k-help">
          {props.help}
        </p>
      ) : null}
    </div>
  );
}

export type FieldControl = {
  id: string;
  'aria-invalid': true | undefined;
  'aria-describedby': string | undefined;
};

type Value = { value: string; onChange: (value: string) => void };
type InputProps = Omit<InputHTMLAttributes<HTMLInputElement>, 'value' | 'onChange'>;

/** One line of text with its label. */
export function TextField({
  label,
  help,
  error,
  required,
  value,
  onChange,
  ...rest
}: FieldProps & Value & InputProps & { ref?: Ref<HTMLInputElement> }) {
  return (
    <Field label={label} help={help} error={error} required={required}>
      {(control) => (
        <input
          {...rest}
          {...control}
          required={required}
          className="k-input"
          data-autofocus={rest.autoFocus || undefined}
          value={value}
          onChange={(event: ChangeEvent<HTMLInputElement>) => onChange(event.target.value)}
        />
      )}
    </Field>
  );
}

type AreaProps = Omit<TextareaHTMLAttributes<HTMLTextAreaElement>, 'value' | 'onChange'>;

/** Several lines of text with their label. */
export function TextArea({ label, help, error, required, value, onChange, ...rest }: FieldProps & Value & AreaProps) {
  return (
    <Field label={label} help={help} error={error} required={required}>
      {(control) => (
        <textarea
          rows={4}
          {...rest}
          {...control}
          className="k-input k-area"
          data-autofocus={rest.autoFocus || undefined}
          value={value}
          onChange={(event) => onChange(event.target.value)}
        />
      )}
    </Field>
  );
}

/** A search box with its lens; its label is read aloud only. */
export function SearchField({
  label,
  value,
  onChange,
  ...rest
}: Value & InputProps & { label: string; ref?: Ref<HTMLInputElement> }) {
  return (
    <span className="k-search">
      <IconSearch size={16} stroke={1.75} aria-hidden="true" />
      <input
        {...rest}
        type="search"
        data-autofocus={rest.autoFocus || undefined}
        aria-label={label}
        placeholder={rest.placeholder ?? label}
        className="k-input"
        value={value}
        onChange={(event) => onChange(event.target.value)}
      />
    </span>
  );
}

type CheckProps = {
  label: ReactNode;
  help?: ReactNode;
  checked: boolean;
  onChange: (checked: boolean) => void;
  disabled?: boolean;
};

/** A box to tick, with its words beside it. */
export function CheckField(props: CheckProps) {
  return <ToggleField {...props} role="checkbox" />;
}

/** A switch: takes effect at once. */
export function SwitchField(props: CheckProps) {
  return <ToggleField {...props} role="switch" />;
}

function ToggleField(props: CheckProps & { role: 'checkbox' | 'switch' }) {
  const id = useId();
  return (
    <div className="k-check">
      <input
        id={id}
        type="checkbox"
        role={props.role === 'switch' ? 'switch' : undefined}
        className={props.role === 'switch' ? 'k-switch' : 'k-tick'}
        checked={props.checked}
        disabled={props.disabled}
        aria-describedby={props.help ? `${id}-help` : undefined}
        onChange={(event) => props.onChange(event.target.checked)}
      />
      <div>
        <label htmlFor={id}>{props.label}</label>
        {props.help ? (
          <p id={`${id}-help`} className="k-help">
            {props.help}
          </p>
        ) : null}
      </div>
    </div>
  );
}
