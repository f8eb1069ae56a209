import { IconPlus } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { keys, listNewestRates, removeRate, type ExchangeRate } from '#web/kernel/api';
import { format, i18n } from '#web/kernel/i18n';
import { useMe } from '#web/kernel/session';
import { Button, EmptyState, ProblemNote, SkeletonLines } from '#web/kernel/ui';
import { isGoodOn } from '#shared/currencies/rates';
import { useTask } from '../use-task.ts';
import { AddRate } from './add-rate.tsx';
import { ReadEcbFile } from './read-ecb-file.tsx';

type Opened = 'add' | 'file' | null;

/** Exchange rates: the newest of each currency; money keeps the one of the day on which it is written. */
export default function Currencies() {
  const { can } = useMe();
  const rates = useQuery({ queryKey: keys.settings('currencies'), queryFn: listNewestRates });
  const [opened, setOpened] = useState<Opened>(null);
  if (rates.isPending) return <SkeletonLines />;
  const { data = [], currency = '' } = rates.data ?? {};
  const doors = can.administer ? <Doors onOpen={setOpened} /> : null;
  const close = (): void => setOpened(null);
  return (
    <div className="k-stack k-form">
      <ProblemNote problem={rates.error} />
      {data.length === 0 ? (
        <EmptyState
          picture="list"
          title={i18n.t('No exchange rates yet')}
          text={i18n.t(
            'With the rate of its day, money in other currencies is also told in {currency}, and lists and boards ' +
              'have one total. What is written keeps its rate: a later one changes nothing.',
            { currency },
          )}
          action={doors}
        />
      ) : (
        <>
          <p className="k-muted">
            {i18n.t(
              'Money that is written today takes the newest rate, if it is at most 30 days old, and keeps it. ' +
                'Rates are units of the currency for one {currency}.',
              { currency },
            )}
          </p>
          <ul className="k-lines-list" aria-label={i18n.t('Newest rates')}>
            {data.map((rate) => (
              <RateLine key={rate.currency} {...{ rate, own: currency }} removable={can.administer} />
            ))}
          </ul>
          {doors}
        </>
      )}
      {opened === 'add' ? <AddRate own={currency} onClose={close} /> : null}
      {opened === 'file' ? <ReadEcbFile onClose={close} /> : null}
    </div>
  );
}

function Doors({ onOpen }: { onOpen: (opened: Opened) => void }) {
  return (
    <div className="k-row">
      <Button look="primary" icon={<IconPlus size={16} stroke={1.75} />} onClick={() => onOpen('add')}>
        {i18n.t('Add a rate')}
      </Button>
      <Button onClick={() => onOpen('file')}>{i18n.t('Read the ECB’s file')}</Button>
    </div>
  );
}

function RateLine({ rate, own, removable }: { rate: ExchangeRate; own: string; removable: boolean }) {
  const { problem, busy, run } = useTask();
  const { currency, day } = rate;
  const name = new Intl.DisplayNames([format.localeTag()], { type: 'currency' }).of(currency);
  const words = i18n.t('Remove the rate of {currency} of {day}', { currency, day: format.calendarDay(day) });
  return (
    <li className="k-setting-line">
      <div className="k-grow">
        <p>
          <strong>{currency}</strong> {name === currency ? null : <span className="k-muted">{name}</span>}
        </p>
        <p className="k-num">
          1 {own} = {format.number(Number(rate.rate), { maximumFractionDigits: 10 })} {currency}
        </p>
        <p className="k-muted">
          {[
            format.calendarDay(day),
            rate.source === 'ecb' ? i18n.t('European Central Bank') : rate.set_by.name,
            isGoodOn(day, format.today()) ? null : i18n.t('too old: money takes it no more'),
          ]
            .filter(Boolean)
            .join(' · ')}
        </p>
        <ProblemNote problem={problem} />
      </div>
      {removable ? (
        <Button
          small
          busy={busy}
          aria-label={words}
          onClick={() => void run(() => removeRate(currency, day), i18n.t('The rate is gone.'))}
        >
          {i18n.t('Remove')}
        </Button>
      ) : null}
    </li>
  );
}
