import { IconChevronDown, IconChevronRight, IconDots, IconPlus } from '@tabler/icons-react';
import { Link } from '@tanstack/react-router';
import { useEffect, useRef, useState, type DragEvent, type KeyboardEvent, type ReactNode } from 'react';
import type { SidebarItem, View } from '#web/kernel/api';
import { i18n } from '#web/kernel/i18n';
import { menuObjects, useObjects, usePaths } from '#web/kernel/objects';
import { announce, Icon, IconButton, Menu, type MenuEntry } from '#web/kernel/ui';
import { dropped, holds, intoFolder, renamedFolder, stepped, unfolded, without, type Place } from './arrange.ts';
import { FolderName } from './folder-name.tsx';
import { keepFocusOn, takesFocus } from './focus-after.ts';
import { useSidebar } from './use-sidebar.ts';

const stroke = { size: 14, stroke: 1.75, 'aria-hidden': true } as const;

/** Saved views as favourites: in folders, in the member's own order, by dragging, by keys or by each one's menu. */
export function Favourites({ onGo }: { onGo: (() => void) | undefined }) {
  const { views, items, arrange } = useSidebar();
  const [asking, setAsking] = useState<{ view?: string; folder?: string } | null>(null);
  const [drag, setDrag] = useState<Drag | null>(null);
  if (views.length === 0) return null;
  const shared = { items, arrange, drag, onDrag: setDrag, onGo, ask: setAsking };
  const line = (id: string) => {
    const view = views.find((one) => one.id === id);
    return view ? <ViewLine key={id} {...shared} view={view} /> : null;
  };
  return (
    <>
      <div className="k-favourite-head">
        <p className="k-nav-heading">{i18n.t('Views')}</p>
        <Missing
          views={views.filter((view) => !holds(items, view.id))}
          onAdd={(id) => arrange([...items, { view: id }])}
        />
      </div>
      <ul aria-label={i18n.t('Views')}>
        {items.map((item) =>
          'folder' in item ? (
            <FolderLine key={`folder-${item.folder}`} {...shared} folder={item.folder}>
              {item.views.map(line)}
            </FolderLine>
          ) : (
            line(item.view)
          ),
        )}
      </ul>
      {asking ? (
        <FolderName
          name={asking.folder ?? ''}
          onClose={() => setAsking(null)}
          onName={(name) => {
            if (asking.view) arrange(intoFolder(items, asking.view, name));
            if (asking.folder) arrange(renamedFolder(items, asking.folder, name));
          }}
        />
      ) : null}
    </>
  );
}

/** Views that were taken out of the menu, or came after it was arranged. */
function Missing({ views, onAdd }: { views: View[]; onAdd: (id: string) => void }) {
  if (views.length === 0) return null;
  return (
    <Menu
      end
      trigger={<IconButton small label={i18n.t('Add a view to the menu')} icon={<IconPlus {...stroke} />} />}
      entries={views.map((view) => ({ label: view.name, run: () => onAdd(view.id) }))}
    />
  );
}

type Drag = { what: Place; on?: Place; after?: boolean };
type LineProps = {
  items: SidebarItem[];
  arrange: (items: SidebarItem[]) => void;
  drag: Drag | null;
  onDrag: (drag: Drag | null) => void;
  onGo: (() => void) | undefined;
  ask: (what: { view?: string; folder?: string }) => void;
};

function ViewLine(props: LineProps & { view: View }) {
  const { view, items, arrange, ask, onGo } = props;
  const paths = usePaths();
  const icon = menuObjects(useObjects()).find((object) => object.api === view.object)?.icon ?? 'tag';
  const folders = items.flatMap((item) => ('folder' in item ? [item.folder] : []));
  const entries: MenuEntry[] = [
    ...stepEntries(props, { view: view.id }, view.name),
    'line',
    ...folders.map((folder) => ({
      label: i18n.t('To folder “{folder}”', { folder }),
      run: () => arrange(intoFolder(items, view.id, folder)),
    })),
    { label: i18n.t('To a new folder'), run: () => ask({ view: view.id }) },
    'line',
    { label: i18n.t('Take out of the menu'), run: () => arrange(without(items, view.id)) },
  ];
  return (
    <Line {...props} place={{ view: view.id }} name={view.name} entries={entries}>
      <Link
        to={paths.list(view.object)}
        search={{ view: view.id } as never}
        className="k-nav"
        draggable={false}
        activeOptions={{ includeSearch: true }}
        activeProps={{ 'aria-current': 'page' }}
        aria-keyshortcuts="Shift+ArrowUp Shift+ArrowDown"
        onClick={() => onGo?.()}
      >
        <Icon name={icon} />
        <span className="k-cut">{view.name}</span>
      </Link>
    </Line>
  );
}

