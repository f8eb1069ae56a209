import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { keys, listRecords, queries, restoreRecord, type ObjectType, type RecordRow } from '#web/kernel/api';
import { format, i18n } from '#web/kernel/i18n';
import { menuObjects, objectLabel, recordName, saved, useObjects } from '#web/kernel/objects';
import { Button, EmptyState, ProblemNote, SkeletonLines, Tabs, toast } from '#web/kernel/ui';

/** Removed records, by object; each can be put back. */
export default function Trash() {
  const objects = menuObjects(useObjects());
  const [api, setApi] = useState('people');
  const object = objects.find((one) => one.api === api) ?? objects[0];
  if (!object) return <SkeletonLines />;
  return (
    <div className="k-stack">
      <Tabs
        label={i18n.t('Objects')}
        value={object.api}
        onChange={setApi}
        tabs={objects.map((one) => ({ value: one.api, label: objectLabel(one, true) }))}
      />
      <TrashList key={object.api} object={object} />
    </div>
  );
}

function TrashList({ object }: { object: ObjectType }) {
  const query = { trash: true, limit: 200 };
  const rows = useQuery({ queryKey: keys.list(object.api, query), queryFn: () => listRecords(object.api, query) });
  const restore = async (row: RecordRow): Promise<void> => {
    try {
      const { changeSet } = await restoreRecord(object.api, row.id);
      saved(i18n.t('{name} is back.', { name: recordName(object, row) }), changeSet);
    } catch (problem) {
      toast({ tone: 'problem', text: (problem as Error).message });
    }
    await queries.invalidateQueries();
  };
  if (rows.isPending) return <SkeletonLines count={5} />;
  if (rows.error) return <ProblemNote problem={rows.error} onRetry={() => void rows.refetch()} />;
  if (rows.data.data.length === 0)
    return (
      <EmptyState
        picture="done"
        title={i18n.t('The trash is empty')}
        text={i18n.t('What is removed waits here and can be put back with everything that belonged to it.')}
      />
    );
  return (
    <ul className="k-lines-list">
      {rows.data.data.map((row) => (
        <li key={row.id} className="k-setting-line">
          <div className="k-grow">
            <p>
              <strong>{recordName(object, row)}</strong>
            </p>
            <p className="k-muted">
              {row.deleted_at ? i18n.t('removed {when}', { when: format.relativeTime(row.deleted_at) }) : null}
            </p>
          </div>
          <Button small onClick={() => void restore(row)}>
            {i18n.t('Put back')}
          </Button>
        </li>
      ))}
    </ul>
  );
}
