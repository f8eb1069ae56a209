import { inLanguage } from '#web/kernel/i18n';
import { TextArea, TextField } from '#web/kernel/ui';
import { fieldLabel } from '../model/model.ts';
import type { EditorProps } from './edit.tsx';
import { plainText } from './values.ts';

/** One line or several lines of text. */
export function TextEditor({ field, value, onChange, error, autoFocus }: EditorProps) {
  const shared = {
    label: fieldLabel(field),
    help: field.help ? inLanguage(field.help) : undefined,
    error,
    required: field.required,
    autoFocus: autoFocus ?? false,
    onChange: (text: string) => onChange(text === '' ? null : text),
  };
  const text = String(value ?? '');
  if (field.type === 'long_text') return <TextArea {...shared} value={text} />;
  if (field.type === 'rich_text')
    return <TextArea {...shared} value={text.includes('<') ? plainText(text) : text} rows={6} />;
  return <TextField {...shared} value={text} autoComplete="off" />;
}
