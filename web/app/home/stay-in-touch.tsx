import { IconClock, IconMail, IconPhone } from '@tabler/icons-react';
import { Link, useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { queries, request, type Home } from '#web/kernel/api';
import { format, i18n, inLanguage } from '#web/kernel/i18n';
import { usePaths } from '#web/kernel/objects';
import { Avatar, IconButton, toast } from '#web/kernel/ui';

type Line = Home['stay_in_touch'][number];
const icon = { size: 16, stroke: 1.75 };
/** A week is long enough to be out of the way and short enough to come back. */
const SNOOZE_DAYS = 7;

/** As many calls as one makes in a morning. */
const MOST = 6;

/** Whom to call, since when, why now and how to begin. */
export function StayInTouch({ lines }: { lines: Line[] }) {
  const [all, setAll] = useState(false);
  return (
    <section aria-labelledby="stay" className="k-home-section">
      <h2 id="stay">{i18n.t('Stay in touch')}</h2>
      <ul className="k-lines-list">
        {lines.slice(0, all ? lines.length : MOST).map((line) => (
          <TouchLine key={line.person.id} line={line} />
        ))}
      </ul>
      {lines.length > MOST && !all ? (
        <button type="button" className="k-link k-more-link" onClick={() => setAll(true)}>
          {i18n.t('Show all {count}', { count: lines.length })}
        </button>
      ) : null}
      {lines.length === 0 ? (
        <p className="k-muted">{i18n.t('Nobody is waiting. Set a rhythm on a person to be reminded here.')}</p>
      ) : null}
    </section>
  );
}

function TouchLine({ line }: { line: Line }) {
  const paths = usePaths();
  const navigate = useNavigate();
  const { person } = line;
  const compose = (kind: string): void =>
    void navigate({ to: paths.record(person.object, person.id), search: { compose: kind } as never });
  const role = [person.title, person.company?.name].filter(Boolean).join(' · ');
  const last = line.last_contact_at
    ? i18n.t('last contact {when}', { when: format.relativeTime(line.last_contact_at) })
    : i18n.t('no contact yet');
  return (
    <li className="k-touch">
      <Avatar name={person.name} size="medium" />
      <div className="k-grow">
        <p className="k-touch-head">
          <Link to={paths.record(person.object, person.id)} className="k-strong-link">
            {person.name}
          </Link>
          <span className="k-muted">{role}</span>
        </p>
        <p>
          {inLanguage(line.reason)} <span className="k-muted">· {last}</span>
        </p>
        {inLanguage(line.opener) ? <p className="k-opener">{inLanguage(line.opener)}</p> : null}
      </div>
      <span className="k-row k-touch-actions">
        <IconButton
          label={i18n.t('Log a call with {name}', { name: person.name })}
          icon={<IconPhone {...icon} />}
          onClick={() => compose('call')}
        />
        <IconButton
          label={i18n.t('Write to {name}', { name: person.name })}
          icon={<IconMail {...icon} />}
          onClick={() => compose('mail')}
        />
        <IconButton
          label={i18n.t('Remind me of {name} in a week', { name: person.name })}
          icon={<IconClock {...icon} />}
          onClick={() => void snooze(line)}
        />
      </span>
    </li>
  );
}

async function snooze({ person }: Line): Promise<void> {
  const until = format.dayOf(new Date(Date.now() + SNOOZE_DAYS * 86_400_000));
  try {
    await request('/api/v1/home/snoozes', { method: 'POST', body: { person: person.id, until } });
    toast({ text: i18n.t('{name} comes back on {day}.', { name: person.name, day: format.calendarDay(until) }) });
  } catch (problem) {
    toast({ tone: 'problem', text: (problem as Error).message });
  }
  await queries.invalidateQueries({ queryKey: ['home'] });
}
