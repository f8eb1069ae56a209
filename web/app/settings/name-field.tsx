import { issueFor } from '#web/kernel/api';
import { i18n } from '#web/kernel/i18n';
import { TextField } from '#web/kernel/ui';

type NameFieldProps = {
  value: string;
  onChange: (name: string) => void;
  /** What was refused of the form. */
  problem: Parameters<typeof issueFor>[0];
};

/** The name that a window of the settings asks for first. */
export function NameField({ value, onChange, problem }: NameFieldProps) {
  return (
    <TextField
      label={i18n.t('Name')}
      autoFocus
      required
      value={value}
      onChange={onChange}
      error={issueFor(problem, 'name')}
    />
  );
}
