import { useQuery } from '@tanstack/react-query';
import { keys, listOutbox, Problem } from '#web/kernel/api';
import { format, i18n } from '#web/kernel/i18n';
import { EmptyState, ProblemNote, SkeletonLines } from '#web/kernel/ui';

/** Mail that could not leave: to whom, what, since when, why. */
export default function Outbox() {
  const mails = useQuery({ queryKey: keys.settings('outbox'), queryFn: listOutbox });
  if (mails.isPending) return <SkeletonLines count={5} />;
  const absent = mails.error instanceof Problem && mails.error.status === 404;
  if (mails.error && !absent) return <ProblemNote problem={mails.error} onRetry={() => void mails.refetch()} />;
  const waiting = mails.data?.data ?? [];
  if (waiting.length === 0)
    return (
      <EmptyState
        picture="done"
        title={i18n.t('Nothing is waiting')}
        text={i18n.t(
          'Invitations and notices that cannot be sent, for example because no mail server is ' +
            'set, will wait here with the reason.',
        )}
      />
    );
  return (
    <ul className="k-lines-list">
      {waiting.map((mail) => (
        <li key={mail.id} className="k-setting-line">
          <details className="k-grow">
            <summary>
              <strong>{mail.subject}</strong>
              <p className="k-muted">
                {[mail.to, format.dayAndTime(mail.created_at), mail.reason].filter(Boolean).join(' · ')}
              </p>
            </summary>
            {mail.text ? <p className="k-secret k-lines">{mail.text}</p> : null}
          </details>
        </li>
      ))}
    </ul>
  );
}
