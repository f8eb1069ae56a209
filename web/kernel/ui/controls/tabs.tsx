import type { KeyboardEvent, ReactNode } from 'react';
import './controls.css';

type Tab = { value: string; label: ReactNode; count?: number };

/** A row of tabs; arrows move, the chosen one is underlined. */
export function Tabs(props: { label: string; tabs: Tab[]; value: string; onChange: (value: string) => void }) {
  const step = (event: KeyboardEvent<HTMLDivElement>): void => {
    const by = event.key === 'ArrowRight' ? 1 : event.key === 'ArrowLeft' ? -1 : 0;
    if (by === 0) return;
    const at = props.tabs.findIndex((tab) => tab.value === props.value);
    const next = props.tabs[(at + by + props.tabs.length) % props.tabs.length];
    if (!next) return;
    props.onChange(next.value);
    event.currentTarget.querySelectorAll<HTMLElement>('[role="tab"]')[props.tabs.indexOf(next)]?.focus();
  };
  // Where none is chosen, the keyboard still has a way in.
  const chosen = props.tabs.some((tab) => tab.value === props.value) ? props.value : props.tabs[0]?.value;
  return (
    <div role="tablist" aria-label={props.label} className="k-tabs" onKeyDown={step} tabIndex={-1}>
      {props.tabs.map((tab) => (
        <button
          key={tab.value}
          type="button"
          role="tab"
          aria-selected={tab.value === props.value}
          tabIndex={tab.value === chosen ? 0 : -1}
          className="k-tab"
          onClick={() => props.onChange(tab.value)}
        >
          {tab.label}
          {tab.count === undefined ? null : <span className="k-count">{tab.count}</span>}
        </button>
      ))}
    </div>
  );
}
