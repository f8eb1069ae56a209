import { useQuery } from '@tanstack/react-query';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { lazy, Suspense, useState } from 'react';
import { getRecord, keys, type ObjectType, type RecordRow } from '#web/kernel/api';
import { i18n } from '#web/kernel/i18n';
import { ProblemNote, Skeleton, SkeletonLines } from '#web/kernel/ui';
import { useSlots, type ComposerFocus } from '../model/slots.ts';
import { loadAccessSheet } from './load.ts';
import { RecordBody } from './record-body.tsx';
import { RecordHead } from './record-head.tsx';
import { useRecordDeeds } from '../sharing/use-sharing.ts';
import { useObjects } from '../model/use-model.ts';
import '../list/list.css';
import './record.css';

const AccessSheet = lazy(loadAccessSheet);
const MergeSearch = lazy(() => import('./merge-search.tsx'));

/** One record with everything around it: head, what now, timeline, facts. */
export default function RecordPage({ object, id }: { object: ObjectType; id: string }) {
  const record = useQuery({ queryKey: keys.record(object.api, id), queryFn: () => getRecord(object.api, id) });
  if (record.error) {
    return (
      <div className="k-page">
        <ProblemNote problem={record.error} onRetry={() => void record.refetch()} />
      </div>
    );
  }
  return record.data ? <RecordView object={object} record={record.data} /> : <RecordSkeleton />;
}

function RecordView({ object, record: read }: { object: ObjectType; record: RecordRow }) {
  const { record, sharing } = useRecordDeeds(object, read);
  const slots = useSlots();
  const navigate = useNavigate();
  const { compose, tab } = useSearch({ strict: false }) as {
    compose?: NonNullable<ComposerFocus>['kind'];
    tab?: string;
  };
  const [focus, setFocus] = useState<ComposerFocus>(compose ? { kind: compose, count: 0 } : null);
  const [open, setOpen] = useState<string | null>(null);
  const makes = useMakes();
  const onCompose = (kind: NonNullable<ComposerFocus>['kind']): void => {
    // What is written stands on the first tab.
    if (tab) void navigate({ to: '.', search: {} as never, replace: true });
    setFocus({ kind, count: (focus?.count ?? 0) + 1 });
  };
  return (
    <div className="k-record">
      <RecordHead
        object={object}
        record={record}
        sharing={sharing}
        makes={makes}
        onOpen={setOpen}
        onCompose={onCompose}
      />
      {record.deleted_at ? (
        <p className="k-trash-note">{i18n.t('This record is in the trash. Restore it from Settings, Trash.')}</p>
      ) : null}
      <RecordBody object={object} record={record} focus={focus} writes={makes.length > 0} />
      <Suspense>
        {open === 'merge' ? <MergeSearch object={object} record={record} onClose={() => setOpen(null)} /> : null}
        {open === 'access' ? <AccessSheet object={object} record={record} onClose={() => setOpen(null)} /> : null}
        {slots.recordWindows
          .filter((one) => one.key === open)
          .map(({ key, Window }) => (
            <Window key={key} object={object} record={record} onClose={() => setOpen(null)} />
          ))}
      </Suspense>
    </div>
  );
}

const KINDS = ['note', 'call', 'mail', 'task', 'meeting'] as const;

/** The kinds of entries that the reader's role lets them write. */
function useMakes(): NonNullable<ComposerFocus>['kind'][] {
  const objects = useObjects();
  return KINDS.filter((kind) => objects.find((object) => object.key === kind)?.can.create);
}

function RecordSkeleton() {
  return (
    <div className="k-record" aria-busy="true">
      <div className="k-record-head">
        <Skeleton tall width="3.5rem" />
        <div className="k-grow k-stack">
          <Skeleton tall width="14rem" />
          <Skeleton width="9rem" />
        </div>
      </div>
      <div className="k-record-columns">
        <div className="k-record-now">
          <SkeletonLines count={5} />
        </div>
        <div className="k-record-main">
          <SkeletonLines count={9} />
        </div>
        <div className="k-record-facts">
          <SkeletonLines count={8} />
        </div>
      </div>
    </div>
  );
}
