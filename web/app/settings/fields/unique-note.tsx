import { useQuery } from '@tanstack/react-query';
import { keys, previewUnique, type Field, type ObjectType } from '#web/kernel/api';
import { i18n } from '#web/kernel/i18n';

/** What it means that a field is about to be unique: what counts as equal, and which records have the same value. */
export function UniqueNote({ object, field }: { object: ObjectType; field: Field }) {
  const { data } = useQuery({
    queryKey: [...keys.objects, object.api, field.key, 'unique'],
    queryFn: () => previewUnique(object.api, field.key),
    // Somebody may have mended the records since it was looked at.
    staleTime: 0,
    gcTime: 0,
  });
  if (!data) return null;
  return (
    <div role="status" className="k-stack">
      <p className="k-muted">
        {field.type === 'text'
          ? i18n.t('No two records may have the same value; capitals, accents and script do not count.')
          : i18n.t('No two records may have the same value.')}{' '}
        {data.doubled === 0
          ? i18n.t('No value is doubled now.')
          : i18n.t(
              '{count, plural, one {# value is doubled. Mend it first:} ' +
                'other {# values are doubled. Mend them first:}}',
              { count: data.doubled },
            )}
      </p>
      {data.groups.length > 0 ? (
        <ul className="k-lines-list">
          {data.groups.map(({ value, count, records }, at) => (
            <li key={at}>
              <strong>{value ?? i18n.t('The same record')}</strong>{' '}
              <span className="k-muted">
                {i18n.t('{count, plural, one {# record} other {# records}}', { count })}
                {records.length > 0 ? `: ${records.map(({ name }) => name ?? i18n.t('No name')).join(', ')}` : ''}
                {records.length > 0 && count > records.length ? ' …' : ''}
              </span>
            </li>
          ))}
        </ul>
      ) : null}
    </div>
  );
}

/** Whether the values of a field may be unique: those of one meaning of equal. */
export const mayBeUnique = (field: Field): boolean =>
  field.custom && !field.read_only && !field.many && uniqueTypes.has(field.type);

const uniqueTypes = new Set(['text', 'number', 'date', 'datetime', 'relation']);
