import type { ReactNode } from 'react';
import './feedback.css';

/** What an empty page will hold: a picture, one sentence, one button that starts it. */
export function EmptyState(props: {
  picture?: 'list' | 'board' | 'done' | 'search';
  /** The only heading of its page. */
  main?: boolean;
  title: string;
  text?: ReactNode;
  action?: ReactNode;
}) {
  return (
    <div className="k-empty">
      <Picture kind={props.picture ?? 'list'} />
      {props.main ? <h1>{props.title}</h1> : <h2>{props.title}</h2>}
      {props.text ? <p>{props.text}</p> : null}
      {props.action ? <div className="k-row k-wrap">{props.action}</div> : null}
    </div>
  );
}

function Picture({ kind }: { kind: string }) {
  const rows = [0, 1, 2];
  return (
    <svg className="k-picture" viewBox="0 0 160 96" aria-hidden="true">
      {kind === 'board'
        ? rows.map((row) => (
            <rect key={row} className="p-card" x={8 + row * 50} y="10" width="44" height={76 - row * 18} rx="6" />
          ))
        : rows.map((row) => (
            <g key={row} opacity={1 - row * 0.28}>
              <rect className="p-card" x="8" y={8 + row * 29} width="144" height="23" rx="6" />
              <circle className="p-face" cx="21" cy={19.5 + row * 29} r="6.5" />
              <rect className="p-line" x="34" y={14 + row * 29} width={58 - row * 8} height="4" rx="2" />
              <rect className="p-soft" x="34" y={21 + row * 29} width={36 + row * 6} height="4" rx="2" />
              {kind === 'done' ? (
                <path className="p-tick" d={`M${131} ${19 + row * 29}l4 4 7 -8`} />
              ) : (
                <rect className="p-soft" x="118" y={17.5 + row * 29} width="24" height="4" rx="2" />
              )}
            </g>
          ))}
    </svg>
  );
}
