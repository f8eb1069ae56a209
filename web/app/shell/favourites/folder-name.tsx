import { useState } from 'react';
import { i18n } from '#web/kernel/i18n';
import { Button, Dialog, TextField } from '#web/kernel/ui';

/** Asks for the name of a folder in the menu. */
export function FolderName(props: { name: string; onName: (name: string) => void; onClose: () => void }) {
  const [name, setName] = useState(props.name);
  const keep = (): void => {
    if (!name.trim()) return;
    props.onName(name.trim());
    props.onClose();
  };
  return (
    <Dialog
      title={props.name ? i18n.t('Rename the folder') : i18n.t('New folder')}
      onClose={props.onClose}
      actions={
        <>
          <Button onClick={props.onClose}>{i18n.t('Cancel')}</Button>
          <Button look="primary" disabled={!name.trim()} onClick={keep}>
            {i18n.t('Save')}
          </Button>
        </>
      }
    >
      <form
        onSubmit={(event) => {
          event.preventDefault();
          keep();
        }}
      >
        <TextField autoFocus label={i18n.t('Name')} value={name} maxLength={60} onChange={setName} />
      </form>
    </Dialog>
  );
}
