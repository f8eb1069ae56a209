import { IconPaperclip, IconX } from '@tabler/icons-react';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { fileAddress, keys, listFiles, removeFile, uploadFile } from '#web/kernel/api';
import { format, i18n } from '#web/kernel/i18n';
import { Field, IconButton, toast } from '#web/kernel/ui';
import { fieldLabel } from '../model/model.ts';
import type { EditorProps } from './edit.tsx';

/** Files kept with a record; sent as soon as they are chosen. */
export function FilesEditor({ field, record }: EditorProps) {
  const client = useQueryClient();
  const key = keys.files(record?.object ?? '', record?.id ?? '');
  const files = useQuery({
    queryKey: key,
    enabled: Boolean(record),
    queryFn: () => listFiles(record?.object ?? '', record?.id ?? ''),
  });
  if (!record)
    return (
      <Field label={fieldLabel(field)}>
        {() => <span className="k-muted">{i18n.t('Files can be added once this is saved.')}</span>}
      </Field>
    );
  const send = async (chosen: FileList | null): Promise<void> => {
    try {
      for (const file of chosen ?? []) await uploadFile(record.object, record.id, file);
    } catch (problem) {
      toast({ tone: 'problem', text: (problem as Error).message });
    }
    await client.invalidateQueries({ queryKey: key });
  };
  return (
    <Field label={fieldLabel(field)}>
      {(control) => (
        <div className="k-lines-editor">
          {(files.data ?? []).map((file) => (
            <span key={file.id} className="k-row">
              <IconPaperclip size={14} stroke={1.75} aria-hidden="true" />
              <a className="k-link k-cut k-grow" href={fileAddress(file.id)}>
                {file.name}
              </a>
              <span className="k-muted k-num">{format.number(Math.max(1, Math.round(file.size / 1024)))} kB</span>
              <IconButton
                small
                label={i18n.t('Remove {name}', { name: file.name })}
                icon={<IconX size={14} stroke={1.75} />}
                onClick={() => void removeFile(file.id).then(() => client.invalidateQueries({ queryKey: key }))}
              />
            </span>
          ))}
          <input
            {...control}
            type="file"
            multiple
            className="k-file"
            onChange={(event) => void send(event.target.files)}
          />
        </div>
      )}
    </Field>
  );
}
