import { useQuery } from '@tanstack/react-query';
import { keys, listRecords, type Field, type ObjectType } from '#web/kernel/api';
import { i18n } from '#web/kernel/i18n';
import { recordName } from '#web/kernel/objects';

// Enough to see of what kind they are.
const named = 3;

/** How many records go without a field that is about to be required, and some of them. */
export function RequiredNote({ object, field }: { object: ObjectType; field: Field }) {
  const query = { filter: { field: field.key, empty: true }, limit: named, total: true };
  const { data } = useQuery({ queryKey: keys.list(object.api, query), queryFn: () => listRecords(object.api, query) });
  if (!data?.total) return null;
  const { count } = data.total;
  return (
    <p role="status" className="k-muted">
      {count === 0
        ? i18n.t('Every record has it.')
        : i18n.t(
            '{count, plural, one {# record goes without; the next change asks for a value:} ' +
              'other {# records go without; the next change asks for a value:}}',
            { count },
          )}{' '}
      {data.data.map((row) => recordName(object, row)).join(', ')}
      {count > named ? ' …' : ''}
    </p>
  );
}
