import { useQuery } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useDeferredValue, useEffect, useRef, useState, type KeyboardEvent } from 'react';
import { search, type SearchHit } from '#web/kernel/api';
import { i18n } from '#web/kernel/i18n';
import { objectLabel, useObjects, usePaths } from '#web/kernel/objects';
import { Avatar, Dialog, Icon, Kbd } from '#web/kernel/ui';
import { openPalette, takeTypedAhead } from '../shell/palette-store.ts';
import { useCommands, type Runnable } from './commands.ts';
import { rankCommands } from './rank.ts';
import './palette.css';

/** As many commands as fit beside the records without scrolling. */
const COMMANDS = 7;

/** One box to reach any record, page, view or action by its name. */
export default function Palette() {
  const [typed, setTyped] = useState('');
  const [at, setAt] = useState(0);
  const { lines, searching } = useLines(typed);
  const close = (): void => openPalette(null);
  const run = (line: Runnable | undefined): void => {
    if (!line) return;
    close();
    line.run();
  };
  const onKey = (event: KeyboardEvent): void => {
    const by = event.key === 'ArrowDown' ? 1 : event.key === 'ArrowUp' ? -1 : 0;
    if (by !== 0) {
      event.preventDefault();
      setAt((at + by + lines.length) % Math.max(1, lines.length));
    }
    if (event.key === 'Enter') {
      event.preventDefault();
      run(lines[at]);
    }
  };
  return (
    <Dialog title={<span className="k-hidden">{i18n.t('Find anything, do anything')}</span>} onClose={close}>
      <div className="k-palette" onKeyDown={onKey}>
        <input
          className="k-palette-box"
          role="combobox"
          aria-expanded="true"
          aria-controls="palette-list"
          aria-activedescendant={lines[at] ? `palette-${String(at)}` : undefined}
          aria-label={i18n.t('Find anything, do anything')}
          placeholder={i18n.t('A name, a page, an action')}
          autoFocus
          data-autofocus
          data-no-ring
          autoComplete="off"
          value={typed}
          onFocus={() => setTyped((before) => before + takeTypedAhead())}
          onChange={(event) => {
            setTyped(event.target.value);
            setAt(0);
          }}
        />
        <ul role="listbox" id="palette-list" className="k-palette-list" aria-label={i18n.t('Results')}>
          {lines.map((line, index) => (
            <PaletteLine
              key={line.id}
              line={line}
              id={`palette-${String(index)}`}
              here={index === at}
              onPoint={() => setAt(index)}
              onRun={() => run(line)}
            />
          ))}
        </ul>
        {lines.length === 0 ? (
          <p className="k-palette-none">
            {searching
              ? i18n.t('Searching …')
              : i18n.t('Nothing is called that. Try a part of the name, in either alphabet.')}
          </p>
        ) : null}
      </div>
    </Dialog>
  );
}

function useLines(typed: string): { lines: Runnable[]; searching: boolean } {
  const navigate = useNavigate();
  const paths = usePaths();
  const commands = useCommands();
  const objects = useObjects();
  const wanted = useDeferredValue(typed.trim());
  const hits = useQuery({
    queryKey: ['palette', wanted],
    enabled: wanted.length > 1,
    queryFn: ({ signal }) => search(wanted, { limit: 12 }, signal),
    placeholderData: (before) => before,
  });
  const asLine = (hit: SearchHit): Runnable => {
    const object = objects.find((one) => one.api === hit.object);
    return {
      id: hit.id,
      group: 'record',
      label: hit.name,
      words: [object ? objectLabel(object) : '', hit.subtitle].filter(Boolean).join(' · '),
      icon: '',
      run: () => void navigate({ to: paths.record(hit.object, hit.id) }),
    };
  };
  const records = wanted.length > 1 ? (hits.data ?? []).map(asLine) : [];
  const ranked = rankCommands(commands, typed, records.length > 0 ? COMMANDS : COMMANDS * 2);
  return { lines: [...records, ...ranked], searching: hits.isFetching };
}

function PaletteLine(props: { line: Runnable; id: string; here: boolean; onPoint: () => void; onRun: () => void }) {
  const { line } = props;
  const own = useRef<HTMLLIElement>(null);
  useEffect(() => {
    if (props.here) own.current?.scrollIntoView({ block: 'nearest' });
  }, [props.here]);
  return (
    <li
      ref={own}
      id={props.id}
      role="option"
      aria-selected={props.here}
      className="k-palette-line"
      onPointerMove={props.onPoint}
      onClick={props.onRun}
    >
      {line.group === 'record' ? <Avatar name={line.label} /> : <Icon name={line.icon} />}
      <span className="k-cut">{line.label}</span>
      {line.group === 'record' ? <span className="k-muted k-cut">{line.words}</span> : null}
      <span className="k-grow" />
      {line.keys ? <Kbd keys={line.keys} /> : null}
    </li>
  );
}
