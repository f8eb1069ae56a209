import { MultiSelect, Select } from '@mantine/core';
import { IconChevronDown } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { i18n } from '#web/kernel/i18n';

export type Choice = { value: string; label: string };
type Shared = {
  label: ReactNode;
  hideLabel?: boolean;
  help?: ReactNode;
  error?: string | null | undefined;
  choices: Choice[];
  required?: boolean | undefined;
  placeholder?: string;
  autoFocus?: boolean;
  disabled?: boolean;
  onSearch?: (text: string) => void;
  open?: boolean;
};

const classNames = {
  input: 'k-input',
  label: 'k-label',
  dropdown: 'k-drop',
  option: 'k-option',
  description: 'k-help',
  error: 'k-error',
  wrapper: 'k-select-wrapper',
};

const shared = (props: Shared) => ({
  ...(props.hideLabel ? { 'aria-label': String(props.label) } : { label: props.label }),
  description: props.help,
  error: props.error ?? undefined,
  data: props.choices,
  ...(props.required ? { required: true } : {}),
  ...(props.placeholder ? { placeholder: props.placeholder } : {}),
  ...(props.autoFocus ? { autoFocus: true, 'data-autofocus': true } : {}),
  ...(props.disabled ? { disabled: true } : {}),
  ...(props.open ? { defaultDropdownOpened: true } : {}),
  ...(props.onSearch
    ? { onSearchChange: props.onSearch, filter: ({ options }: { options: unknown }) => options as never }
    : {}),
  classNames,
  searchable: props.choices.length > 7 || props.onSearch !== undefined,
  nothingFoundMessage: i18n.t('Nothing fits'),
  rightSection: <IconChevronDown size={14} stroke={1.75} aria-hidden="true" />,
  rightSectionPointerEvents: 'none' as const,
  inputWrapperOrder: ['label', 'input', 'description', 'error'] as ('label' | 'input' | 'description' | 'error')[],
  comboboxProps: { shadow: 'md', transitionProps: { duration: 120 } },
  maxDropdownHeight: 320,
});

/** One choice of a list; long lists can be searched by typing. */
export function SelectField(
  props: Shared & { value: string | null; onChange: (value: string | null) => void; clearable?: boolean },
) {
  return (
    <Select
      {...shared(props)}
      value={props.value}
      onChange={props.onChange}
      allowDeselect={props.clearable ?? false}
      clearable={props.clearable ?? false}
      clearSectionMode="clear"
    />
  );
}

/** Several choices of a list, shown as pills. */
export function ManySelectField(props: Shared & { value: string[]; onChange: (value: string[]) => void }) {
  return <MultiSelect {...shared(props)} value={props.value} onChange={props.onChange} hidePickedOptions />;
}
