import { useParams } from '@tanstack/react-router';
import { lazy, Suspense } from 'react';
import { i18n } from '#web/kernel/i18n';
import { ListPage, loadRecordPage, useObject, useObjects } from '#web/kernel/objects';
import { EmptyState, SkeletonRows } from '#web/kernel/ui';

const RecordPage = lazy(loadRecordPage);

/** The list of whichever object the address names. */
export function ObjectListPage() {
  const { object: api } = useParams({ strict: false }) as { object: string };
  const { object, missing } = useNamed(api);
  if (missing) return <Missing />;
  return object ? <ListPage key={api} object={object} /> : <SkeletonRows />;
}

/** The page of whichever record the address names. */
export function ObjectRecordPage() {
  const { object: api, id } = useParams({ strict: false }) as { object: string; id: string };
  const { object, missing } = useNamed(api);
  if (missing) return <Missing />;
  return (
    <Suspense fallback={<SkeletonRows count={4} />}>
      {object ? <RecordPage key={id} object={object} id={id} /> : <SkeletonRows count={4} />}
    </Suspense>
  );
}

function useNamed(api: string) {
  const all = useObjects();
  const object = useObject(api);
  return { object, missing: all.length > 0 && object === null };
}

function Missing() {
  return (
    <EmptyState
      main
      picture="search"
      title={i18n.t('There is no such page')}
      text={i18n.t('The address may be old. Use the menu, or Ctrl K to find what you need.')}
    />
  );
}
