import { useQuery } from '@tanstack/react-query';
import { keys, listErasures } from '#web/kernel/api';
import { format, i18n } from '#web/kernel/i18n';
import { EmptyState, ProblemNote, SkeletonLines } from '#web/kernel/ui';
import { CertificateLines } from '#web/modules/contacts';

/** Certificates of people who were forgotten. */
export default function Erasures() {
  const { data, error, isPending } = useQuery({ queryKey: keys.settings('erasures'), queryFn: listErasures });
  if (isPending) return <SkeletonLines />;
  return (
    <div className="k-stack k-form">
      <ProblemNote problem={error} />
      {data?.length === 0 ? (
        <EmptyState
          picture="done"
          title={i18n.t('Nobody was forgotten yet')}
          text={i18n.t('Open a person, then More actions, Personal data: to give all that is kept, or to forget them.')}
        />
      ) : null}
      {(data ?? []).map((one) => (
        <article key={one.id} className="k-stack">
          <div>
            <h2>{one.mode === 'erase' ? i18n.t('Erased') : i18n.t('Made anonymous')}</h2>
            <span className="k-muted">
              {one.by} · <time dateTime={one.at}>{format.dayAndTime(one.at)}</time>
            </span>
            <p className="k-muted">{i18n.t('Certificate {id}', { id: one.id })}</p>
          </div>
          <CertificateLines certificate={one} />
        </article>
      ))}
    </div>
  );
}
