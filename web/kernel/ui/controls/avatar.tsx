import { useState } from 'react';
import { initials, toneOf } from './initials.ts';
import './controls.css';

type AvatarProps = { name: string; image?: string | null; size?: 'small' | 'medium' | 'large'; square?: boolean };

/** The face of a person or a firm: a picture, else initials on a tint; decoration beside a name that is written out. */
export function Avatar({ name, image, size = 'small', square }: AvatarProps) {
  const [broken, setBroken] = useState<string | null>(null);
  const shown = image && image !== broken ? image : null;
  return (
    <span
      className="k-avatar"
      data-size={size}
      data-square={square || undefined}
      data-tone={toneOf(name)}
      aria-hidden="true"
    >
      {shown ? <img src={shown} alt="" loading="lazy" onError={() => setBroken(shown)} /> : initials(name)}
    </span>
  );
}
