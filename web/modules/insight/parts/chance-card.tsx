import { useQuery } from '@tanstack/react-query';
import { ask, type AnswerOf } from '#web/kernel/api';
import { format, i18n } from '#web/kernel/i18n';
import type { RecordSlotProps } from '#web/kernel/objects';
import '../pages/forecast.css';

type Fact = NonNullable<AnswerOf<'GET /api/v1/deals/{id}/chance'>['chance']>['facts'][number];

/** The computed chance of an open deal, with what moved it. */
export default function ChanceCard({ object, record }: RecordSlotProps) {
  const open = object.api === 'deals' && record['outcome'] === 'open';
  const { data } = useQuery({
    queryKey: ['chance', record.id],
    enabled: open,
    queryFn: () => ask('GET /api/v1/deals/{id}/chance', { params: { id: record.id } }),
  });
  const chance = data?.chance ?? null;
  if (!open || chance === null) return null;
  const label = i18n.t('Computed chance');
  return (
    <section className="k-card" aria-label={label}>
      <h2 className="k-heading">{label}</h2>
      <p>
        {i18n.t('{percent} to be won by {day}, as of {made}.', {
          percent: percent(chance.chance),
          day: format.calendarDay(chance.through),
          made: format.calendarDay(chance.made_on),
        })}
      </p>
      {chance.facts.length > 0 ? (
        <ul className="k-chance-facts k-muted">
          {chance.facts.map((fact) => (
            <li key={fact.what}>{sentence(fact)}</li>
          ))}
        </ul>
      ) : null}
    </section>
  );
}

const percent = (share: number): string => format.number(share, { style: 'percent', maximumFractionDigits: 0 });

function sentence(fact: Fact): string {
  const points = format.number(Math.round(Math.abs(fact.by) * 100));
  const what = because(fact);
  return fact.by > 0
    ? i18n.t('{what}: {points} points more', { what, points })
    : i18n.t('{what}: {points} points less', { what, points });
}

function because({ what, value, name }: Fact): string {
  if (what === 'age') return i18n.t('{count, plural, one {# day} other {# days}} old', { count: Number(value) });
  if (what === 'stage') return i18n.t('stands in {name}', { name: name ?? '…' });
  if (what === 'owner') return i18n.t('in the hands of {name}', { name: name ?? '…' });
  const sizes = [
    i18n.t('a small amount'),
    i18n.t('a middling amount'),
    i18n.t('a large amount'),
    i18n.t('a very large amount'),
  ];
  return sizes[Number(value)] ?? sizes[0]!;
}
