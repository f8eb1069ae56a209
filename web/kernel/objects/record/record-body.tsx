import { useNavigate, useSearch } from '@tanstack/react-router';
import { Suspense } from 'react';
import type { ObjectType, RecordRow } from '#web/kernel/api';
import { i18n } from '#web/kernel/i18n';
import { Skeleton, SkeletonLines, Tabs } from '#web/kernel/ui';
import { DatedCards } from '../dated/dated-cards.tsx';
import { arrange } from '../layout/arrange.ts';
import { NewFields } from '../looks/new-since.tsx';
import { useSlots, type ComposerFocus } from '../model/slots.ts';
import { Timeline } from '../timeline/timeline.tsx';
import { Facts } from './facts.tsx';
import { FilesCard } from './files-card.tsx';
import { RelatedRecords } from './related.tsx';

type BodyProps = {
  object: ObjectType;
  record: RecordRow;
  focus: ComposerFocus;
  /** Whether the reader's role lets them write any entry. */
  writes: boolean;
};

/** A link may lead to a tab that a phone's row of tabs has no room for. */
const showChosen = (row: HTMLElement | null): void =>
  row?.querySelector('[aria-selected="true"]')?.scrollIntoView({ block: 'nearest', inline: 'nearest' });

/** What stands under the head: one tab of the page, the first with what now and the timeline beside its facts. */
export function RecordBody(props: BodyProps) {
  const { object, record } = props;
  const navigate = useNavigate();
  const { tab: asked } = useSearch({ strict: false }) as { tab?: string };
  const tabs = arrange(object, record);
  // A tab that its condition took away gives way to the first, and is back with it.
  const [first] = tabs ?? [];
  const tab = tabs?.find(({ key }) => key === asked) ?? first;
  const facts = (
    <NewFields object={object} id={record.id}>
      <Facts object={object} record={record} sections={tabs ? (tab?.sections ?? []) : undefined} />
    </NewFields>
  );
  const panel = tab && tabs && tabs.length > 1 ? { role: 'tabpanel', 'aria-label': tab.name } : {};
  return (
    <>
      {tabs && tab && tabs.length > 1 ? (
        <div ref={showChosen} className="k-record-tabs">
          <Tabs
            label={i18n.t('Tabs of the page')}
            value={tab.key}
            onChange={(key) =>
              void navigate({ to: '.', search: (key === first?.key ? {} : { tab: key }) as never, replace: true })
            }
            tabs={tabs.map(({ key, name }) => ({ value: key, label: name }))}
          />
        </div>
      ) : null}
      {tab === first ? <Sheets {...props} /> : null}
      {tab === first ? (
        <div className="k-record-columns" data-plain={!object.has_timeline || undefined} {...panel}>
          <Around {...props} />
          <aside className="k-record-facts" aria-label={i18n.t('Facts')}>
            {facts}
          </aside>
        </div>
      ) : (
        <div className="k-record-tab k-record-facts" {...panel}>
          {facts}
        </div>
      )}
    </>
  );
}

/** What modules put across the page. */
function Sheets({ object, record }: BodyProps) {
  const { sheets } = useSlots();
  return (
    <Suspense>
      {sheets.map((Sheet, at) => (
        <Sheet key={at} object={object} record={record} />
      ))}
    </Suspense>
  );
}

/** The cards and the timeline beside the facts. */
function Around({ object, record, focus, writes }: BodyProps) {
  const slots = useSlots();
  const navigate = useNavigate();
  const { kinds = '' } = useSearch({ strict: false }) as { kinds?: string };
  const Composer = slots.composer;
  return (
    <>
      <aside className="k-record-now" aria-label={i18n.t('What now')}>
        <Suspense fallback={<SkeletonLines count={5} />}>
          {slots.side.map((Card, at) => (
            <Card key={at} object={object} record={record} />
          ))}
        </Suspense>
        <DatedCards object={object} record={record} />
        <RelatedRecords object={object} record={record} />
        <FilesCard object={object} record={record} />
      </aside>
      {object.has_timeline ? (
        <div className="k-record-main">
          <Suspense fallback={<Skeleton tall />}>
            {Composer && writes ? <Composer object={object} record={record} focus={focus} /> : null}
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
    </>
  );
}
