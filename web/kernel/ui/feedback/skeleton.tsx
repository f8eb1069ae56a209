import './feedback.css';

const WIDTHS = ['62%', '38%', '51%', '44%', '70%', '33%', '57%'];
const upTo = (count: number): number[] => Array.from({ length: count }, (_, index) => index);

/** One grey bar in the shape of what is coming. */
export function Skeleton(props: { width?: string; tall?: boolean; round?: boolean }) {
  return (
    <span
      className="k-skeleton"
      data-tall={props.tall || undefined}
      data-round={props.round || undefined}
      style={props.width ? { width: props.width } : undefined}
    />
  );
}

/** Lines of text that are coming. */
export function SkeletonLines(props: { count?: number }) {
  return (
    <div className="k-stack" aria-busy="true">
      {upTo(props.count ?? 4).map((line) => (
        <Skeleton key={line} width={WIDTHS[line % WIDTHS.length] ?? '50%'} />
      ))}
    </div>
  );
}

/** List rows that are coming: face, name, cells. */
export function SkeletonRows(props: { count?: number }) {
  return (
    <div aria-busy="true" className="k-skeleton-rows">
      {upTo(props.count ?? 14).map((row) => (
        <div key={row} className="k-skeleton-row">
          <Skeleton round />
          <Skeleton width={`${String(14 + ((row * 7) % 11))}%`} />
          <Skeleton width={`${String(10 + ((row * 5) % 9))}%`} />
          <Skeleton width={`${String(8 + ((row * 3) % 8))}%`} />
        </div>
      ))}
    </div>
  );
}
