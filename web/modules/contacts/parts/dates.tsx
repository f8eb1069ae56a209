import { format, i18n } from '#web/kernel/i18n';
import type { RecordSlotProps } from '#web/kernel/objects';
import { nextDates } from '../next-dates.ts';
import './contacts.css';

/** Birthday, name day and other days, the next one first. */
export function Dates({ record }: RecordSlotProps) {
  const today = format.dayOf(new Date());
  const dates = nextDates(record, { birthday: i18n.t('Birthday'), nameDay: i18n.t('Name day') }, today);
  if (dates.length === 0) return null;
  return (
    <section className="k-card" aria-label={i18n.t('Days that matter')}>
      <h2 className="k-heading">{i18n.t('Days that matter')}</h2>
      <ul>
        {dates.map((one) => (
          <li key={one.label} className="k-pair">
            <span>{one.label}</span>
            <span className="k-muted k-num">
              {format.calendarDay(one.on, { year: false })} · {format.relativeDay(one.on, today)}
            </span>
          </li>
        ))}
      </ul>
    </section>
  );
}
