import type { Certificate } from '#web/kernel/api';
import { format, i18n } from '#web/kernel/i18n';
import './personal-data.css';

/** What was, or would be, removed from where and what stays, as two short lists of numbers. */
export function CertificateLines({ certificate }: { certificate: Certificate }) {
  const removed = told(certificate.removed);
  const left = told(certificate.left);
  return (
    <div className="k-certificate">
      <Counts label={i18n.t('Removed')} counts={removed} none={i18n.t('Nothing.')} />
      <Counts label={i18n.t('Stays')} counts={left} none={i18n.t('Nothing.')} />
    </div>
  );
}

function Counts({ label, counts, none }: { label: string; counts: [string, number][]; none: string }) {
  return (
    <section aria-label={label}>
      <h3>{label}</h3>
      {counts.length === 0 ? <p className="k-muted">{none}</p> : null}
      <dl>
        {counts.map(([name, count]) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd className="k-num">{format.number(count)}</dd>
          </div>
        ))}
      </dl>
    </section>
  );
}

/** Most telling first, whatever order they were kept in. */
function told(counts: Record<string, number>): [string, number][] {
  const names = placeNames();
  const places = [...new Set([...Object.keys(names), ...Object.keys(counts)])];
  return places.flatMap((place) => (counts[place] ? [[names[place] ?? place, counts[place]]] : []));
}

/** What the server calls a place, in the reader's words. */
function placeNames(): Record<string, string> {
  return {
    people: i18n.t('Records of the person'),
    records_about_them: i18n.t('Entries about nobody else'),
    consents: i18n.t('Consent entries'),
    files: i18n.t('Files'),
    texts: i18n.t('Entries without their text'),
    pointers: i18n.t('Relations to them'),
    labels: i18n.t('Names of deeds'),
    history: i18n.t('Lines of history'),
    shares: i18n.t('Shares and followers'),
    duplicates: i18n.t('Proposed duplicates'),
    reminders: i18n.t('Reminders'),
    looks: i18n.t('Notes of what was looked at'),
    bulk_work: i18n.t('Lines of work on many records'),
    import_rows: i18n.t('Rows of imports'),
    mails: i18n.t('Mails'),
    deliveries: i18n.t('Deliveries to other programs'),
    answers: i18n.t('Kept answers'),
    conflicts: i18n.t('Kept conflicts'),
    keys: i18n.t('Search entries'),
    timeline: i18n.t('Lines of timelines'),
    words: i18n.t('Search words'),
    records_shared_with_others: i18n.t('Entries that are about others as well'),
    uploads: i18n.t('Uploaded import files, up to 90 days'),
  };
}
