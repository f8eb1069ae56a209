import { IconPaperclip, IconX } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useRef, useState, type DragEvent } from 'react';
import { fileAddress, keys, listFiles, queries, removeFile, uploadFile, type StoredFile } from '#web/kernel/api';
import { format, i18n } from '#web/kernel/i18n';
import { Button, IconButton, ProblemNote, toast } from '#web/kernel/ui';
import type { RecordSlotProps } from '../model/slots.ts';

/** Files kept with a record: drop or choose them, open one, remove one. */
export function FilesCard({ object, record }: RecordSlotProps) {
  const about = { object: object.api, id: record.id };
  const files = useQuery({
    queryKey: keys.files(about.object, about.id),
    queryFn: () => listFiles(about.object, about.id),
  });
  const { sending, send } = useSending(about);
  const [over, setOver] = useState(false);
  const box = useRef<HTMLInputElement>(null);
  const may = object.can.update && record.can?.update !== false;
  const rows = files.data ?? [];
  const drop = (event: DragEvent): void => {
    event.preventDefault();
    setOver(false);
    if (may) void send([...event.dataTransfer.files]);
  };
  if (!may && rows.length === 0) return null;
  return (
    <section
      className="k-card k-files-card"
      aria-label={i18n.t('Files')}
      data-over={over || undefined}
      onDragOver={(event) => {
        event.preventDefault();
        setOver(may && event.dataTransfer.types.includes('Files'));
      }}
      onDragLeave={() => setOver(false)}
      onDrop={drop}
    >
      <h2 className="k-heading">
        {i18n.t('Files')} {rows.length > 0 ? <span className="k-count">{rows.length}</span> : null}
      </h2>
      <ProblemNote problem={files.error} onRetry={() => void files.refetch()} />
      <ul className="k-card-list">
        {rows.map((file) => (
          <FileLine key={file.id} file={file} onRemove={may ? () => void remove(about, file) : null} />
        ))}
      </ul>
      {may ? (
        <>
          <Button small look="quiet" busy={sending} onClick={() => box.current?.click()}>
            {sending ? i18n.t('Sending …') : i18n.t('Add files, or drop them here')}
          </Button>
          <input
            ref={box}
            type="file"
            multiple
            hidden
            aria-label={i18n.t('Choose files')}
            onChange={(event) => {
              void send([...(event.target.files ?? [])]);
              event.target.value = '';
            }}
          />
        </>
      ) : null}
    </section>
  );
}

function FileLine({ file, onRemove }: { file: StoredFile; onRemove: (() => void) | null }) {
  return (
    <li className="k-row">
      <IconPaperclip size={14} stroke={1.75} aria-hidden="true" />
      <a className="k-link k-cut k-grow" href={fileAddress(file.id)} download={file.name}>
        {file.name}
      </a>
      <span className="k-muted k-num">{format.number(Math.max(1, Math.round(file.size / 1024)))} kB</span>
      {onRemove ? (
        <IconButton
          small
          label={i18n.t('Remove {name}', { name: file.name })}
          icon={<IconX size={14} stroke={1.75} />}
          onClick={onRemove}
        />
      ) : null}
    </li>
  );
}

type About = { object: string; id: string };

function useSending(about: About) {
  const [sending, setSending] = useState(false);
  const send = async (chosen: File[]): Promise<void> => {
    if (chosen.length === 0) return;
    setSending(true);
    try {
      for (const file of chosen) await uploadFile(about.object, about.id, file);
    } catch (problem) {
      toast({ tone: 'problem', text: (problem as Error).message });
    } finally {
      setSending(false);
    }
    await queries.invalidateQueries({ queryKey: keys.files(about.object, about.id) });
  };
  return { sending, send };
}

async function remove(about: About, file: StoredFile): Promise<void> {
  try {
    await removeFile(file.id);
    toast({ text: i18n.t('{name} was removed.', { name: file.name }) });
  } catch (problem) {
    toast({ tone: 'problem', text: (problem as Error).message });
  }
  await queries.invalidateQueries({ queryKey: keys.files(about.object, about.id) });
}
