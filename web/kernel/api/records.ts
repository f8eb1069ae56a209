import { ask, askWhole, call, request, type Answer, type AnswerOf, type BodyOf } from './client.ts';
import { learnFields } from './problems/refusals.ts';
import type { ObjectType } from './model-types.ts';
import type {
  Filter,
  Groups,
  Home,
  LaterEdit,
  Page,
  Parted,
  Query,
  RecordRow,
  SidebarItem,
  TimelineEntry,
  TimelinePage,
  View,
} from './types.ts';

const V1 = '/api/v1';

export const listObjects = (): Promise<ObjectType[]> =>
  call<{ data: ObjectType[] }>(`${V1}/objects`).then((answer) => readModel(answer.data));

/** The model as screens use it; what its fields are called is remembered for refusals. */
export function readModel(objects: ObjectType[]): ObjectType[] {
  learnFields(objects);
  return objects.map(withoutHidden);
}

/** Screens show a hidden field nowhere; the settings ask for the whole model. */
const withoutHidden = (object: ObjectType): ObjectType => {
  const fields = object.fields.filter((field) => !field.archived);
  return { ...object, fields, columns: object.columns.filter((key) => fields.some((field) => field.key === key)) };
};

/** One page of a list; long filters go as a body so that no address grows too long. */
export const listRecords = (object: string, query: Query, signal?: AbortSignal): Promise<Page> =>
  call<Page>(`${V1}/${object}`, {
    query: {
      ...query,
      filter: query.filter ? JSON.stringify(query.filter) : undefined,
      fields: query.fields?.join(','),
      colours: query.colours ? JSON.stringify(query.colours) : undefined,
      aggregate: undefined,
    },
    ...(signal ? { signal } : {}),
  }).then(coloured);

/** Each row knows its colour by itself, wherever it goes. */
const coloured = (page: Page): Page =>
  page.colours
    ? { ...page, data: page.data.map((row, at) => ({ ...row, colour_rule: page.colours?.[at] ?? null })) }
    : page;

/** Money of all currencies in the workspace's; `left_out` records had no rate and are no part of it. */
export type BaseTotal = { amount: string | null; currency: string; left_out: number };

/** Records by groups; `more` where there are further groups than the server gives. */
export const groupRecords = (object: string, query: Query): Promise<Groups> =>
  call<Groups>(`${V1}/${object}/query`, { method: 'POST', body: query, reads: true });

/** One page of the records of one group. */
export const listGroup = (object: string, query: Query, signal?: AbortSignal): Promise<Page> =>
  call<Page>(`${V1}/${object}/query`, { method: 'POST', body: query, reads: true, ...(signal ? { signal } : {}) }).then(
    coloured,
  );

export type Became = 'came' | 'went' | 'moved' | 'grew' | 'shrank';
type ComparedSum = { amount: string; currency: string | null };
type ComparedValue = { value: unknown; label: string | null };
type ComparedSide = { by: ComparedValue; measure: ComparedSum | null };
/** What became of one record between two moments; a side is null where it was not there. */
export type ComparedRecord = {
  id: string;
  name: string | null;
  became: Became[];
  before: ComparedSide | null;
  after: ComparedSide | null;
};
/** Two moments compared: totals of all records, and a page of them. */
export type Compared = {
  totals: Record<Became, { count: number; sum: ComparedSum[] }>;
  moves: { from: ComparedValue; to: ComparedValue; count: number }[];
  data: ComparedRecord[];
  next_cursor: string | null;
};

type Comparing = { from: string; to?: string; filter?: Filter | null; by?: string; measure?: string; cursor?: string };
/** What became of an object's records between two moments. */
export const compareRecords = (object: string, query: Comparing): Promise<Compared> =>
  call<Compared>(`${V1}/${object}/compare`, { method: 'POST', body: query });

/** Remembers that the member looks at a list; answers with when they looked before. */
export const lookAtList = (object: string): Promise<{ looked_at: string | null }> =>
  call(`${V1}/${object}/looked`, { method: 'POST' });
/** Remembers that the member looks at a record; answers with the fields that others changed since. */
export const lookAtRecord = (object: string, id: string): Promise<{ looked_at: string | null; fields: string[] }> =>
  call(`${V1}/${object}/${id}/looked`, { method: 'POST' });
