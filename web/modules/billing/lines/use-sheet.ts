import { useQuery } from '@tanstack/react-query';
import { useEffect, useState, useSyncExternalStore } from 'react';
import { askWhole, ask, keys, queries, type RecordRow } from '#web/kernel/api';
import { i18n } from '#web/kernel/i18n';
import { saved } from '#web/kernel/objects';
import { Sheet, type DocumentAnswer, type SheetState } from './sheet.ts';

/** The documents that have lines. */
export type DocumentApi = 'quotes' | 'orders';

// Long enough to type on, short enough that nobody thinks of saving.
const WAIT_MS = 900;

const linesKey = (api: DocumentApi, id: string) => ['document-lines', api, id] as const;

/** Reads the lines of a document. */
export const readLines = (api: DocumentApi, id: string): Promise<DocumentAnswer> =>
  ask(`GET /api/v1/${api}/{id}/lines`, { params: { id } });

/** The lines of a document as the server has them; each of its versions has its own. */
export function useLines(api: DocumentApi, record: RecordRow) {
  return useQuery({
    queryKey: [...linesKey(api, record.id), record.version],
    queryFn: () => readLines(api, record.id),
    placeholderData: (before) => before,
  });
}

function open(api: DocumentApi, id: string, start: DocumentAnswer): Sheet {
  return new Sheet(start, {
    later: (run) => {
      const timer = setTimeout(run, WAIT_MS);
      return () => clearTimeout(timer);
    },
    write: async (body, version) => {
      const asked = { params: { id }, body, ...(version === undefined ? {} : { version }) };
      const { data, changeSet } = await askWhole(`PUT /api/v1/${api}/{id}/lines`, asked);
      const document = data.document as RecordRow;
      queries.setQueryData([...linesKey(api, id), document.version], data);
      queries.setQueryData<RecordRow>(keys.record(api, id), (old) => ({ ...old, ...document }));
      void queries.invalidateQueries({ queryKey: keys.list(api) });
      void queries.invalidateQueries({ queryKey: ['timeline', api, id] });
      saved(i18n.t('Lines saved.'), changeSet);
      return data;
    },
  });
}

/** The sheet of a document, and how it stands. What is not written yet is written on leaving. */
export function useSheet(api: DocumentApi, start: DocumentAnswer): { sheet: Sheet; state: SheetState } {
  const id = String((start.document as RecordRow).id);
  const [sheet] = useState(() => open(api, id, start));
  const state = useSyncExternalStore(sheet.subscribe, sheet.get);
  useEffect(() => sheet.take(start), [sheet, start]);
  useEffect(() => {
    const warn = (event: BeforeUnloadEvent): void => {
      if (sheet.get().at === 'saved') return;
      void sheet.flush(true);
      event.preventDefault();
    };
    addEventListener('beforeunload', warn);
    return () => {
      removeEventListener('beforeunload', warn);
      void sheet.flush(true);
    };
  }, [sheet]);
  return { sheet, state };
}
