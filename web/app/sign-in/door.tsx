import type { ReactNode } from 'react';
import { useState } from 'react';
import { activateLanguage, currentLanguage, type Language } from '#web/kernel/i18n';
import mark from '../icon.svg';
import './door.css';

/** The page before one is signed in: the mark, one card, the choice of language. */
export function Door(props: { title: string; text?: string; wide?: boolean; children: ReactNode }) {
  const [, redraw] = useState(0);
  const speak = (language: Language): void => void activateLanguage(language).then(() => location.reload());
  const other = currentLanguage() === 'en' ? 'el' : 'en';
  return (
    <main className="k-door">
      <div className="k-door-card" data-wide={props.wide || undefined}>
        <img className="k-mark" src={mark} alt="" />
        <h1>{props.title}</h1>
        {props.text ? <p className="k-muted">{props.text}</p> : null}
        {props.children}
      </div>
      <button
        type="button"
        className="k-link"
        lang={other}
        onClick={() => {
          speak(other);
          redraw((count) => count + 1);
        }}
      >
        {other === 'el' ? 'Ελληνικά' : 'English'}
      </button>
    </main>
  );
}
