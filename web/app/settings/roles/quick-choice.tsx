import type { Choice } from '#web/kernel/ui';

type QuickChoiceProps = {
  label: string;
  /** Null where the choice is a deed on others and keeps no value itself. */
  value: string | null;
  choices: Choice[];
  onChange: (value: string) => void;
};

/** A choice that may stand in a table by the hundred: the browser's own, so it costs nothing and every key works. */
export function QuickChoice({ label, value, choices, onChange }: QuickChoiceProps) {
  return (
    <select
      className="k-quick"
      data-value={value ?? undefined}
      aria-label={label}
      value={value ?? ''}
      onChange={(event) => onChange(event.target.value)}
    >
      {value === null ? (
        <option value="" disabled>
          …
        </option>
      ) : null}
      {choices.map((choice) => (
        <option key={choice.value} value={choice.value}>
          {choice.label}
        </option>
      ))}
    </select>
  );
}
