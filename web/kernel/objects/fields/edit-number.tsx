import { IconStar, IconStarFilled } from '@tabler/icons-react';
import { useState } from 'react';
import type { Money } from '#web/kernel/api';
import { i18n, inLanguage } from '#web/kernel/i18n';
import { useMe } from '#web/kernel/session';
import { Field, TextField } from '#web/kernel/ui';
import { fieldLabel } from '../model/model.ts';
import type { EditorProps } from './edit.tsx';
import { readDecimal } from '#shared/fields/typed-number';
import { readDuration, zonedInput, zonedInstant } from './reading.ts';

const help = ({ field }: EditorProps): string | undefined => (field.help ? inLanguage(field.help) : undefined);

/** A number as people type it, with comma or point. */
export function NumberEditor(props: EditorProps) {
  const [text, setText] = useState(props.value === null || props.value === undefined ? '' : String(props.value));
  const read = readDecimal(text);
  return (
    <TextField
      label={props.field.type === 'percent' ? `${fieldLabel(props.field)} (%)` : fieldLabel(props.field)}
      help={help(props)}
      error={text && read === null ? i18n.t('Type a number, for example 1250 or 1,5.') : props.error}
      required={props.field.required}
      autoFocus={props.autoFocus ?? false}
      inputMode="decimal"
      value={text}
      onChange={(typed) => {
        setText(typed);
        const number = readDecimal(typed);
        if (number !== null || typed === '') props.onChange(number === null ? null : Number(number));
      }}
    />
  );
}

const CURRENCIES = ['EUR', 'USD', 'GBP', 'CHF'];

/** An amount and its currency. */
export function MoneyEditor(props: EditorProps) {
  const me = useMe();
  const given = props.value as Money | null;
  const [text, setText] = useState(given?.amount ?? '');
  const currency = given?.currency ?? me.workspace.currency;
  const change = (typed: string, inCurrency: string): void => {
    setText(typed);
    const amount = readDecimal(typed);
    if (amount !== null) props.onChange({ amount, currency: inCurrency });
    if (typed === '') props.onChange(null);
  };
  return (
    <Field
      label={fieldLabel(props.field)}
      help={help(props)}
      required={props.field.required}
      error={text && readDecimal(text) === null ? i18n.t('Type an amount, for example 1250 or 99,90.') : props.error}
    >
      {(control) => (
        <span className="k-row">
          <input
            {...control}
            className="k-input k-num"
            inputMode="decimal"
            autoFocus={props.autoFocus}
            value={text}
            onChange={(event) => change(event.target.value, currency)}
          />
          <select
            className="k-input k-short"
            aria-label={i18n.t('Currency')}
            value={currency}
            onChange={(event) => change(text, event.target.value)}
          >
            {[...new Set([currency, me.workspace.currency, ...CURRENCIES])].map((code) => (
              <option key={code}>{code}</option>
            ))}
          </select>
        </span>
      )}
    </Field>
  );
}

/** A span of time typed as `1:20`, `1h 20m` or minutes; kept in seconds. */
export function DurationEditor(props: EditorProps) {
  const start = props.value ? `${String(Math.round(Number(props.value) / 60))}` : '';
  const [text, setText] = useState(start);
  return (
    <TextField
      label={fieldLabel(props.field)}
      help={i18n.t('In minutes, or as 1:20.')}
      error={
        text && readDuration(text) === null ? i18n.t('Type minutes, for example 45, or hours as 1:20.') : props.error
      }
      autoFocus={props.autoFocus ?? false}
      value={text}
      onChange={(typed) => {
        setText(typed);
        if (typed === '' || readDuration(typed) !== null) props.onChange(readDuration(typed));
      }}
    />
  );
}

/** Stars, one to five; the same star again takes it back. */
export function RatingEditor(props: EditorProps) {
  const given = Number(props.value ?? 0);
  return (
    <Field label={fieldLabel(props.field)} error={props.error}>
      {(control) => (
        <span className="k-row" id={control.id} role="group" aria-label={fieldLabel(props.field)}>
          {[1, 2, 3, 4, 5].map((star) => (
            <button
              key={star}
              type="button"
              className="k-star"
              aria-label={String(star)}
              aria-pressed={given === star}
              onClick={() => props.onChange(given === star ? null : star)}
            >
              {star <= given ? (
                <IconStarFilled size={18} aria-hidden="true" />
              ) : (
                <IconStar size={18} stroke={1.75} aria-hidden="true" />
              )}
            </button>
          ))}
        </span>
      )}
    </Field>
  );
}

/** A day and a time in the reader's zone. */
export function DateTimeEditor(props: EditorProps) {
  const me = useMe();
  const zone = me.member.time_zone ?? me.workspace.time_zone;
  return (
    <TextField
      type="datetime-local"
      label={fieldLabel(props.field)}
      help={help(props)}
      error={props.error}
      required={props.field.required}
      autoFocus={props.autoFocus ?? false}
      value={zonedInput(props.value as string | null, zone)}
      onChange={(typed) => props.onChange(zonedInstant(typed, zone))}
    />
  );
}
