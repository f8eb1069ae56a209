import { encode } from 'uqr';

/** Room around the picture, in its own dots; readers need it to find the corners. */
const MARGIN = 4;

/** A text as a picture that phones read, always dark on light, whatever the theme: readers expect it so. */
export default function QrCode({ text, label }: { text: string; label: string }) {
  const { data, size } = encode(text, { ecc: 'M', border: 0 });
  const dots = data.flatMap((row, y) => row.flatMap((dark, x) => (dark ? [`M${String(x)} ${String(y)}h1v1h-1z`] : [])));
  const box = [-MARGIN, -MARGIN, size + 2 * MARGIN, size + 2 * MARGIN].join(' ');
  return (
    <svg className="k-qr" role="img" aria-label={label} viewBox={box} shapeRendering="crispEdges">
      <path d={dots.join('')} fill="currentColor" />
    </svg>
  );
}
