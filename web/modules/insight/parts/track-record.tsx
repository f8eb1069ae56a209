import type { AnswerOf } from '#web/kernel/api';
import { format, i18n } from '#web/kernel/i18n';

type Forecast = AnswerOf<'GET /api/v1/forecast'>;

/** The sentences under a forecast: what it was learnt from, how good past ones were, and what simpler rules say. */
export function TrackRecord({ told, say }: { told: Forecast; say: (amount: number) => string }) {
  const { computed, missing, track_record: record, partial } = told;
  return (
    <div className="k-forecast-notes k-muted">
      {partial ? <p>{i18n.t('You see some of the deals. The sums are of these alone.')}</p> : null}
      {missing.length > 0 ? (
        <p>
          {i18n.t('There is too little history to work out a forecast: {what}.', {
            what: format.list(missing.map(lacking)),
          })}
        </p>
      ) : null}
      {!computed && !partial && missing.length === 0 ? (
        <p>{i18n.t('Nothing was computed of this quarter. That is done each night, for this one and the next.')}</p>
      ) : null}
      {computed ? (
        <>
          <p>
            {i18n.t(
              'Worked out on {day} from {won, plural, one {# deal} other {# deals}} won and {lost} lost since {from}.',
              {
                day: format.calendarDay(computed.made_on),
                won: computed.learnt.won,
                lost: computed.learnt.lost,
                from: format.calendarDay(computed.learnt.from, { year: true }),
              },
            )}{' '}
            {record && record.forecasts > 0 && record.mape !== null
              ? i18n.t('Past forecasts ({count}) missed by {error} on average; the range held {share} of them.', {
                  count: record.forecasts,
                  error: percent(record.mape),
                  share: percent(record.coverage ?? 0),
                })
              : i18n.t('None of its forecasts is old enough to be held against what came.')}
          </p>
          <p>
            {i18n.t(
              'Simpler rules would say: win rate times open value {rate}; as much as in the last such period {last}.',
              {
                rate: say(computed.baselines.win_rate),
                last: say(computed.baselines.last_period),
              },
            )}
          </p>
        </>
      ) : null}
    </div>
  );
}

const percent = (share: number): string => format.number(share, { style: 'percent', maximumFractionDigits: 0 });

function lacking({ what, have, need }: Forecast['missing'][number]): string {
  const counts = { have: format.number(have), need: format.number(need) };
  if (what === 'won') return i18n.t('{have} of {need} deals won', counts);
  if (what === 'lost') return i18n.t('{have} of {need} deals lost', counts);
  return i18n.t('{have} of {need} days', counts);
}
