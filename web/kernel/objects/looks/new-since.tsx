import { useQueries, useQuery } from '@tanstack/react-query';
import { createContext, useContext, type ReactNode } from 'react';
import { keys, listChanged, lookAtList, lookAtRecord, queries, type ObjectType, type RecordRow } from '#web/kernel/api';
import { format, i18n } from '#web/kernel/i18n';
import './looks.css';

const Changed = createContext<Record<string, string>>({});
const Fields = createContext<readonly string[]>([]);

/** Records that one request asks about (the server's bound). */
const ASKED = 200;

type SinceProps = { object: ObjectType; rows: RecordRow[]; off?: boolean; children: ReactNode };

/** Marks, among the records within, those that others changed since the reader last looked at the list or at each. */
export function NewSince({ object, rows, off = false, children }: SinceProps) {
  const { api } = object;
  const look = useQuery({
    queryKey: ['look', api],
    enabled: !off,
    queryFn: () => lookAtList(api),
    staleTime: Infinity,
    refetchOnMount: 'always',
  });
  const since = off ? null : (look.data?.looked_at ?? null);
  const ids = rows.map((row) => row.id);
  const pages = Array.from({ length: Math.ceil(ids.length / ASKED) }, (_, at) =>
    ids.slice(at * ASKED, (at + 1) * ASKED),
  );
  const told = useQueries({
    queries: pages.map((asked) => ({
      queryKey: [...keys.list(api), 'changed', since, asked],
      enabled: since !== null,
      queryFn: () => listChanged(api, { ids: asked, since: since ?? '' }),
    })),
  });
  const changed = Object.assign({}, ...told.map((one) => one.data?.changed ?? {})) as Record<string, string>;
  return <Changed value={changed}>{children}</Changed>;
}

/** A dot on a record that others changed since the reader last looked. */
export function NewMark({ id }: { id: string }) {
  const at = useContext(Changed)[id];
  if (!at) return null;
  const text = i18n.t('Changed {when}, since you last looked', { when: format.relativeTime(at) });
  return (
    <span className="k-new-mark" title={text}>
      <span className="k-hidden">{text}</span>
    </span>
  );
}

/** Remembers that the reader looks at a record, and marks the fields that others changed since they looked before. */
export function NewFields({ object, id, children }: { object: ObjectType; id: string; children: ReactNode }) {
  const look = useQuery({
    queryKey: ['look', object.api, id],
    queryFn: async () => {
      const told = await lookAtRecord(object.api, id);
      void queries.invalidateQueries({ queryKey: [...keys.list(object.api), 'changed'] });
      return told;
    },
    staleTime: Infinity,
    gcTime: 0,
  });
  return <Fields value={look.data?.fields ?? []}>{children}</Fields>;
}

/** Whether others changed a field since the reader looked before. */
export const useIsNew = (field: string): boolean => useContext(Fields).includes(field);
