import { i18n } from '#web/kernel/i18n';
import { findField, isEditable, isEmpty, plainText, saveFields, type RecordSlotProps } from '#web/kernel/objects';
import { Button, IconButton, toast } from '#web/kernel/ui';
import { IconPlus, IconX } from '@tabler/icons-react';
import { useState } from 'react';
import './contacts.css';

/** Small things worth knowing before one calls, a line each. */
export function QuickFacts({ object, record }: RecordSlotProps) {
  const field = findField(object, 'quick_facts');
  const [adding, setAdding] = useState(false);
  if (!field) return null;
  const value = record[field.key];
  const lines = isEmpty(value)
    ? []
    : plainText(Array.isArray(value) ? value.join('\n') : String(value))
        .split('\n')
        .filter(Boolean);
  const save = (next: string[]): void => {
    setAdding(false);
    if (isEditable(field)) void saveFields(object, record, { [field.key]: next.join('\n') || null });
    else toast({ tone: 'problem', text: i18n.t('This field is kept by the program.') });
  };
  if (lines.length === 0 && !adding) {
    return (
      <Button
        small
        look="quiet"
        className="k-add-line"
        icon={<IconPlus size={14} stroke={1.75} />}
        onClick={() => setAdding(true)}
      >
        {i18n.t('Add something good to know')}
      </Button>
    );
  }
  return (
    <section className="k-card" aria-label={i18n.t('Good to know')}>
      <h2 className="k-heading">{i18n.t('Good to know')}</h2>
      <ul className="k-know">
        {lines.map((line) => (
          <li key={line}>
            <span className="k-grow">{line}</span>
            <IconButton
              small
              label={i18n.t('Remove {name}', { name: line })}
              icon={<IconX size={14} stroke={1.75} />}
              onClick={() => save(lines.filter((one) => one !== line))}
            />
          </li>
        ))}
      </ul>
      {!adding ? (
        <Button small look="quiet" onClick={() => setAdding(true)}>
          {i18n.t('Add a fact')}
        </Button>
      ) : (
        <FactForm onAdd={(fact) => save([...lines, fact])} />
      )}
    </section>
  );
}

function FactForm({ onAdd }: { onAdd: (fact: string) => void }) {
  const [text, setText] = useState('');
  return (
    <form
      className="k-row"
      onSubmit={(event) => {
        event.preventDefault();
        if (text.trim()) onAdd(text.trim());
      }}
    >
      <input
        className="k-input"
        autoFocus
        aria-label={i18n.t('A fact')}
        placeholder={i18n.t('peanut allergy')}
        value={text}
        onChange={(event) => setText(event.target.value)}
      />
      <Button small type="submit">
        {i18n.t('Add')}
      </Button>
    </form>
  );
}
