import { useQuery } from '@tanstack/react-query';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { lazy, Suspense, useState } from 'react';
import { getRecord, keys, type ObjectType, type RecordRow } from '#web/kernel/api';
import { i18n } from '#web/kernel/i18n';
import { ProblemNote, Skeleton, SkeletonLines } from '#web/kernel/ui';
import { NewFields } from '../looks/new-since.tsx';
import { useSlots, type ComposerFocus } from '../model/slots.ts';
import { Facts } from './facts.tsx';
import { FilesCard } from './files-card.tsx';
import { loadAccessSheet } from './load.ts';
import { RecordHead } from './record-head.tsx';
import { RelatedRecords } from './related.tsx';
import { useRecordDeeds } from '../sharing/use-sharing.ts';
import { useObjects } from '../model/use-model.ts';
import { Timeline } from '../timeline/timeline.tsx';
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
  const { kinds = '', compose } = useSearch({ strict: false }) as {
    kinds?: string;
    compose?: NonNullable<ComposerFocus>['kind'];
  };
  const [focus, setFocus] = useState<ComposerFocus>(compose ? { kind: compose, count: 0 } : null);
  const [open, setOpen] = useState<string | null>(null);
  const makes = useMakes();
  const Composer = slots.composer;
  return (
    <div className="k-record">
      <RecordHead
        object={object}
        record={record}
        sharing={sharing}
        makes={makes}
        onOpen={setOpen}
        onCompose={(kind) => setFocus({ kind, count: (focus?.count ?? 0) + 1 })}
      />
      {record.deleted_at ? (
        <p className="k-trash-note">{i18n.t('This record is in the trash. Restore it from Settings, Trash.')}</p>
      ) : null}
      <div className="k-record-columns" data-plain={!object.has_timeline || undefined}>
        <aside className="k-record-now" aria-label={i18n.t('What now')}>
          <Suspense fallback={<SkeletonLines count={5} />}>
            {slots.side.map((Card, at) => (
              <Card key={at} object={object} record={record} />
            ))}
          </Suspense>
          <RelatedRecords object={object} record={record} />
          <FilesCard object={object} record={record} />
        </aside>
        {object.has_timeline ? (
          <div className="k-record-main">
            <Suspense fallback={<Skeleton tall />}>
              {Composer && makes.length > 0 ? <Composer object={object} record={record} focus={focus} /> : null}
            </Suspense>
            <Timeline
              object={object}
              record={record}
              kinds={kinds}
              onKinds={(next) =>
                void navigate({ to: '.', search: (next ? { kinds: next } : {}) as never, replace: true })
              }
            />
          </div>
        ) : null}
        <aside className="k-record-facts" aria-label={i18n.t('Facts')}>
          <NewFields object={object} id={record.id}>
            <Facts object={object} record={record} />
          </NewFields>
        </aside>
      </div>
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
