import type { ReactNode } from 'react';
import './controls.css';

export type Tone = 'grey' | 'green' | 'amber' | 'red' | 'blue' | 'violet' | 'teal';
const TONES = new Set<string>(['grey', 'green', 'amber', 'red', 'blue', 'violet', 'teal']);
const NEAR: Record<string, Tone> = {
  gray: 'grey',
  yellow: 'amber',
  orange: 'amber',
  pink: 'violet',
  purple: 'violet',
  grape: 'violet',
  indigo: 'blue',
  cyan: 'teal',
  lime: 'green',
};

/** A short word on a soft tint; the word carries the meaning, the tint only helps. */
export function Chip(props: { tone?: Tone; children: ReactNode }) {
  return (
    <span className="k-chip" data-tone={props.tone ?? 'grey'}>
      {props.children}
    </span>
  );
}

/** A chip in the colour that the server's option names; unknown colours are grey. */
export function ColourChip(props: { colour: string | null; children: ReactNode }) {
  return <Chip tone={toneOf(props.colour)}>{props.children}</Chip>;
}

/** The tint of a colour that the server's option names. */
export function toneOf(colour: string | null): Tone {
  if (colour === null) return 'grey';
  return TONES.has(colour) ? (colour as Tone) : (NEAR[colour] ?? 'grey');
}
