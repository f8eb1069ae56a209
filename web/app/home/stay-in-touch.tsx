import { IconClock, IconMail, IconPhone } from '@tabler/icons-react';
import { Link, useNavigate } from '@tanstack/react-router';
import { useRef, useState } from 'react';
import { queries, request, type Home } from '#web/kernel/api';
import { format, i18n, inLanguage } from '#web/kernel/i18n';
import { usePaths } from '#web/kernel/objects';
import { Avatar, IconButton, toast, useShortcuts, type Shortcut } from '#web/kernel/ui';

type Line = Home['stay_in_touch'][number];
const icon = { size: 16, stroke: 1.75 };
/** A week is long enough to be out of the way and short enough to come back. */
const SNOOZE_DAYS = 7;

/** As many calls as one makes in a morning. */
const MOST = 6;

/** Whom to call, since when, why now and how to begin; the keys act on the line one stands on, first on the topmost. */
export function StayInTouch({ lines }: { lines: Line[] }) {
  const [all, setAll] = useState(false);
  const [at, setAt] = useState(0);
  const list = useRef<HTMLUListElement>(null);
  const compose = useCompose();
  const shown = lines.slice(0, all ? lines.length : MOST);
  const here = shown[Math.min(at, shown.length - 1)];
  const move = (by: 1 | -1): void => {
    const inside = list.current?.contains(document.activeElement) ?? false;
    const next = Math.max(0, Math.min(shown.length - 1, inside ? at + by : at));
    list.current?.querySelectorAll<HTMLElement>('.k-strong-link').item(next).focus();
  };
  const acts: Shortcut[] = [
    { keys: 'j', label: i18n.t('Stay in touch: next person'), run: () => move(1) },
    { keys: 'k', label: i18n.t('Stay in touch: previous person'), run: () => move(-1) },
    { keys: 'l', label: i18n.t('Stay in touch: log a call'), run: () => (here ? compose(here, 'call') : undefined) },
    { keys: 'm', label: i18n.t('Stay in touch: write a mail'), run: () => (here ? compose(here, 'mail') : undefined) },
    {
      keys: 's',
      label: i18n.t('Stay in touch: remind me in a week'),
      run: () => (here ? void snooze(here) : undefined),
    },
  ];
  useShortcuts(here ? acts : []);
  return (
    <section aria-labelledby="stay" className="k-home-section">
      <h2 id="stay">{i18n.t('Stay in touch')}</h2>
      <ul className="k-lines-list" ref={list}>
        {shown.map((line, index) => (
          <TouchLine key={line.person.id} line={line} here={line === here} onHere={() => setAt(index)} />
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

/** Opens the person's page ready to write that kind of entry. */
function useCompose(): (line: Line, kind: string) => void {
  const paths = usePaths();
  const navigate = useNavigate();
  return ({ person }, kind) =>
    void navigate({ to: paths.record(person.object, person.id), search: { compose: kind } as never });
}

function TouchLine({ line, here, onHere }: { line: Line; here: boolean; onHere: () => void }) {
  const paths = usePaths();
  const compose = useCompose();
  const { person } = line;
  const role = [person.title, person.company?.name].filter(Boolean).join(' · ');
  const last = line.last_contact_at
    ? i18n.t('last contact {when}', { when: format.relativeTime(line.last_contact_at) })
    : i18n.t('no contact yet');
  return (
    <li className="k-touch" data-here={here || undefined} onFocus={onHere}>
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
          {...(here ? { keys: 'l' } : {})}
          onClick={() => compose(line, 'call')}
        />
        <IconButton
          label={i18n.t('Write to {name}', { name: person.name })}
          icon={<IconMail {...icon} />}
          {...(here ? { keys: 'm' } : {})}
          onClick={() => compose(line, 'mail')}
        />
        <IconButton
          label={i18n.t('Remind me of {name} in a week', { name: person.name })}
          icon={<IconClock {...icon} />}
          {...(here ? { keys: 's' } : {})}
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
