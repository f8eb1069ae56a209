import { useQuery } from '@tanstack/react-query';
import { call, type Texts } from '#web/kernel/api';
import { format, i18n, inLanguage } from '#web/kernel/i18n';
import type { RecordSlotProps } from '#web/kernel/objects';
import './contacts.css';

type NextDate = { kind: string; on: string; label?: Texts | string | null };

const kindWords = (one: NextDate): string => {
  if (one.kind === 'birthday') return i18n.t('Birthday');
  if (one.kind === 'name_day') return i18n.t('Name day');
  return typeof one.label === 'string' ? one.label : one.label ? inLanguage(one.label) : i18n.t('Day');
};

/** Birthday, name day and other days, the next one first. */
export function Dates({ object, record }: RecordSlotProps) {
  const { data } = useQuery({
    queryKey: ['record', object.api, record.id, 'dates', record.version],
    enabled: object.api === 'people',
    queryFn: () => call<{ today: string; data: NextDate[] }>(`/api/v1/people/${record.id}/dates`),
  });
  if (!data || data.data.length === 0) return null;
  return (
    <section className="k-card" aria-label={i18n.t('Days that matter')}>
      <h2 className="k-heading">{i18n.t('Days that matter')}</h2>
      <ul>
        {data.data.map((one) => (
          <li key={`${one.kind}-${one.on}`} className="k-pair">
            <span>{kindWords(one)}</span>
            <span className="k-muted k-num">
              {format.calendarDay(one.on, { year: false })} · {format.relativeDay(one.on, data.today)}
            </span>
          </li>
        ))}
      </ul>
    </section>
  );
}
