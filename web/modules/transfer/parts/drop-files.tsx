import { IconUpload } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useRef, useState } from 'react';
import { i18n } from '#web/kernel/i18n';
import { Button, TextField, useFileDrop } from '#web/kernel/ui';
import { getImportSettings } from '../import-api.ts';

type DropProps = { busy: boolean; onFiles: (files: File[], ownDomains: string | null) => void };

/** The place where files are dropped or chosen, several at once, in any order; beneath it the firm's own domains. */
export function DropFiles({ busy, onFiles }: DropProps) {
  const box = useRef<HTMLInputElement>(null);
  const known = useQuery({ queryKey: ['import-settings'], queryFn: getImportSettings }).data;
  const [typed, setTyped] = useState<string | null>(null);
  const domains = typed ?? known?.own_domains.join(', ') ?? null;
  const give = (files: File[]): void => {
    if (files.length > 0) onFiles(files, domains);
  };
  const drop = useFileDrop(give);
  return (
    <>
      <div className="k-drop-zone" {...drop}>
        <IconUpload size={24} stroke={1.75} aria-hidden="true" />
        <h2>{i18n.t('Drop your files here')}</h2>
        <p className="k-muted">
          {i18n.t(
            'Excel, CSV, vCard, calendar, mailbox, dBase; exports of Google, Outlook, HubSpot, ' +
              'Salesforce, Pipedrive, ACT! and more are recognised. Several files at once, in any order.',
          )}
        </p>
        <Button look="primary" busy={busy} onClick={() => box.current?.click()}>
          {busy ? i18n.t('Sending …') : i18n.t('Choose files')}
        </Button>
        <input
          ref={box}
          type="file"
          multiple
          hidden
          aria-label={i18n.t('Choose files')}
          onChange={(event) => give([...(event.target.files ?? [])])}
        />
      </div>
      <div className="k-own-domains">
        <TextField
          label={i18n.t('Your own mail domains')}
          help={i18n.t('Addresses at these are colleagues: they do not become customers. Kith remembers them.')}
          value={domains ?? ''}
          onChange={setTyped}
          placeholder="firm.com, firm.com.cy"
        />
      </div>
    </>
  );
}
