import { format, i18n } from '#web/kernel/i18n';
import { findObject, objectLabel, useObjects } from '#web/kernel/objects';
import type { Counts } from '../import-api.ts';

const names = (): [keyof Counts, string][] => [
  ['created', i18n.t('New')],
  ['updated', i18n.t('Updated')],
  ['matched', i18n.t('Already the same')],
  ['attached', i18n.t('Attached')],
  ['interactions', i18n.t('Calls, mails, notes')],
  ['skipped', i18n.t('Skipped')],
  ['rejected', i18n.t('Kept aside')],
];

/** An import in numbers: all together, then by object. */
export function CountsTable({ counts, label }: { counts: Counts; label: string }) {
  const objects = useObjects();
  const shown = names().filter(([key]) => key === 'created' || Number(counts[key] ?? 0) > 0);
  return (
    <section aria-label={label} className="k-counts">
      <h2>{label}</h2>
      <dl className="k-count-cards">
        {shown.map(([key, name]) => (
          <div key={key} data-bad={key === 'rejected' && Number(counts[key]) > 0 ? true : undefined}>
            <dt>{name}</dt>
            <dd>{format.number(Number(counts[key] ?? 0))}</dd>
          </div>
        ))}
      </dl>
      <ul className="k-by-object">
        {Object.entries(counts.by_object ?? {}).map(([api, numbers]) => {
          const object = findObject(objects, api);
          const parts = names().flatMap(([key, name]) =>
            numbers[key] ? [`${name} ${format.number(numbers[key])}`] : [],
          );
          // What an entry of a history is, its own name says.
          if (numbers.interaction) parts.push(format.number(numbers.interaction));
          return (
            <li key={api}>
              <strong>{object ? objectLabel(object, true) : api}</strong>{' '}
              <span className="k-muted k-num">{parts.join(' · ')}</span>
            </li>
          );
        })}
      </ul>
    </section>
  );
}
