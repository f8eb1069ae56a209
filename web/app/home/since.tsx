import { Link } from '@tanstack/react-router';
import type { Home, TimelineEntry } from '#web/kernel/api';
import { format, i18n } from '#web/kernel/i18n';
import { deedWords, kindName, useObjects, usePaths } from '#web/kernel/objects';
import { Icon } from '#web/kernel/ui';

/** What colleagues did since one last looked. */
export function SinceThen({ since }: { since: Home['since'] }) {
  return (
    <section aria-labelledby="since" className="k-home-section">
      <h2 id="since">{i18n.t('Since you last looked')}</h2>
      {since.items.length === 0 ? (
        <p className="k-muted">
          {since.at
            ? i18n.t('All quiet since {when}.', { when: format.relativeTime(since.at) })
            : i18n.t('All quiet today.')}
        </p>
      ) : null}
      <ul className="k-lines-list">
        {since.items.map((entry) => (
          <SinceLine key={`${entry.kind}-${entry.id}`} entry={entry} />
        ))}
      </ul>
    </section>
  );
}

function SinceLine({ entry }: { entry: TimelineEntry }) {
  const paths = usePaths();
  const about = entry.about ?? entry.via;
  const objects = useObjects();
  const title = entry.kind === 'change' ? deedWords(entry.title, objects) : entry.title;
  const kind = entry.kind === 'change' ? '' : kindName(entry.kind);
  return (
    <li className="k-coming">
      <Icon name={entry.kind} />
      <span className="k-grow">
        {about ? (
          <Link to={paths.record(about.object, about.id)} className="k-strong-link">
            {about.name}
          </Link>
        ) : null}{' '}
        <span className="k-muted">{[kind, title, entry.author?.name].filter(Boolean).join(' · ')}</span>
      </span>
      <time dateTime={entry.at} className="k-muted k-when">
        {format.relativeTime(entry.at)}
      </time>
    </li>
  );
}