/** Which of some records others changed since, and when. */
export const listChanged = (
  object: string,
  asked: { ids: string[]; since: string },
): Promise<{ changed: Record<string, string> }> => call(`${V1}/${object}/changed`, { method: 'POST', body: asked });

export type RecordAnswer = RecordRow & { included?: { timeline?: Page<TimelineEntry> } };

export const getRecord = (object: string, id: string, include?: string): Promise<RecordAnswer> =>
  call<RecordAnswer>(`${V1}/${object}/${id}`, { query: { include } });

export const createRecord = (object: string, values: Record<string, unknown>): Promise<Answer<RecordRow>> =>
  request<RecordRow>(`${V1}/${object}`, { method: 'POST', body: values });

/** Records of several objects as one deed; `@ref` in one is the id of another. Answers with the record
 * that the deed is about. */
export const createTogether = async (
  records: { object: string; values: Record<string, unknown>; ref?: string }[],
  main: string,
): Promise<Answer<RecordRow>> => {
  const body = { records, about: main };
  const { data, ...rest } = await request<{ data: RecordRow[] }>(`${V1}/batch`, { method: 'POST', body });
  return { ...rest, data: data.data[records.findIndex((one) => one.ref === main)] as RecordRow };
};

export const changeRecord = (
  object: string,
  row: { id: string; version?: number },
  values: Record<string, unknown>,
): Promise<Answer<RecordRow>> =>
  request<RecordRow>(`${V1}/${object}/${row.id}`, {
    method: 'PATCH',
    body: values,
    ...(row.version === undefined ? {} : { version: row.version }),
  });

/** Ticks a task off (one that repeats comes back by itself), or opens it again. */
export const setTaskDone = (id: string, done: boolean): Promise<Answer<RecordRow>> =>
  done
    ? request<RecordRow>(`${V1}/tasks/${id}/complete`, { method: 'POST' })
    : request<RecordRow>(`${V1}/tasks/${id}`, { method: 'PATCH', body: { done } });

export const trashRecord = (object: string, id: string) =>
  askWhole('DELETE /api/v1/{object}/{id}', { params: { object, id } });

export const restoreRecord = (object: string, id: string): Promise<Answer<RecordRow>> =>
  askWhole('POST /api/v1/{object}/{id}/restore', { params: { object, id } });

/** Takes a stage, or a pipeline with its stages, out of use; its deals go to the stage `to`. */
export const retireStage = (id: string, to: string | null) =>
  askWhole('POST /api/v1/stages/{id}/retire', { params: { id }, body: { to } });
export const retirePipeline = (id: string, to: string | null) =>
  askWhole('POST /api/v1/pipelines/{id}/retire', { params: { id }, body: { to } });

export type BatchOperation = BodyOf<'POST /api/v1/{object}/batch'>['operations'][number];

/** Many writes as one change set, all or nothing; at most 1,000 (the server's bound). */
export const batchRecords = (object: string, operations: BatchOperation[]) =>
  askWhole('POST /api/v1/{object}/batch', { params: { object }, body: { operations, atomic: true } });

/** How one write of several ended. */
export type BatchOutcome = {
  index: number;
  status: 'created' | 'updated' | 'deleted' | 'failed';
  errors?: { pointer: string; code: string; message: string }[];
};

/** Many writes as one change set, each standing or falling by itself. */
export const batchEach = (object: string, operations: BatchOperation[]): Promise<Answer<{ results: BatchOutcome[] }>> =>
  request(`${V1}/${object}/batch`, { method: 'POST', body: { operations, atomic: false } });

export const mergeRecords = (
  object: string,
  id: string,
  merge: { with: string[]; values: Record<string, unknown> },
): Promise<Answer<RecordRow>> => askWhole('POST /api/v1/{object}/{id}/merge', { params: { object, id }, body: merge });

export const listTimeline = (
  object: string,
  id: string,
  query: { kinds?: string; cursor?: string; at?: string; newer?: boolean },
): Promise<TimelinePage> => call<TimelinePage>(`${V1}/${object}/${id}/timeline`, { query });

type Found = AnswerOf<'GET /api/v1/search'>['data'][number];
export type SearchHit = Found & { name: string };
export const search = async (
  q: string,
  query: { objects?: string; limit?: number },
  signal?: AbortSignal,
): Promise<SearchHit[]> => {
  const { data } = await ask('GET /api/v1/search', { query: { q, ...query }, ...(signal ? { signal } : {}) });
  return data.map((hit) => ({ ...hit, name: hit.name ?? '' }));
};

