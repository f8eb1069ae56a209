import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { createRecord, listRecords, search, type Field, type RecordRef } from '#web/kernel/api';
import { i18n } from '#web/kernel/i18n';
import { ManySelectField, SelectField, toast } from '#web/kernel/ui';
import { fieldLabel, objectLabel, recordName } from '../model/model.ts';
import { useObject } from '../model/use-model.ts';
import type { EditorProps } from './edit.tsx';
import { freshRecord } from './fresh-records.ts';
import { related } from './values.ts';

const ADD = '+';
/** Tags and stages are few and short: they are all read once and sifted while typing. */
const MOST_TAGS = 500;

/** Another record, or several, found by typing; a name that is not there yet can be added at once. */
export function RelationEditor({ field, value, onChange, error, autoFocus, later = false }: EditorProps) {
  const chosen = related(value);
  const [text, setText] = useState('');
  const { found, told, settled, add } = useCandidates(field, text, later);
  const all = [...chosen, ...found.filter((one) => !chosen.some((other) => other.id === one.id))];
  const choices = all.map((one) => ({ value: one.id, label: told.get(one.id) ?? one.name }));
  const missing =
    settled && add && text.trim() && !all.some((one) => one.name.toLowerCase() === text.trim().toLowerCase());
  if (missing) choices.push({ value: ADD, label: i18n.t('Add “{name}”', { name: text.trim() }) });
  const pick = async (id: string): Promise<RecordRef | null> =>
    id === ADD ? ((await add?.(text.trim())) ?? null) : (all.find((one) => one.id === id) ?? null);
  const shared = {
    label: fieldLabel(field),
    error,
    required: field.required,
    choices,
    onSearch: setText,
    ...(autoFocus ? { autoFocus: true } : {}),
  };
  if (field.many) {
    const change = async (ids: string[]): Promise<void> => {
      const picked = await Promise.all(ids.map(pick));
      onChange(picked.filter((one) => one !== null));
    };
    return <ManySelectField {...shared} value={chosen.map((one) => one.id)} onChange={(ids) => void change(ids)} />;
  }
  return (
    <SelectField
      {...shared}
      value={chosen[0]?.id ?? null}
      onChange={(id) => void (id ? pick(id).then(onChange) : Promise.resolve(onChange(null)))}
      clearable={!field.required}
    />
  );
}

function useCandidates({ to, named }: Field, text: string, later: boolean) {
  const api = to ?? '';
  const object = useObject(api);
  const whole = api === 'tags' || named;
  const found = useQuery({
    queryKey: ['candidates', api, whole ? '' : text],
    enabled: object !== null,
    queryFn: async ({ signal }): Promise<Candidate[]> => {
      if (text.trim() && !whole) return search(text.trim(), { objects: api, limit: 20 }, signal);
      const page = await listRecords(
        api,
        { limit: whole ? MOST_TAGS : 20, ...(named ? { sort: 'position' } : {}) },
        signal,
      );
      const holder = named ? object?.fields.find((one) => one.type === 'relation' && one.required) : undefined;
      return page.data.map((row) => ({
        id: row.id,
        object: api,
        name: object ? recordName(object, row) : '',
        holder: holder ? related(row[holder.key])[0]?.name : undefined,
      }));
    },
    placeholderData: (before) => before,
  });
  const add = async (name: string): Promise<RecordRef | null> => {
    if (!object) return null;
    if (later) return freshRecord(object, name);
    try {
      const { data } = await createRecord(api, { [object.title]: name });
      toast({ text: i18n.t('{what} “{name}” added.', { what: objectLabel(object), name }) });
      return { id: data.id, object: api, name };
    } catch (problem) {
      toast({ tone: 'problem', text: (problem as Error).message });
      return null;
    }
  };
  const settled = !found.isFetching && !found.isPlaceholderData;
  const typed = text.trim().toLocaleLowerCase();
  const fits = (one: RecordRef): boolean => !whole || one.name.toLocaleLowerCase().includes(typed);
  // What needs more than a name is not made in passing.
  const simple = object?.fields.every((one) => !one.required || one.key === object.title) ?? false;
  return {
    found: (found.data ?? []).filter(fits),
    told: toldApart(found.data ?? []),
    settled,
    add: object?.can.create && simple ? add : null,
  };
}

type Candidate = RecordRef & { holder?: string | undefined };

/** Stages of several pipelines are told with theirs: many have one that is called “New”. */
function toldApart(all: Candidate[]): Map<string, string> {
  const several = new Set(all.map((one) => one.holder)).size > 1;
  return new Map(several ? all.map(({ id, name, holder }) => [id, holder ? `${name} · ${holder}` : name]) : []);
}
