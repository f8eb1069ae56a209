import { useRef, useState } from 'react';
import { writeRates } from '#web/kernel/api';
import { i18n } from '#web/kernel/i18n';
import { Button, FormDialog, TextArea } from '#web/kernel/ui';
import { useTask } from '../use-task.ts';

/** The European Central Bank's file, chosen or pasted: its newest days are kept. */
export function ReadEcbFile({ onClose }: { onClose: () => void }) {
  const [file, setFile] = useState<{ name: string; text: string } | null>(null);
  const [pasted, setPasted] = useState('');
  const { problem, busy, run } = useTask();
  const save = async (): Promise<void> => {
    const made = await run(() => writeRates({ ecb: file?.text ?? pasted }), i18n.t('The rates are kept.'));
    if (made) onClose();
  };
  return (
    <FormDialog
      wide
      title={i18n.t('Read the ECB’s file')}
      {...{ onClose, problem, busy }}
      disabled={(file?.text ?? pasted).trim() === ''}
      submit={i18n.t('Keep the rates')}
      onSubmit={save}
    >
      <p className="k-muted">
        {i18n.t(
          'The European Central Bank publishes eurofxref-hist.csv on its page of reference rates. The newest 5,000 ' +
            'rates of the file are kept, about half a year; nothing is fetched from the internet.',
        )}
      </p>
      <div className="k-row">
        <ChooseFile onChoose={setFile} />
        {file ? <span>{file.name}</span> : null}
      </div>
      {file ? null : (
        <TextArea
          label={i18n.t('Or paste its lines here')}
          rows={6}
          value={pasted}
          onChange={setPasted}
          spellCheck={false}
        />
      )}
    </FormDialog>
  );
}

function ChooseFile({ onChoose }: { onChoose: (file: { name: string; text: string }) => void }) {
  const box = useRef<HTMLInputElement>(null);
  return (
    <>
      <Button onClick={() => box.current?.click()}>{i18n.t('Choose the file')}</Button>
      <input
        ref={box}
        type="file"
        accept="text/csv,.csv"
        hidden
        aria-label={i18n.t('Choose the file')}
        onChange={(event) => {
          const chosen = event.target.files?.[0];
          void chosen?.text().then((text) => onChoose({ name: chosen.name, text }));
          event.target.value = '';
        }}
      />
    </>
  );
}