/** A view as the server keeps it: the sort as a list, no columns meaning the object's own. */
export type WireView = Omit<View, 'sort' | 'columns'> & { sort: string[]; columns: string[] };

/** A view as pages use it. */
export const viewFromWire = ({ sort, columns, ...view }: WireView): View => ({
  ...view,
  sort: sort.length > 0 ? sort.join(',') : null,
  columns: columns.length > 0 ? columns : null,
});

const toWire = ({ sort, columns, ...view }: Partial<View>): Partial<WireView> => ({
  ...view,
  ...(sort === undefined ? {} : { sort: sort?.split(',') ?? [] }),
  ...(columns === undefined ? {} : { columns: columns ?? [] }),
});

/** The saved views of every object. */
export const listViews = (): Promise<View[]> =>
  call<{ data: WireView[] }>(`${V1}/views`).then((answer) => answer.data.map(viewFromWire));
export const createView = (view: Omit<View, 'id' | 'position'>): Promise<View> =>
  call<WireView>(`${V1}/views`, { method: 'POST', body: toWire(view) }).then(viewFromWire);
export const changeView = (id: string, values: Partial<View>): Promise<View> =>
  call<WireView>(`${V1}/views/${id}`, { method: 'PATCH', body: toWire(values) }).then(viewFromWire);
export const removeView = (id: string): Promise<null> => ask('DELETE /api/v1/views/{id}', { params: { id } });

export const getSidebar = (): Promise<{ items: SidebarItem[] | null }> => ask('GET /api/v1/sidebar');
export const putSidebar = (items: SidebarItem[] | null) => ask('PUT /api/v1/sidebar', { body: { items } });

export const getHome = (): Promise<Home> => call<Home>(`${V1}/home`);

/** Remembers that everything up to now was seen; “since you last looked” begins here next time. */
export const markLooked = () => ask('POST /api/v1/home/looked');

export const quickEntry = (
  entry: { object: string; id: string; text: string; dry_run?: boolean },
  signal?: AbortSignal,
): Promise<Answer<QuickAnswer>> =>
  request<QuickAnswer>(`${V1}/quick_entries`, { method: 'POST', body: entry, ...(signal ? { signal } : {}) });

/** A large change set is taken back by a job, whose id is then told. */
export type Undone = Partial<Parted> & {
  change_set_id: string | null;
  undone: number;
  conflicts: LaterEdit[];
  job_id?: string;
};
/** What somebody wants of an undo: later edits to write over, and of a merge what goes to another side. */
export type UndoWishes = { overwrite?: string[]; move?: Record<string, string> };
type Way = 'undo' | 'redo';
export const undoChangeSet = (id: string, wishes: UndoWishes = {}, way: Way = 'undo'): Promise<Undone> =>
  call<Undone>(`${V1}/change_sets/${id}/${way}`, { method: 'POST', body: wishes });
/** What an undo or redo would do; nothing is done. */
export const previewUndo = (id: string, way: Way = 'undo'): Promise<Undone> =>
  call<Undone>(`${V1}/change_sets/${id}/${way}`, { method: 'POST', query: { preview: true }, body: {} });
/** For how many days deeds can be taken back; null means for ever. */
export type UndoDays = { undo_days: number | null };
export const getUndoDays = (): Promise<UndoDays> => call<UndoDays>(`${V1}/settings/history`);
export const putUndoDays = (undo_days: number | null): Promise<UndoDays> =>
  call<UndoDays>(`${V1}/settings/history`, { method: 'PUT', body: { undo_days } });
export type ChangeSet = AnswerOf<'GET /api/v1/change_sets'>['data'][number];
export const listChangeSets = (query: { cursor?: string; limit?: number }): Promise<Page<ChangeSet>> =>
  ask('GET /api/v1/change_sets', { query });

export const exportAddress = (
  object: string,
  query: { format: string; filter?: Filter | null; sort?: string | null; q?: string | undefined },
): string => {
  const given = new URLSearchParams({ format: query.format });
  if (query.filter) given.set('filter', JSON.stringify(query.filter));
  if (query.sort) given.set('sort', query.sort);
  if (query.q) given.set('q', query.q);
  return `${V1}/${object}/export?${given.toString()}`;
};

export type QuickEntry = { object: string; values: Record<string, unknown>; title: string };
export type QuickAnswer = { entries: QuickEntry[]; created: { object: string; id: string }[] };
