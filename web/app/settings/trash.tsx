import { useQuery } from '@tanstack/react-query';
import { keys, listRecords, queries, restoreRecord, type ObjectType, type RecordRow } from '#web/kernel/api';
import { format, i18n } from '#web/kernel/i18n';
import { changeChosen, menuObjects, recordName, saved, useObjects } from '#web/kernel/objects';
import { Button, EmptyState, ProblemNote, SkeletonLines, toast } from '#web/kernel/ui';
import { ObjectTabs } from './object-tabs.tsx';

/** Removed records, by object; each can be put back, and all together. */
export default function Trash() {
  const objects = menuObjects(useObjects());
  return <ObjectTabs objects={objects}>{(object) => <TrashList key={object.api} object={object} />}</ObjectTabs>;
}

function TrashList({ object }: { object: ObjectType }) {
  const query = { trash: true, limit: 200, total: true };
  const rows = useQuery({ queryKey: keys.list(object.api, query), queryFn: () => listRecords(object.api, query) });
  if (rows.isPending) return <SkeletonLines count={5} />;
  if (rows.error) return <ProblemNote problem={rows.error} onRetry={() => void rows.refetch()} />;
  const { data, total, next_cursor } = rows.data;
  if (data.length === 0)
    return (
      <EmptyState
        picture="done"
        title={i18n.t('The trash is empty')}
        text={i18n.t('What is removed waits here and can be put back with everything that belonged to it.')}
      />
    );
  const count = total?.count ?? data.length;
  return (
    <div className="k-stack">
      {data.length > 1 && object.can.delete ? (
        <Button
          className="k-self-start"
          onClick={() => void changeChosen(object, { choice: {}, count }, { action: 'restore' })}
        >
          {total?.exact === false ? i18n.t('Put all back') : i18n.t('Put all {count, number} back', { count })}
        </Button>
      ) : null}
      <ul className="k-lines-list">
        {data.map((row) => (
          <TrashLine key={row.id} object={object} row={row} />
        ))}
      </ul>
      {next_cursor ? (
        <p className="k-muted">{i18n.t('The first {count, number} stand here.', { count: data.length })}</p>
      ) : null}
    </div>
  );
}

function TrashLine({ object, row }: { object: ObjectType; row: RecordRow }) {
  const restore = async (): Promise<void> => {
    try {
      const { changeSet } = await restoreRecord(object.api, row.id);
      saved(i18n.t('{name} is back.', { name: recordName(object, row) }), changeSet);
    } catch (problem) {
      toast({ tone: 'problem', text: (problem as Error).message });
    }
    await queries.invalidateQueries();
  };
  return (
    <li className="k-setting-line">
      <div className="k-grow">
        <p>
          <strong>{recordName(object, row)}</strong>
        </p>
        <p className="k-muted">
          {row.deleted_at ? i18n.t('removed {when}', { when: format.relativeTime(row.deleted_at) }) : null}
        </p>
      </div>
      <Button small onClick={() => void restore()}>
        {i18n.t('Put back')}
      </Button>
    </li>
  );
}
