import { IconChevronDown } from '@tabler/icons-react';
import { useState } from 'react';
import type { ObjectType, RecordRow } from '#web/kernel/api';
import { i18n } from '#web/kernel/i18n';
import { useMe } from '#web/kernel/session';
import { Button } from '#web/kernel/ui';
import { isEmpty } from '../fields/values.ts';
import { isEditable } from '../model/model.ts';
import { FactRow } from '../record/fact-row.tsx';
import type { ArrangedSection } from './arrange.ts';
import './layout.css';

type SectionProps = { object: ObjectType; record: RecordRow; section: ArrangedSection };

/** One part of a record page under its name, which closes and opens it. */
export function FactsSection({ object, record, section }: SectionProps) {
  const [open, turn] = useOpen(object, section);
  const [all, setAll] = useState(false);
  const folded = section.rest ? section.fields.filter((field) => isEmpty(record[field.key]) && isEditable(field)) : [];
  const fields = all ? section.fields : section.fields.filter((field) => !folded.includes(field));
  return (
    <section aria-label={section.name} data-columns={section.columns}>
      <h2 className="k-heading">
        <button type="button" className="k-section-name" aria-expanded={open} onClick={turn}>
          <IconChevronDown size={14} stroke={1.75} aria-hidden="true" />
          <span>{section.name}</span>
        </button>
      </h2>
      {open && fields.length > 0 ? (
        <dl>
          {fields.map((field) => (
            <FactRow key={field.key} object={object} record={record} field={field} />
          ))}
        </dl>
      ) : null}
      {open && folded.length > 0 ? (
        <Button small look="quiet" onClick={() => setAll(!all)}>
          {all
            ? i18n.t('Hide empty fields')
            : i18n.t('{count, plural, one {# empty field} other {# empty fields}}', { count: folded.length })}
        </Button>
      ) : null}
    </section>
  );
}

/** Whether a part is open for this person, on every record of the object. */
function useOpen(object: ObjectType, { key, collapsed }: ArrangedSection): [boolean, () => void] {
  const name = `kith-section-${useMe().member.id}-${object.api}-${key}`;
  const [kept, setKept] = useState(() => localStorage.getItem(name));
  const open = kept ? kept === 'open' : !collapsed;
  const turn = (): void => {
    const next = open ? 'shut' : 'open';
    localStorage.setItem(name, next);
    setKept(next);
  };
  return [open, turn];
}
