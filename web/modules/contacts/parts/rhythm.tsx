import { format, i18n } from '#web/kernel/i18n';
import { findField, saveFields, type RecordSlotProps } from '#web/kernel/objects';
import { SelectField } from '#web/kernel/ui';
import { contactDue, daysAhead } from '../rhythm.ts';
import './contacts.css';

/** The server keeps a rhythm in seconds. */
const DAY = 86_400;

/** How often one wants to be in touch, and whether it is time. */
export function Rhythm({ object, record }: RecordSlotProps) {
  const field = findField(object, 'cadence');
  if (!field) return null;
  const days = typeof record.cadence === 'number' ? Math.round(record.cadence / DAY) : null;
  const due = contactDue(typeof record.last_contact_at === 'string' ? record.last_contact_at : null, days);
  const choice = (value: number): { value: string; label: string } => ({
    value: String(value),
    label: i18n.t('every {count, plural, one {day} other {# days}}', { count: value }),
  });
  const known = new Set([7, 14, 30, 60, 90, 180, 365, ...(days ? [days] : [])]);
  return (
    <section className="k-card" aria-label={i18n.t('Stay in touch')}>
      <h2 className="k-heading">{i18n.t('Stay in touch')}</h2>
      {due === null ? null : (
        <p className="k-due" data-late={due < 0 || undefined}>
          {due < 0
            ? i18n.t('Due for {count, plural, one {# day} other {# days}}', { count: -due })
            : i18n.t('Next contact {when}', {
                when: format.relativeDay(format.dayOf(daysAhead(due))),
              })}
        </p>
      )}
      <SelectField
        hideLabel
        clearable
        label={i18n.t('Rhythm of contact')}
        placeholder={i18n.t('No rhythm')}
        choices={[...known].toSorted((a, b) => a - b).map(choice)}
        value={days === null ? null : String(days)}
        onChange={(value) => void saveFields(object, record, { cadence: value === null ? null : Number(value) * DAY })}
      />
    </section>
  );
}
