import { useQuery } from '@tanstack/react-query';
import { useEffect, useRef, useState, type KeyboardEvent } from 'react';
import { queries, quickEntry, type QuickEntry } from '#web/kernel/api';
import { i18n } from '#web/kernel/i18n';
import { saved, type ComposerFocus, type RecordSlotProps } from '#web/kernel/objects';
import { Button, Icon, Kbd, Tabs, toast } from '#web/kernel/ui';
import { useDebouncedValue } from '@mantine/hooks';
import { entryKinds, kindOfObject, withKind, type EntryKind } from '../entry-kinds.ts';
import './activities.css';

/** Fast typists would ask the server at every letter; this is short enough to feel live. */
const WAIT_MS = 220;

/** One box for every kind of entry; what the server understood is shown while one types. */
export function Composer({ object, record, focus }: RecordSlotProps & { focus: ComposerFocus }) {
  const [kind, setKind] = useState<EntryKind>('note');
  const [text, setText] = useDraft(`${object.api}/${record.id}`);
  const box = useRef<HTMLTextAreaElement>(null);
  const [heard, setHeard] = useState<ComposerFocus>(null);
  if (focus !== heard) {
    setHeard(focus);
    if (focus) setKind(focus.kind);
  }
  useEffect(() => {
    if (!focus) return;
    box.current?.focus();
    box.current?.scrollIntoView({ block: 'nearest' });
  }, [focus]);
  const read = useReading({ object: object.api, id: record.id }, kind, text);
  const { busy, send } = useSend({ object: object.api, id: record.id });
  const submit = (): void => {
    const words = text.trim();
    if (!words || busy) return;
    // The box is free for the next thought at once; refused words come back unless something new stands there.
    setText('');
    void send(withKind(kind, words, read)).then((done) => (done ? undefined : setText((now) => now || words)));
  };
  const onKey = (event: KeyboardEvent): void => {
    if (event.key === 'Escape') box.current?.blur();
    if (event.key === 'Enter' && (event.metaKey || event.ctrlKey)) {
      event.preventDefault();
      submit();
    }
  };
  const kinds = entryKinds();
  return (
    <section className="k-composer" aria-label={i18n.t('New entry')}>
      <Tabs
        label={i18n.t('Kind of entry')}
        value={kind}
        onChange={(next) => setKind(next as EntryKind)}
        tabs={kinds.map((one) => ({ value: one.kind, label: one.label }))}
      />
      <textarea
        ref={box}
        aria-label={i18n.t('New entry')}
        placeholder={kinds.find((one) => one.kind === kind)?.invitation}
        rows={text.includes('\n') || text.length > 90 ? 4 : 2}
        value={text}
        data-no-ring
        onChange={(event) => setText(event.target.value)}
        onKeyDown={onKey}
      />
      <div className="k-composer-foot">
        <Understood entries={read} />
        <Button small look="primary" busy={busy} disabled={!text.trim()} onClick={submit}>
          {i18n.t('Save entry')}
          <span className="k-on-accent">
            <Kbd keys="mod+enter" />
          </span>
        </Button>
      </div>
    </section>
  );
}

function useSend(about: { object: string; id: string }) {
  const [busy, setBusy] = useState(false);
  const send = async (text: string): Promise<boolean> => {
    setBusy(true);
    try {
      const { data, changeSet } = await quickEntry({ ...about, text });
      saved(data.entries.map((entry) => entry.title).join(' · ') || i18n.t('Saved.'), changeSet);
      void queries.invalidateQueries();
      return true;
    } catch (problem) {
      toast({ tone: 'problem', text: (problem as Error).message });
      return false;
    } finally {
      setBusy(false);
    }
  };
  return { busy, send };
}

function Understood({ entries }: { entries: QuickEntry[] }) {
  return (
    <ul className="k-understood" aria-live="polite">
      {entries.map((entry) => (
        <li key={`${entry.object}-${entry.title}`}>
          <Icon name={kindOfObject(entry.object)} size={14} />
          <span>{entry.title}</span>
        </li>
      ))}
    </ul>
  );
}

function useReading(about: { object: string; id: string }, kind: EntryKind, text: string): QuickEntry[] {
  const [settled] = useDebouncedValue(text.trim(), WAIT_MS);
  const asked = settled.length > 3;
  const { data } = useQuery({
    queryKey: ['quick', about.object, about.id, kind, settled],
    enabled: asked,
    retry: false,
    queryFn: async ({ signal }) => {
      const plain = (await quickEntry({ ...about, text: settled, dry_run: true }, signal)).data.entries;
      const said = withKind(kind, settled, plain);
      return said === settled
        ? plain
        : (await quickEntry({ ...about, text: said, dry_run: true }, signal)).data.entries;
    },
    placeholderData: (before) => before,
  });
  return asked && text.trim() ? (data ?? []) : [];
}

/** What was typed outlives leaving the page; it is kept in the browser until it is saved. */
function useDraft(record: string) {
  const name = `kith-draft-${record}`;
  const [text, setText] = useState(() => sessionStorage.getItem(name) ?? '');
  useEffect(() => {
    if (text) sessionStorage.setItem(name, text);
    else sessionStorage.removeItem(name);
  }, [name, text]);
  return [text, setText] as const;
}
