import { IconUpload } from '@tabler/icons-react';
import { useRef, useState, type DragEvent } from 'react';
import { i18n } from '#web/kernel/i18n';
import { Button } from '#web/kernel/ui';

/** The place where files are dropped or chosen; several at once, in any order. */
export function DropFiles(props: { busy: boolean; onFiles: (files: File[]) => void }) {
  const [over, setOver] = useState(false);
  const box = useRef<HTMLInputElement>(null);
  const drop = (event: DragEvent): void => {
    event.preventDefault();
    setOver(false);
    const files = [...event.dataTransfer.files];
    if (files.length > 0) props.onFiles(files);
  };
  return (
    <div
      className="k-drop-zone"
      data-over={over || undefined}
      onDragOver={(event) => {
        event.preventDefault();
        setOver(true);
      }}
      onDragLeave={() => setOver(false)}
      onDrop={drop}
    >
      <IconUpload size={24} stroke={1.75} aria-hidden="true" />
      <h2>{i18n.t('Drop your files here')}</h2>
      <p className="k-muted">
        {i18n.t(
          'Excel, CSV, vCard, calendar, mailbox, dBase; exports of Google, Outlook, HubSpot, ' +
            'Salesforce, Pipedrive, ACT! and more are recognised. Several files at once, in any order.',
        )}
      </p>
      <Button look="primary" busy={props.busy} onClick={() => box.current?.click()}>
        {props.busy ? i18n.t('Sending …') : i18n.t('Choose files')}
      </Button>
      <input
        ref={box}
        type="file"
        multiple
        hidden
        aria-label={i18n.t('Choose files')}
        onChange={(event) => {
          const files = [...(event.target.files ?? [])];
          if (files.length > 0) props.onFiles(files);
        }}
      />
    </div>
  );
}
