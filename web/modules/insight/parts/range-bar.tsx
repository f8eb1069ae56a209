import { i18n } from '#web/kernel/i18n';

const WIDTH = 200;
const HEIGHT = 20;

type RangeBarProps = {
  range: { p10: number; p50: number; p90: number };
  /** The amount at the right end. */
  most: number;
  target: number | null;
  say: (amount: number) => string;
};

/** Where a sum will lie: eight times of ten within the bar; the stroke is the middle, the dotted line the target. */
export function RangeBar({ range, most, target, say }: RangeBarProps) {
  const at = (amount: number): number => (most > 0 ? (Math.min(amount, most) / most) * (WIDTH - 4) + 2 : 2);
  const label = i18n.t('{low} to {high}, most likely about {middle}', {
    low: say(range.p10),
    high: say(range.p90),
    middle: say(range.p50),
  });
  return (
    <svg
      className="k-range"
      role="img"
      aria-label={label}
      viewBox={`0 0 ${WIDTH} ${HEIGHT}`}
      preserveAspectRatio="none"
    >
      <line className="k-range-floor" x1="0" x2={WIDTH} y1={HEIGHT / 2} y2={HEIGHT / 2} />
      <rect x={at(range.p10)} y="4" width={Math.max(2, at(range.p90) - at(range.p10))} height={HEIGHT - 8} rx="3" />
      <line className="k-range-middle" x1={at(range.p50)} x2={at(range.p50)} y1="2" y2={HEIGHT - 2} />
      {target === null ? null : <line className="k-range-target" x1={at(target)} x2={at(target)} y1="0" y2={HEIGHT} />}
    </svg>
  );
}
