import { useState, type ReactNode } from 'react';
import { format, i18n } from '#web/kernel/i18n';
import { Field } from './field.tsx';
import { readQuickDate } from './quick-dates.ts';

type DateFieldProps = {
  label: ReactNode;
  value: string | null;
  onChange: (value: string | null) => void;
  partial?: boolean;
  hideHelp?: boolean;
  /** It is about what was: the examples are of such days. */
  past?: boolean;
  autoFocus?: boolean;
  required?: boolean | undefined;
  error?: string | null | undefined;
};

/** A day typed in words or digits; what was understood is written underneath while typing. */
export function DateField(props: DateFieldProps) {
  const [text, setText] = useState(() => (props.value ? format.calendarDay(props.value) : ''));
  const [bad, setBad] = useState(false);
  const today = format.today();
  const read = (typed: string): void => {
    setText(typed);
    const day = readQuickDate(typed, today, props.partial);
    setBad(typed.trim() !== '' && day === null);
    if (day !== null || typed.trim() === '') props.onChange(day);
  };
  const understood = props.value && !bad ? `${format.calendarDay(props.value)} · ${relative(props.value)}` : null;
  const help = props.past
    ? i18n.t('For example “yesterday”, “-2w” or “15/4/2026”.')
    : i18n.t('For example “tomorrow”, “fri”, “+2w” or “15/4/2026”.');
  return (
    <Field
      label={props.label}
      required={props.required}
      error={bad ? i18n.t('This is not a day. Type for example “fri” or “15/4/2026”.') : props.error}
      help={props.hideHelp ? understood : (understood ?? help)}
    >
      {(control) => (
        <input
          {...control}
          className="k-input"
          value={text}
          autoFocus={props.autoFocus}
          data-autofocus={props.autoFocus || undefined}
          autoComplete="off"
          onChange={(event) => read(event.target.value)}
        />
      )}
    </Field>
  );
}

const relative = (value: string): string => (/^\d{4}-\d{2}-\d{2}$/.test(value) ? format.relativeDay(value) : '').trim();
