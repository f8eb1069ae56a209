import { useQuery } from '@tanstack/react-query';
import { ask } from '#web/kernel/api';
import { format, i18n } from '#web/kernel/i18n';
import type { RecordSlotProps } from '#web/kernel/objects';
import './moves.css';

// As many moves as a card shows; the history has all of them.
const SHOWN = 8;

/** The moves of a deal: from where to where, who, when, and how long it had stood there. */
export default function MovesCard({ object, record }: RecordSlotProps) {
  const deal = object.api === 'deals';
  const { data } = useQuery({
    // Each move is another version of the deal.
    queryKey: ['moves', record.id, record.version],
    enabled: deal,
    queryFn: () => ask('GET /api/v1/deals/{id}/moves', { params: { id: record.id } }),
    placeholderData: (before) => before,
  });
  const moves = data?.data ?? [];
  if (!deal || moves.length === 0) return null;
  const label = i18n.t('Way through the stages');
  return (
    <section className="k-card" aria-label={label}>
      <h2 className="k-heading">{label}</h2>
      <ul className="k-moves">
        {moves.slice(0, SHOWN).map((move) => (
          <li key={`${move.change_set_id} ${move.at}`}>
            <span>
              {stageName(move.from)} → {stageName(move.to)}
            </span>
            <span className="k-muted">
              {[move.author.name, format.calendarDay(format.dayOf(move.at)), stayed(move.seconds)]
                .filter(Boolean)
                .join(' · ')}
            </span>
            {move.reason ? (
              <span className="k-muted">{i18n.t('Went on without: {reason}', { reason: move.reason })}</span>
            ) : null}
          </li>
        ))}
      </ul>
    </section>
  );
}

const stageName = (stage: { name: string | null } | null): string => stage?.name ?? i18n.t('None');

const DAY = 86_400;

function stayed(seconds: number): string {
  const days = Math.floor(seconds / DAY);
  return days === 0
    ? i18n.t('after less than a day')
    : i18n.t('after {count, plural, one {# day} other {# days}}', { count: days });
}
