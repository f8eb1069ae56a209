import { useState } from 'react';
import type { Field, ObjectType, RecordRow } from '#web/kernel/api';
import { format, i18n } from '#web/kernel/i18n';
import { Button } from '#web/kernel/ui';
import { isWanted } from '../fields/is-wanted.ts';
import { isEmpty } from '../fields/values.ts';
import { fieldGroups, isEditable, isFact } from '../model/model.ts';
import type { ArrangedSection } from '../layout/arrange.ts';
import { FactsSection } from '../layout/facts-section.tsx';
import { FactRow } from './fact-row.tsx';

type FactsProps = {
  object: ObjectType;
  record: RecordRow;
  /** The parts of the page that is shown, where administrators arranged it. */
  sections?: ArrangedSection[] | undefined;
};

/** Everything known about a record, as administrators arranged it or else grouped. */
export function Facts({ object, record, sections }: FactsProps) {
  if (!sections) return <GroupedFacts object={object} record={record} />;
  return (
    <div className="k-facts">
      {sections.map((section) => (
        <FactsSection key={section.key} object={object} record={record} section={section} />
      ))}
      <RecordStory record={record} />
    </div>
  );
}

/** What is empty is folded away until asked for. */
function GroupedFacts({ object, record }: { object: ObjectType; record: RecordRow }) {
  const [all, setAll] = useState(false);
  // A value stays in sight where its condition no longer holds: nothing that is kept is out of sight.
  const wanted = (field: Field): boolean => isWanted(field, record) || !isEmpty(record[field.key]);
  const known = object.fields.filter((field) => isFact(field) && (field.key in record || isEditable(field)));
  const fields = known.filter(wanted);
  const hidden = fields.filter((field) => isEmpty(record[field.key]) && field.group !== 'system' && isEditable(field));
  const shown = (key: string): boolean => all || !hidden.some((field) => field.key === key);
  return (
    <div className="k-facts">
      {fieldGroups()
        .filter(({ group }) => group !== 'system')
        .map(({ group, label }) => {
          const mine = fields.filter(
            (field) => field.group === group && shown(field.key) && (isEditable(field) || !isEmpty(record[field.key])),
          );
          if (mine.length === 0) return null;
          return (
            <section key={group} aria-label={label}>
              <h2 className="k-heading">{label}</h2>
              <dl>
                {mine.map((field) => (
                  <FactRow key={field.key} object={object} record={record} field={field} />
                ))}
              </dl>
            </section>
          );
        })}
      <RecordStory record={record} />
      {hidden.length > 0 ? (
        <Button small look="quiet" onClick={() => setAll(!all)}>
          {all
            ? i18n.t('Hide empty fields')
            : i18n.t('{count, plural, one {# empty field} other {# empty fields}}', { count: hidden.length })}
        </Button>
      ) : null}
    </div>
  );
}

function RecordStory({ record }: { record: RecordRow }) {
  if (!record.created_at) return null;
  const by = record.created_by?.name ?? i18n.t('Kith');
  const changed = record.updated_at && record.updated_at !== record.created_at ? record.updated_at : null;
  return (
    <p className="k-story">
      {i18n.t('Added {when} by {name}', { when: format.calendarDay(format.dayOf(record.created_at)), name: by })}
      {changed ? ` · ${i18n.t('changed {when}', { when: format.relativeTime(changed) })}` : ''}
    </p>
  );
}
