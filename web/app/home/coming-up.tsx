import { IconCake, IconCalendarEvent, IconConfetti } from '@tabler/icons-react';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import type { Home } from '#web/kernel/api';
import { format, i18n, inLanguage } from '#web/kernel/i18n';
import { usePaths } from '#web/kernel/objects';

const SHAPES: Record<string, typeof IconCake> = { birthday: IconCake, name_day: IconConfetti };

/** More than this is a calendar, not a glance. */
const MOST = 8;

/** Birthdays, name days and other days that matter, soonest first. */
export function ComingUp({ lines, today }: { lines: Home['coming_up']; today: string }) {
  const paths = usePaths();
  const [all, setAll] = useState(false);
  return (
    <section aria-labelledby="coming" className="k-home-section">
      <h2 id="coming">{i18n.t('Coming up')}</h2>
      <ul className="k-lines-list">
        {lines.slice(0, all ? lines.length : MOST).map((line) => {
          const Shape = SHAPES[line.kind] ?? IconCalendarEvent;
          return (
            <li key={`${line.person.id}-${line.kind}-${line.on}`} className="k-coming">
              <Shape size={16} stroke={1.75} aria-hidden="true" />
              <span className="k-grow">
                <Link to={paths.record(line.person.object, line.person.id)} className="k-strong-link">
                  {line.person.name}
                </Link>{' '}
                <span className="k-muted">{inLanguage(line.label)}</span>
              </span>
              <time dateTime={line.on} className="k-muted k-when">
                {format.relativeDay(line.on, today)}
              </time>
            </li>
          );
        })}
      </ul>
      {lines.length > MOST && !all ? (
        <button type="button" className="k-link k-more-link" onClick={() => setAll(true)}>
          {i18n.t('Show all {count}', { count: lines.length })}
        </button>
      ) : null}
      {lines.length === 0 ? <p className="k-muted">{i18n.t('No birthdays or name days in the next weeks.')}</p> : null}
    </section>
  );
}
