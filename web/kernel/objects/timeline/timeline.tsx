import { useInfiniteQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { keys, listTimeline, type ObjectType, type RecordRow, type TimelinePage } from '#web/kernel/api';
import { format, i18n } from '#web/kernel/i18n';
import { Button, EmptyState, ProblemNote, SkeletonLines, Tabs } from '#web/kernel/ui';
import { zonedInstant } from '../fields/reading.ts';
import { useZone } from '../past/use-zone.ts';
import { JumpToDate } from './jump-to-date.tsx';
import { RemovedFile } from './removed-file.tsx';
import { ChangesFold, EntryLine } from './timeline-entry.tsx';
import { timelineItems } from './timeline-days.ts';
import './timeline.css';

const kindNames = (): Record<string, string> => ({
  '': i18n.t('Everything'),
  'call,meeting': i18n.t('Talks'),
  'mail,letter,chat': i18n.t('Mail'),
  note: i18n.t('Notes'),
  task: i18n.t('Tasks'),
  file: i18n.t('Files'),
  change: i18n.t('Changes'),
});

type TimelineProps = { object: ObjectType; record: RecordRow; kinds: string; onKinds: (kinds: string) => void };

/** Every interaction and change, newest first, by days, from any day one jumps to; more comes when asked for. */
export function Timeline({ object, record, kinds, onKinds }: TimelineProps) {
  const [from, setFrom] = useState<string | null>(null);
  const pages = useTimeline(object, record, { kinds, from });
  const may = object.can.update && record.can?.update !== false;
  const items = timelineItems(pages.data?.pages.flatMap((page) => page.data) ?? [], format.dayOf);
  return (
    <section aria-label={i18n.t('Timeline')} className="k-timeline">
      <h2 className="k-hidden">{i18n.t('Timeline')}</h2>
      <div className="k-timeline-tools">
        <Tabs
          label={i18n.t('Kinds of entries')}
          value={kinds}
          onChange={onKinds}
          tabs={Object.entries(kindNames()).map(([value, label]) => ({ value, label }))}
        />
        <JumpToDate from={from} onJump={setFrom} />
      </div>
      <ProblemNote problem={pages.error} onRetry={() => void pages.refetch()} />
      {from ? <Jumped from={from} onNewest={() => setFrom(null)} pages={pages} /> : null}
      {pages.isPending ? <SkeletonLines count={8} /> : null}
      {pages.data && items.length === 0 ? <NothingHere kinds={kinds} from={from} /> : null}
      <ol className="k-entries">
        {items.map((item) => {
          if (item.kind === 'day') return <DayHeading key={item.day} day={item.day} />;
          if (item.kind === 'changes')
            return <ChangesFold key={item.entries[0]?.id} object={object} entries={item.entries} may={may} />;
          if (item.kind === 'removed') return <RemovedFile key={item.entry.id} entry={item.entry} may={may} />;
          return <EntryLine key={`${item.entry.kind}-${item.entry.id}`} entry={item.entry} record={record} />;
        })}
      </ol>
      {pages.hasNextPage ? (
        <Button busy={pages.isFetchingNextPage} onClick={() => void pages.fetchNextPage()}>
          {i18n.t('Show older')}
        </Button>
      ) : null}
    </section>
  );
}

type Start = { cursor?: string; at?: string; newer?: boolean };

function useTimeline(object: ObjectType, record: RecordRow, asked: { kinds: string; from: string | null }) {
  const zone = useZone();
  const { kinds, from } = asked;
  const at = from ? zonedInstant(`${from}T23:59`, zone) : null;
  return useInfiniteQuery({
    queryKey: keys.timeline(object.api, record.id, kinds, from ?? ''),
    initialPageParam: (at ? { at } : {}) as Start,
    queryFn: ({ pageParam }) => listTimeline(object.api, record.id, { kinds, ...pageParam }),
    getNextPageParam: (last: TimelinePage) => (last.next_cursor ? { cursor: last.next_cursor } : null),
    getPreviousPageParam: (first: TimelinePage) =>
      first.newer_cursor ? { cursor: first.newer_cursor, newer: true } : null,
  });
}

function Jumped(props: { from: string; onNewest: () => void; pages: ReturnType<typeof useTimeline> }) {
  const { pages } = props;
  return (
    <p className="k-row k-wrap k-jumped">
      <span className="k-grow k-muted">{i18n.t('From {day} back', { day: format.calendarDay(props.from) })}</span>
      {pages.hasPreviousPage ? (
        <Button small look="quiet" busy={pages.isFetchingPreviousPage} onClick={() => void pages.fetchPreviousPage()}>
          {i18n.t('Show newer')}
        </Button>
      ) : null}
      <Button small look="quiet" onClick={props.onNewest}>
        {i18n.t('Back to the newest')}
      </Button>
    </p>
  );
}

function NothingHere({ kinds, from }: { kinds: string; from: string | null }) {
  if (from) return <p className="k-muted">{i18n.t('Nothing happened on that day or before.')}</p>;
  return (
    <EmptyState
      title={kinds ? i18n.t('Nothing of this kind yet') : i18n.t('No history yet')}
      text={i18n.t('Calls, mails, meetings and notes will line up here by day. Press n and write the first one.')}
    />
  );
}

function DayHeading({ day }: { day: string }) {
  const near = Math.abs(format.daysFromToday(day)) < 7;
  return (
    <li className="k-day">
      <h3>
        {near
          ? `${format.relativeDay(day)} · ${format.calendarDay(day, { weekday: true, year: false })}`
          : format.calendarDay(day, { weekday: true })}
      </h3>
    </li>
  );
}
