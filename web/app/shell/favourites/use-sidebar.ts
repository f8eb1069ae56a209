import { useQuery } from '@tanstack/react-query';
import { getSidebar, keys, listViews, putSidebar, queries, type SidebarItem, type View } from '#web/kernel/api';
import { toast } from '#web/kernel/ui';
import { shownItems } from './arrange.ts';

/** The member's menu of saved views and how to arrange it anew; the screen follows at once, the server after. */
export function useSidebar(): { views: View[]; items: SidebarItem[]; arrange: (items: SidebarItem[]) => void } {
  const views = useQuery({ queryKey: keys.views, queryFn: listViews }).data ?? [];
  const kept = useQuery({ queryKey: keys.sidebar, queryFn: getSidebar }).data;
  const items = shownItems(
    kept?.items ?? null,
    views.map((view) => view.id),
  );
  return { views, items, arrange: (next) => void store(next) };
}

async function store(items: SidebarItem[]): Promise<void> {
  const before = queries.getQueryData(keys.sidebar);
  queries.setQueryData(keys.sidebar, { items });
  try {
    await putSidebar(items);
  } catch (problem) {
    queries.setQueryData(keys.sidebar, before);
    toast({ tone: 'problem', text: (problem as Error).message });
  }
}
