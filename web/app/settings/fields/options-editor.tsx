import { IconArchive, IconArrowDown, IconArrowUp, IconPlus, IconRestore } from '@tabler/icons-react';
import { i18n } from '#web/kernel/i18n';
import { Button, IconButton, SelectField, TextField } from '#web/kernel/ui';
import { emptyOption, movedOption, type DraftOption } from './draft-options.ts';

const icon = { size: 14, stroke: 1.75 };

const colours = (): { value: string; label: string }[] => [
  { value: 'grey', label: i18n.t('Grey') },
  { value: 'green', label: i18n.t('Green') },
  { value: 'teal', label: i18n.t('Teal') },
  { value: 'blue', label: i18n.t('Blue') },
  { value: 'violet', label: i18n.t('Violet') },
  { value: 'amber', label: i18n.t('Amber') },
  { value: 'red', label: i18n.t('Red') },
];

type Props = { options: DraftOption[]; fixed: boolean; onChange: (options: DraftOption[]) => void };

/** The choices of a field: words, colour, order; what is no longer wanted is put aside, not lost. */
export function OptionsEditor({ options, fixed, onChange }: Props) {
  const set = (at: number, change: Partial<DraftOption>): void =>
    onChange(options.map((one, index) => (index === at ? { ...one, ...change } : one)));
  return (
    <fieldset className="k-stack k-options">
      <legend className="k-label">{i18n.t('Choices')}</legend>
      <ol className="k-stack">
        {options.map((option, at) => (
          <li key={option.id} className="k-option-line" data-archived={option.archived || undefined}>
            <TextField
              aria-label={i18n.t('Choice {place} in English', { place: at + 1 })}
              label=""
              value={option.en}
              onChange={(en) => set(at, { en })}
            />
            <TextField
              aria-label={i18n.t('Choice {place} in Greek', { place: at + 1 })}
              label=""
              value={option.el}
              placeholder={option.en}
              onChange={(el) => set(at, { el })}
            />
            <SelectField
              hideLabel
              label={i18n.t('Colour of choice {place}', { place: at + 1 })}
              choices={colours()}
              value={option.colour ?? 'grey'}
              onChange={(colour) => set(at, { colour })}
            />
            <span className="k-row">
              <IconButton
                small
                label={i18n.t('Move up')}
                icon={<IconArrowUp {...icon} />}
                onClick={() => onChange(movedOption(options, at, -1))}
              />
              <IconButton
                small
                label={i18n.t('Move down')}
                icon={<IconArrowDown {...icon} />}
                onClick={() => onChange(movedOption(options, at, 1))}
              />
              {fixed ? null : (
                <IconButton
                  small
                  label={option.archived ? i18n.t('Offer it again') : i18n.t('No longer offer it')}
                  icon={option.archived ? <IconRestore {...icon} /> : <IconArchive {...icon} />}
                  onClick={() => set(at, { archived: !option.archived })}
                />
              )}
            </span>
          </li>
        ))}
      </ol>
      {fixed ? null : (
        <Button
          small
          look="quiet"
          className="k-self-start"
          icon={<IconPlus {...icon} />}
          onClick={() => onChange([...options, emptyOption()])}
        >
          {i18n.t('Add a choice')}
        </Button>
      )}
    </fieldset>
  );
}
