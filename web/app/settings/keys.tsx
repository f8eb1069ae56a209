import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { addKey, keys, listKeys, removeKey } from '#web/kernel/api';
import { format, i18n } from '#web/kernel/i18n';
import { Button, Dialog, EmptyState, ProblemNote, SelectField, SkeletonLines, TextField } from '#web/kernel/ui';
import { useRoleChoices, useRoleName } from './roles/role-names.ts';
import { useTask } from './use-task.ts';

/** Keys by which other programs come in; each has a role and is shown once. */
export default function ApiKeys() {
  const all = useQuery({ queryKey: keys.settings('keys'), queryFn: listKeys });
  const roleName = useRoleName();
  const { problem, run } = useTask();
  const [adding, setAdding] = useState(false);
  return (
    <div className="k-stack k-form">
      <ProblemNote problem={problem ?? all.error} />
      {all.isPending ? <SkeletonLines /> : null}
      {all.data?.length === 0 ? (
        <EmptyState
          title={i18n.t('No keys yet')}
          text={i18n.t(
            'A key lets a script, a form or another program read and write here, with the ' +
              'rights of the role you give it.',
          )}
        />
      ) : null}
      <ul className="k-lines-list">
        {(all.data ?? []).map((key) => (
          <li key={key.id} className="k-setting-line">
            <div className="k-grow">
              <p>
                <strong>{key.name}</strong>
              </p>
              <p className="k-muted">
                {roleName(key.role)} ·{' '}
                {key.last_used_at
                  ? i18n.t('last used {when}', { when: format.relativeTime(key.last_used_at) })
                  : i18n.t('not used yet')}
              </p>
            </div>
            <Button
              small
              onClick={() => void run(() => removeKey(key.id), i18n.t('The key no longer opens anything.'))}
            >
              {i18n.t('Revoke')}
            </Button>
          </li>
        ))}
      </ul>
      <Button className="k-self-start" look="primary" onClick={() => setAdding(true)}>
        {i18n.t('Make a key')}
      </Button>
      {adding ? <MakeKey onClose={() => setAdding(false)} /> : null}
    </div>
  );
}

function MakeKey({ onClose }: { onClose: () => void }) {
  const { problem, busy, run } = useTask();
  const [name, setName] = useState('');
  const [role, setRole] = useState('read_only');
  const choices = useRoleChoices();
  const [made, setMade] = useState<string | null>(null);
  if (made) {
    return (
      <Dialog
        title={i18n.t('Copy the key now')}
        onClose={onClose}
        actions={
          <>
            <Button onClick={() => void navigator.clipboard.writeText(made)}>{i18n.t('Copy')}</Button>
            <Button look="primary" onClick={onClose}>
              {i18n.t('I kept it')}
            </Button>
          </>
        }
      >
        <p>{i18n.t('It is shown only this once.')}</p>
        <p className="k-secret">{made}</p>
      </Dialog>
    );
  }
  return (
    <Dialog title={i18n.t('Make a key')} onClose={onClose}>
      <form
        className="k-stack"
        onSubmit={(event) => {
          event.preventDefault();
          void run(() => addKey({ name, role })).then((key) => (key ? setMade(key.key) : undefined));
        }}
      >
        <TextField label={i18n.t('What is it for')} autoFocus required value={name} onChange={setName} />
        <SelectField
          label={i18n.t('Role')}
          choices={choices}
          value={role}
          onChange={(value) => setRole(value ?? 'read_only')}
        />
        <ProblemNote problem={problem} />
        <div className="k-dialog-foot">
          <Button onClick={onClose}>{i18n.t('Cancel')}</Button>
          <Button look="primary" type="submit" busy={busy}>
            {i18n.t('Make the key')}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}
