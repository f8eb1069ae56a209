import { useEffect, useState } from 'react';
import type { RecordRow } from '#web/kernel/api';
import { format, i18n } from '#web/kernel/i18n';
import { clockCountry } from './local-time.ts';

/** A clock that is looked at, not watched: it may be this late. */
const TICK_MS = 20_000;

/** What time it is where the customer is, if that can be known; nothing otherwise. */
export function LocalTime({ record }: { record: RecordRow }) {
  const country = clockCountry(record);
  const [now, setNow] = useState(() => new Date());
  useEffect(() => {
    const timer = setInterval(() => setNow(new Date()), TICK_MS);
    return () => clearInterval(timer);
  }, []);
  if (!country) return null;
  const where = format.countryName(country.code);
  return (
    <span className="k-muted k-local-time k-num">
      {i18n.t('{time} in {where}', { time: format.timeIn(now, country.zone), where })}
    </span>
  );
}
