import { useQuery } from '@tanstack/react-query';
import { keys, listRecords, queries, restoreRecord, type ObjectType, type RecordRow } from '#web/kernel/api';
import { format, i18n } from '#web/kernel/i18n';
import { menuObjects, recordName, saved, useObjects } from '#web/kernel/objects';
import { Button, EmptyState, ProblemNote, SkeletonLines, toast } from '#web/kernel/ui';
import { ObjectTabs } from './object-tabs.tsx';

/** Removed records, by object; each can be put back. */
export default function Trash() {
  const objects = menuObjects(useObjects());
  return <ObjectTabs objects={objects}>{(object) => <TrashList key={object.api} object={object} />}</ObjectTabs>;
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
