import { useInfiniteQuery } from '@tanstack/react-query';
import { keys, listDeliveries, replayDelivery, type Delivery, type Page, type Webhook } from '#web/kernel/api';
import { format, i18n } from '#web/kernel/i18n';
import { Button, ProblemNote, SkeletonLines } from '#web/kernel/ui';
import { useTask } from '../use-task.ts';

const states = (): Record<Delivery['state'], string> => ({
  waiting: i18n.t('waiting'),
  sending: i18n.t('on its way'),
  delivered: i18n.t('delivered'),
  failed: i18n.t('given up'),
});

/** What a webhook was told and what it answered, newest first, each to be sent again. */
export function Deliveries({ hook }: { hook: Webhook }) {
  const { problem, busy, run } = useTask();
  const pages = useInfiniteQuery({
    queryKey: [...keys.settings('webhooks'), hook.id],
    initialPageParam: '',
    queryFn: ({ pageParam }) => listDeliveries(hook.id, pageParam ? { cursor: pageParam } : {}),
    getNextPageParam: (last: Page<Delivery>) => last.next_cursor,
  });
  const all = pages.data?.pages.flatMap((page) => page.data) ?? [];
  const replay = (id: string) => run(() => replayDelivery(hook.id, id), i18n.t('It is sent again.'));
  return (
    <div className="k-stack">
      <ProblemNote problem={problem ?? pages.error} />
      {pages.isPending ? <SkeletonLines count={3} /> : null}
      {pages.data && all.length === 0 ? <p className="k-muted">{i18n.t('Nothing was sent yet.')}</p> : null}
      <ul className="k-lines-list">
        {all.map((one) => (
          <li key={one.id} className="k-setting-line">
            <details className="k-grow">
              <summary>
                <strong>{one.type}</strong>
                <p className="k-muted">
                  {[format.dayAndTime(one.created_at), states()[one.state], one.last_status]
                    .filter(Boolean)
                    .join(' · ')}
                </p>
              </summary>
              <p className="k-secret k-lines">{one.last_error ?? (one.last_answer || i18n.t('No text.'))}</p>
            </details>
            {hook.state === 'enabled' && one.state !== 'sending' ? (
              <Button small busy={busy} onClick={() => void replay(one.id)}>
                {i18n.t('Send again')}
              </Button>
            ) : null}
          </li>
        ))}
      </ul>
      {pages.hasNextPage ? (
        <Button className="k-self-start" busy={pages.isFetchingNextPage} onClick={() => void pages.fetchNextPage()}>
          {i18n.t('Show older')}
        </Button>
      ) : null}
    </div>
  );
}
