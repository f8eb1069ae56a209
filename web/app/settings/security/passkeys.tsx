import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { keys, listPasskeys, removePasskey, renamePasskey, type Passkey } from '#web/kernel/api';
import { format, i18n } from '#web/kernel/i18n';
import { Button, Dialog, ProblemNote, TextField } from '#web/kernel/ui';
import { useTask } from '../use-task.ts';

type Open = 'add' | { rename: Passkey } | { remove: Passkey } | null;

/** The passkeys of one's account: each signs in without a password. */
export function Passkeys() {
  const [open, setOpen] = useState<Open>(null);
  const found = useQuery({ queryKey: keys.settings('passkeys'), queryFn: listPasskeys });
  const close = (): void => setOpen(null);
  return (
    <section className="k-part k-stack" aria-label={i18n.t('Passkeys')}>
      <h2>{i18n.t('Passkeys')}</h2>
      <p className="k-muted">
        {i18n.t('Sign in by finger, face or the code of your device: nothing to type, nothing that can be passed on.')}
      </p>
      <ProblemNote problem={found.error} />
      <ul className="k-lines-list">
        {(found.data ?? []).map((passkey) => (
          <li key={passkey.id} className="k-setting-line">
            <div className="k-grow">
              <p>
                <strong>{passkey.name}</strong>
              </p>
              <p className="k-muted">{lastUse(passkey)}</p>
            </div>
            <Button small onClick={() => setOpen({ rename: passkey })}>
              {i18n.t('Rename')}
            </Button>
            <Button small onClick={() => setOpen({ remove: passkey })}>
              {i18n.t('Remove')}
            </Button>
          </li>
        ))}
      </ul>
      {'PublicKeyCredential' in window ? (
        <Button className="k-self-start" onClick={() => setOpen('add')}>
          {i18n.t('Add a passkey')}
        </Button>
      ) : null}
      {open === 'add' ? <Add onClose={close} /> : null}
      {open !== null && open !== 'add' && 'rename' in open ? <Rename passkey={open.rename} onClose={close} /> : null}
      {open !== null && open !== 'add' && 'remove' in open ? <Remove passkey={open.remove} onClose={close} /> : null}
    </section>
  );
}

function lastUse({ last_used_at, created_at }: Passkey): string {
  return last_used_at
    ? i18n.t('last used {when}', { when: format.relativeTime(last_used_at) })
    : i18n.t('added {when}', { when: format.relativeTime(created_at) });
}

function Add({ onClose }: { onClose: () => void }) {
  const { problem, busy, run } = useTask();
  const [name, setName] = useState('');
  const [password, setPassword] = useState('');
  const [stopped, setStopped] = useState(false);
  const add = async (): Promise<void> => {
    setStopped(false);
    const { makePasskey } = await import('../../sign-in/passkey.ts');
    const made = await run(() => makePasskey({ name, password }));
    if (made === 'added') onClose();
    else if (made === 'stopped') setStopped(true);
  };
  return (
    <Dialog title={i18n.t('Add a passkey')} onClose={onClose}>
      <form
        className="k-stack"
        onSubmit={(event) => {
          event.preventDefault();
          void add();
        }}
      >
        <TextField
          label={i18n.t('Name')}
          help={i18n.t('By which you know the device again, such as “Phone”.')}
          autoFocus
          required
          value={name}
          onChange={setName}
        />
        <PasswordField value={password} onChange={setPassword} />
        {stopped ? (
          <p role="alert">{i18n.t('The device made no passkey, or has one for this account already.')}</p>
        ) : null}
        <ProblemNote problem={problem} />
        <Foot busy={busy} deed={i18n.t('Add')} onClose={onClose} />
      </form>
    </Dialog>
  );
}

function Rename({ passkey, onClose }: { passkey: Passkey; onClose: () => void }) {
  const { problem, busy, run } = useTask();
  const [name, setName] = useState(passkey.name);
  return (
    <Dialog title={i18n.t('Rename')} onClose={onClose}>
      <form
        className="k-stack"
        onSubmit={(event) => {
          event.preventDefault();
          void run(() => renamePasskey(passkey.id, name)).then((done) => done && onClose());
        }}
      >
        <TextField label={i18n.t('Name')} autoFocus required value={name} onChange={setName} />
        <ProblemNote problem={problem} />
        <Foot busy={busy} deed={i18n.t('Save')} onClose={onClose} />
      </form>
    </Dialog>
  );
}

function Remove({ passkey, onClose }: { passkey: Passkey; onClose: () => void }) {
  const { problem, busy, run } = useTask();
  const [password, setPassword] = useState('');
  return (
    <Dialog title={i18n.t('Remove the passkey “{name}”?', { name: passkey.name })} onClose={onClose}>
      <form
        className="k-stack"
        onSubmit={(event) => {
          event.preventDefault();
          void run(() => removePasskey(passkey.id, password).then(() => true), i18n.t('Removed.')).then(
            (done) => done && onClose(),
          );
        }}
      >
        <PasswordField value={password} onChange={setPassword} />
        <ProblemNote problem={problem} />
        <Foot busy={busy} deed={i18n.t('Remove')} onClose={onClose} />
      </form>
    </Dialog>
  );
}

const PasswordField = (props: { value: string; onChange: (value: string) => void }) => (
  <TextField
    {...props}
    label={i18n.t('Present password')}
    help={i18n.t('Your other devices are signed out then.')}
    type="password"
    autoComplete="current-password"
    required
  />
);

const Foot = (props: { busy: boolean; deed: string; onClose: () => void }) => (
  <div className="k-dialog-foot">
    <Button onClick={props.onClose}>{i18n.t('Cancel')}</Button>
    <Button look="primary" type="submit" busy={props.busy}>
      {props.deed}
    </Button>
  </div>
);
