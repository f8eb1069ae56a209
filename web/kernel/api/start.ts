import { call } from './client.ts';
import { keys, queries } from './keys.ts';
import { readModel, viewFromWire, type WireView } from './records.ts';
import type { ObjectType } from './model-types.ts';
import type { Me, SidebarItem } from './types.ts';

type Included = { objects: ObjectType[]; views: WireView[]; sidebar: { items: SidebarItem[] | null } };

/** Who is signed in; the model, the views and the menu come with the same answer and are kept for their own askers. */
export async function getMe(): Promise<Me> {
  const query = { include: 'objects,views,sidebar' };
  const { included, ...me } = await call<Me & { included: Included }>('/api/v1/me', { query });
  queries.setQueryData(keys.objects, readModel(included.objects));
  queries.setQueryData(keys.views, included.views.map(viewFromWire));
  queries.setQueryData(keys.sidebar, included.sidebar);
  return me;
}
