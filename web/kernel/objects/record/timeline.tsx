import { useInfiniteQuery } from '@tanstack/react-query';
import { keys, listTimeline, type ObjectType, type Page, type RecordRow, type TimelineEntry } from '#web/kernel/api';
import { format, i18n } from '#web/kernel/i18n';
import { Button, EmptyState, ProblemNote, SkeletonLines, Tabs } from '#web/kernel/ui';
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

/** Every interaction and change, newest first, by days; older ones come when asked for. */
export function Timeline({ object, record, kinds, onKinds }: TimelineProps) {
  const pages = useInfiniteQuery({
    queryKey: keys.timeline(object.api, record.id, kinds),
    initialPageParam: '',
    queryFn: ({ pageParam }) => listTimeline(object.api, record.id, { kinds, cursor: pageParam }),
    getNextPageParam: (last: Page<TimelineEntry>) => last.next_cursor,
  });
  const items = timelineItems(pages.data?.pages.flatMap((page) => page.data) ?? [], format.dayOf);
  return (
    <section aria-label={i18n.t('Timeline')} className="k-timeline">
      <h2 className="k-hidden">{i18n.t('Timeline')}</h2>
      <Tabs
        label={i18n.t('Kinds of entries')}
        value={kinds}
        onChange={onKinds}
        tabs={Object.entries(kindNames()).map(([value, label]) => ({ value, label }))}
      />
      <ProblemNote problem={pages.error} onRetry={() => void pages.refetch()} />
      {pages.isPending ? <SkeletonLines count={8} /> : null}
      {pages.data && items.length === 0 ? (
        <EmptyState
          title={kinds ? i18n.t('Nothing of this kind yet') : i18n.t('No history yet')}
          text={i18n.t('Calls, mails, meetings and notes will line up here by day. Press n and write the first one.')}
        />
      ) : null}
      <ol className="k-entries">
        {items.map((item) => {
          if (item.kind === 'day') return <DayHeading key={item.day} day={item.day} />;
          if (item.kind === 'changes')
            return <ChangesFold key={item.entries[0]?.id} object={object} entries={item.entries} />;
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
