import { useState } from 'react';
import { addWebhook } from '#web/kernel/api';
import { i18n } from '#web/kernel/i18n';
import { useObjects } from '#web/kernel/objects';
import { CheckField, FormDialog, ManySelectField, SelectField, TextField } from '#web/kernel/ui';
import { useRoleChoices } from '../roles/role-names.ts';
import { ShowSecret } from '../show-secret.tsx';
import { useTask } from '../use-task.ts';

/** Asks what a webhook needs, and shows its secret once. */
export function MakeWebhook({ onClose }: { onClose: () => void }) {
  const { problem, busy, run } = useTask();
  const [label, setLabel] = useState('');
  const [url, setUrl] = useState('');
  const [events, setEvents] = useState<string[]>(['*']);
  const [whole, setWhole] = useState(false);
  const [role, setRole] = useState('read_only');
  const [secret, setSecret] = useState<string | null>(null);
  const choices = useEventChoices();
  const roles = useRoleChoices();
  if (secret) return <ShowSecret title={i18n.t('Copy the secret now')} secret={secret} onClose={onClose} />;
  const make = () => addWebhook({ label, url, events, include: whole ? 'record' : 'ids', role });
  return (
    <FormDialog
      title={i18n.t('Make a webhook')}
      onClose={onClose}
      {...{ problem, busy }}
      disabled={events.length === 0}
      submit={i18n.t('Make the webhook')}
      onSubmit={() => run(make).then((hook) => hook && setSecret(hook.secret))}
    >
      <TextField label={i18n.t('What is it for')} autoFocus required value={label} onChange={setLabel} />
      <TextField
        label={i18n.t('Address')}
        help={i18n.t('It begins with https:// and leads to the internet.')}
        required
        value={url}
        onChange={setUrl}
      />
      <ManySelectField
        label={i18n.t('What it is told of')}
        required
        choices={choices}
        value={events}
        onChange={setEvents}
      />
      <SelectField
        label={i18n.t('Role')}
        help={i18n.t('It is told of nothing that this role may not see. This cannot be changed later.')}
        choices={roles}
        value={role}
        onChange={(value) => setRole(value ?? 'read_only')}
      />
      <CheckField label={i18n.t('Send whole records, not only ids')} checked={whole} onChange={setWhole} />
    </FormDialog>
  );
}

/** Everything, all of one object, or one kind of deed with it. */
function useEventChoices() {
  const deeds = ['*', 'created', 'updated', 'deleted', 'restored', 'merged'];
  const named = useObjects().flatMap(({ api }) => deeds.map((deed) => `${api}.${deed}`));
  return [{ value: '*', label: i18n.t('Everything') }, ...named.map((name) => ({ value: name, label: name }))];
}
