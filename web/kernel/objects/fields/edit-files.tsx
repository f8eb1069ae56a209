import { IconPaperclip, IconX } from '@tabler/icons-react';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { fileAddress, keys, listFiles, uploadFile } from '#web/kernel/api';
import { format, i18n } from '#web/kernel/i18n';
import { Field, IconButton, toast } from '#web/kernel/ui';
import { fieldLabel } from '../model/model.ts';
import type { EditorProps } from './edit.tsx';

/** Files or the picture of a field: sent as soon as they are chosen, and kept with the record; what is taken off the
 * field stays among the record's files. */
export function FilesEditor({ field, value, onChange, record }: EditorProps) {
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
  const one = field.type === 'image';
  const held = [value ?? []].flat() as string[];
  const give = (ids: string[]): void => onChange(one ? (ids.at(-1) ?? null) : ids.length > 0 ? ids : null);
  const send = async (chosen: FileList | null): Promise<void> => {
    const added: string[] = [];
    try {
      for (const file of chosen ?? []) added.push((await uploadFile(record.object, record.id, file)).data.id);
    } catch (problem) {
      toast({ tone: 'problem', text: (problem as Error).message });
    }
    if (added.length > 0) give([...held, ...added]);
    await client.invalidateQueries({ queryKey: key });
  };
  return (
    <Field label={fieldLabel(field)}>
      {(control) => (
        <div className="k-lines-editor">
          {held.map((id) => {
            const file = files.data?.find((known) => known.id === id);
            const name = file?.name ?? i18n.t('File');
            return (
              <span key={id} className="k-row">
                {one ? (
                  <img className="k-picture" src={fileAddress(id)} alt={name} />
                ) : (
                  <IconPaperclip size={14} stroke={1.75} aria-hidden="true" />
                )}
                <a className="k-link k-cut k-grow" href={fileAddress(id)} download={name}>
                  {name}
                </a>
                {file ? <span className="k-muted k-num">{format.fileSize(file.size)}</span> : null}
                <IconButton
                  small
                  label={i18n.t('Remove {name}', { name })}
                  icon={<IconX size={14} stroke={1.75} />}
                  onClick={() => give(held.filter((other) => other !== id))}
                />
              </span>
            );
          })}
          <input
            {...control}
            type="file"
            multiple={!one}
            {...(one ? { accept: 'image/jpeg,image/png,image/gif,image/webp' } : {})}
            className="k-file"
            onChange={(event) => void send(event.target.files)}
          />
        </div>
      )}
    </Field>
  );
}
