import { Link } from '@tanstack/react-router';
import { tellRefusal } from '#web/kernel/api';
import { i18n } from '#web/kernel/i18n';
import { usePaths } from '../model/use-model.ts';
import { tellRefused, type Refused } from './followed.ts';

/** The records that could not take a change, each with its reasons and a way to it. */
export function RefusalList({ refused: { result, object } }: { refused: Refused }) {
  const paths = usePaths();
  const more = result.refused - result.refusals.length;
  return (
    <div className="k-stack">
      <p className="k-muted">{i18n.t('They stay as they were. The others were changed.')}</p>
      <ul className="k-refusals">
        {result.refusals.map(({ id, name, errors }, at) => (
          <li key={id || at}>
            {object && id ? (
              <Link to={paths.record(object, id)} className="k-link" onClick={() => tellRefused(null)}>
                {name ?? i18n.t('No name')}
              </Link>
            ) : (
              <strong>{name ?? i18n.t('No name')}</strong>
            )}
            <span className="k-muted">{errors.map((one) => tellRefusal(one.message)).join(' ')}</span>
          </li>
        ))}
      </ul>
      {more > 0 ? (
        <p className="k-muted">{i18n.t('And {count, plural, one {# more} other {# more}}.', { count: more })}</p>
      ) : null}
    </div>
  );
}
