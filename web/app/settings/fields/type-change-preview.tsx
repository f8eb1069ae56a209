import type { TypePreview } from '#web/kernel/api';
import { i18n } from '#web/kernel/i18n';

/** How many values fit another type, some that do not, and what else changes. */
export function TypeChangePreview({ preview }: { preview: TypePreview }) {
  const { unfit, examples, options, views } = preview;
  return (
    <div role="status" className="k-stack">
      <p>{whatFits(preview)}</p>
      {preview.ambiguous ? (
        <p className="k-muted">
          {i18n.t(
            '{count, plural, one {# date reads} other {# dates read}} differently with the day or the month first.',
            { count: preview.ambiguous },
          )}
        </p>
      ) : null}
      {unfit > 0 ? (
        <>
          <p>{preview.total === undefined ? mendFirst(unfit) : doNotFit(unfit)}</p>
          <ul className="k-lines-list">
            {examples.map(({ id, name, value }) => (
              <li key={id}>
                <strong>{name ?? ''}</strong> <span className="k-muted">{value}</span>
              </li>
            ))}
          </ul>
        </>
      ) : null}
      {options && options.length > 0 ? (
        <p className="k-muted">{i18n.t('Choices: {list}', { list: options.slice(0, 20).join(', ') })}</p>
      ) : null}
      {views.length > 0 ? (
        <p className="k-muted">{i18n.t('Look at these views afterwards: {list}', { list: views.join(', ') })}</p>
      ) : null}
      {preview.total === undefined ? null : (
        <p className="k-muted">
          {i18n.t('Kith carries the values over in the background, while everybody works on; undo brings them back.')}
        </p>
      )}
    </div>
  );
}

function whatFits({ fit, unfit, total }: TypePreview): string {
  if (total === undefined)
    return i18n.t('{fit, plural, one {# value fits and stays as it is.} other {# values fit and stay as they are.}}', {
      fit,
    });
  if (total > fit + unfit)
    return i18n.t('Of the newest {seen, number} of {total, number} values {fit, number} fit.', {
      seen: fit + unfit,
      total,
      fit,
    });
  return i18n.t('{fit, plural, one {# value fits.} other {# values fit.}}', { fit });
}

const mendFirst = (unfit: number): string =>
  i18n.t('{unfit, plural, one {# value does not fit. Mend it first:} other {# values do not fit. Mend them first:}}', {
    unfit,
  });

const doNotFit = (unfit: number): string =>
  i18n.t('{unfit, plural, one {# value does not fit, such as:} other {# values do not fit, such as:}}', { unfit });
