import { IconPaperclip, IconX } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useRef, useState } from 'react';
import { fileAddress, keys, listFiles, queries, removeFile, uploadFile, type StoredFile } from '#web/kernel/api';
import { format, i18n } from '#web/kernel/i18n';
import { Button, IconButton, ProblemNote, toast, useFileDrop } from '#web/kernel/ui';
import { saved } from '../model/save.ts';
import type { RecordSlotProps } from '../model/slots.ts';

/** Files kept with a record: drop or choose them, open one, remove one. */
export function FilesCard({ object, record }: RecordSlotProps) {
  const about = { object: object.api, id: record.id };
  const files = useQuery({
    queryKey: keys.files(about.object, about.id),
    queryFn: () => listFiles(about.object, about.id),
  });
  const { sending, send } = useSending(about);
  const box = useRef<HTMLInputElement>(null);
  const may = object.can.update && record.can?.update !== false;
  const rows = files.data ?? [];
  const drop = useFileDrop(may ? (dropped) => void send(dropped) : null);
  if (!may && rows.length === 0) return null;
  return (
    <section className="k-card k-files-card" aria-label={i18n.t('Files')} {...drop}>
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
      <span className="k-muted k-num">{format.fileSize(file.size)}</span>
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
      for (const file of chosen) {
        const { data, changeSet } = await uploadFile(about.object, about.id, file);
        saved(i18n.t('{name} was added.', { name: data.name }), changeSet);
      }
    } catch (problem) {
      toast({ tone: 'problem', text: (problem as Error).message });
    } finally {
      setSending(false);
    }
    await refresh(about);
  };
  return { sending, send };
}

async function remove(about: About, file: StoredFile): Promise<void> {
  try {
    const { changeSet } = await removeFile(file.id);
    saved(i18n.t('{name} was removed.', { name: file.name }), changeSet);
  } catch (problem) {
    toast({ tone: 'problem', text: (problem as Error).message });
  }
  await refresh(about);
}

/** A file stands on the card and in the history, and may be the face of the record. */
async function refresh(about: About): Promise<void> {
  await Promise.all(
    [keys.files(about.object, about.id), ['timeline', about.object, about.id], keys.record(about.object, about.id)].map(
      (queryKey) => queries.invalidateQueries({ queryKey }),
    ),
  );
}
