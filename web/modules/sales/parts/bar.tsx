import { format, i18n } from '#web/kernel/i18n';

type BarProps = { share: number | null; interval: { low: number; high: number } | null };

/** A share as a bar with its number; the thin line is where it lies in 95 of 100 cases. */
export function Bar({ share, interval }: BarProps) {
  if (share === null) return <span className="k-muted">—</span>;
  return (
    <span className="k-share">
      <svg viewBox="0 0 100 10" preserveAspectRatio="none" aria-hidden="true">
        <rect className="k-share-floor" width="100" height="10" />
        <rect className="k-share-bar" width={share * 100} height="10" />
        {interval ? <line x1={interval.low * 100} x2={interval.high * 100} y1="5" y2="5" /> : null}
      </svg>
      <span>
        {percent(share)}
        {interval ? (
          <span className="k-muted">
            {' '}
            {i18n.t('({low} to {high})', { low: percent(interval.low), high: percent(interval.high) })}
          </span>
        ) : null}
      </span>
    </span>
  );
}

const percent = (share: number): string => format.number(share, { style: 'percent', maximumFractionDigits: 0 });
