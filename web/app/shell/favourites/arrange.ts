import type { SidebarItem } from '#web/kernel/api';

const isFolder = (item: SidebarItem): item is { folder: string; views: string[] } => 'folder' in item;

/** The menu as it is shown: only views that are there; before anybody arranged it, all of them. */
export function shownItems(items: SidebarItem[] | null, views: readonly string[]): SidebarItem[] {
  if (!items) return views.map((view) => ({ view }));
  return items.flatMap((item): SidebarItem[] => {
    if (isFolder(item)) return [{ ...item, views: item.views.filter((view) => views.includes(view)) }];
    return views.includes(item.view) ? [item] : [];
  });
}

/** Whether a view stands in the menu, in a folder or not. */
export const holds = (items: SidebarItem[], view: string): boolean =>
  items.some((item) => (isFolder(item) ? item.views.includes(view) : item.view === view));

/** The menu without a view; a folder that is empty stays, for it can be filled again. */
export const without = (items: SidebarItem[], view: string): SidebarItem[] =>
  items.flatMap((item): SidebarItem[] => {
    if (isFolder(item)) return [{ ...item, views: item.views.filter((one) => one !== view) }];
    return item.view === view ? [] : [item];
  });

/** The view as the last one of a folder, which is made where there is none of that name. */
export function intoFolder(items: SidebarItem[], view: string, folder: string): SidebarItem[] {
  const rest = without(items, view);
  if (!rest.some((item) => isFolder(item) && item.folder === folder)) {
    const at = items.findIndex((item) => !isFolder(item) && item.view === view);
    return [
      ...rest.slice(0, at < 0 ? rest.length : at),
      { folder, views: [view] },
      ...rest.slice(at < 0 ? rest.length : at),
    ];
  }
  return rest.map((item) =>
    isFolder(item) && item.folder === folder ? { ...item, views: [...item.views, view] } : item,
  );
}

/** What is dragged over what: a view or a folder of the menu. */
export type Place = { view: string } | { folder: string };

const isAt = (item: SidebarItem, place: Place): boolean =>
  'folder' in place ? isFolder(item) && item.folder === place.folder : !isFolder(item) && item.view === place.view;

/** What was dragged, put before or after what it was dropped on. */
export function dropped(items: SidebarItem[], what: Place, on: Place, after: boolean): SidebarItem[] {
  if (JSON.stringify(what) === JSON.stringify(on)) return items;
  const moving: SidebarItem | undefined = 'view' in what ? { view: what.view } : items.find((item) => isAt(item, what));
  if (!moving) return items;
  const rest = 'view' in what ? without(items, what.view) : items.filter((item) => !isAt(item, what));
  return rest.flatMap((item): SidebarItem[] => {
    if (isAt(item, on)) return after ? [item, moving] : [moving, item];
    if (!isFolder(item) || !('view' in on) || !('view' in what) || !item.views.includes(on.view)) return [item];
    const at = item.views.indexOf(on.view) + (after ? 1 : 0);
    return [{ ...item, views: [...item.views.slice(0, at), what.view, ...item.views.slice(at)] }];
  });
}

/** One step up or down: past its neighbour, into a folder beside it, or out of the folder it is in. */
export function stepped(items: SidebarItem[], what: Place, by: 1 | -1): SidebarItem[] {
  const after = by === 1;
  const home = items.find((item) => 'view' in what && isFolder(item) && item.views.includes(what.view));
  if (home && isFolder(home) && 'view' in what) {
    const next = home.views[home.views.indexOf(what.view) + by];
    return dropped(items, what, next ? { view: next } : { folder: home.folder }, after);
  }
  const at = items.findIndex((item) => isAt(item, what));
  const next = items[at + by];
  if (at < 0 || !next) return items;
  if (!isFolder(next) || 'folder' in what) {
    return dropped(items, what, isFolder(next) ? { folder: next.folder } : { view: next.view }, after);
  }
  const edge = after ? next.views[0] : next.views.at(-1);
  return edge ? dropped(items, what, { view: edge }, !after) : intoFolder(items, what.view, next.folder);
}

/** The folder under another name; two of one name become one. */
export function renamedFolder(items: SidebarItem[], from: string, to: string): SidebarItem[] {
  const moved = items.find((item) => isFolder(item) && item.folder === from);
  if (!moved || !isFolder(moved) || from === to) return items;
  if (!items.some((item) => isFolder(item) && item.folder === to))
    return items.map((item) => (item === moved ? { ...moved, folder: to } : item));
  const rest = items.filter((item) => item !== moved);
  return moved.views.reduce((now, view) => intoFolder(now, view, to), rest);
}

/** The menu without a folder; what was in it stands where it stood. */
export const unfolded = (items: SidebarItem[], folder: string): SidebarItem[] =>
  items.flatMap((item): SidebarItem[] =>
    isFolder(item) && item.folder === folder ? item.views.map((view) => ({ view })) : [item],
  );