function FolderLine(props: LineProps & { folder: string; children: ReactNode }) {
  const { folder, items, arrange, ask } = props;
  const name = `kith-folder-${folder}`;
  const [open, setOpen] = useState(() => localStorage.getItem(name) !== 'shut');
  const fold = (): void => {
    localStorage.setItem(name, open ? 'shut' : 'open');
    setOpen(!open);
  };
  const entries: MenuEntry[] = [
    ...stepEntries(props, { folder }, folder),
    'line',
    { label: i18n.t('Rename'), run: () => ask({ folder }) },
    { label: i18n.t('Dissolve the folder'), run: () => arrange(unfolded(items, folder)) },
  ];
  const Chevron = open ? IconChevronDown : IconChevronRight;
  return (
    <Line {...props} place={{ folder }} name={folder} entries={entries} below={open ? <ul>{props.children}</ul> : null}>
      <button
        type="button"
        className="k-nav"
        aria-expanded={open}
        aria-keyshortcuts="Shift+ArrowUp Shift+ArrowDown"
        onClick={fold}
      >
        <Chevron {...stroke} />
        <span className="k-cut">{folder}</span>
      </button>
    </Line>
  );
}

type FrameProps = LineProps & {
  place: Place;
  name: string;
  entries: MenuEntry[];
  children: ReactNode;
  below?: ReactNode;
};

function Line(props: FrameProps) {
  const { place, name, drag, onDrag, items, arrange } = props;
  const over =
    drag?.on && JSON.stringify(drag.on) === JSON.stringify(place) ? (drag.after ? 'after' : 'before') : undefined;
  const own = useRef<HTMLDivElement>(null);
  useEffect(() => {
    // In another folder it is another line of the page; the focus goes with it.
    if (takesFocus(place)) own.current?.querySelector<HTMLElement>('.k-nav')?.focus();
  });
  const onKey = (event: KeyboardEvent): void => {
    const by = event.key === 'ArrowDown' ? 1 : event.key === 'ArrowUp' ? -1 : 0;
    if (!event.shiftKey || by === 0) return;
    event.preventDefault();
    event.stopPropagation();
    step(props, { place, name, by });
  };
  const onOver = (event: DragEvent): void => {
    if (!drag) return;
    event.preventDefault();
    event.stopPropagation();
    const { top, height } = event.currentTarget.getBoundingClientRect();
    onDrag({ ...drag, on: place, after: event.clientY > top + height / 2 });
  };
  const onDrop = (event: DragEvent): void => {
    event.preventDefault();
    event.stopPropagation();
    const intoEmpty = drag && 'view' in drag.what && 'folder' in place && drag.after;
    if (drag && intoEmpty) arrange(intoFolder(items, (drag.what as { view: string }).view, place.folder));
    else if (drag) arrange(dropped(items, drag.what, place, drag.after ?? false));
    onDrag(null);
  };
  return (
    <li className="k-favourite">
      <div
        className="k-favourite-line"
        data-drop={over}
        ref={own}
        draggable
        onDragStart={() => onDrag({ what: place })}
        onDragEnd={() => onDrag(null)}
        onDragOver={onOver}
        onDrop={onDrop}
        onKeyDown={onKey}
      >
        {props.children}
        <Menu
          end
          trigger={<IconButton small label={i18n.t('Arrange {name}', { name })} icon={<IconDots {...stroke} />} />}
          entries={props.entries}
        />
      </div>
      {props.below}
    </li>
  );
}

const stepEntries = (props: LineProps, place: Place, name: string): MenuEntry[] => [
  { label: i18n.t('Move up'), run: () => step(props, { place, name, by: -1 }) },
  { label: i18n.t('Move down'), run: () => step(props, { place, name, by: 1 }) },
];

function step({ items, arrange }: LineProps, move: { place: Place; name: string; by: 1 | -1 }): void {
  const next = stepped(items, move.place, move.by);
  if (next === items) return;
  arrange(next);
  keepFocusOn(move.place);
  announce(
    move.by === 1 ? i18n.t('{name} moved down', { name: move.name }) : i18n.t('{name} moved up', { name: move.name }),
  );
}
