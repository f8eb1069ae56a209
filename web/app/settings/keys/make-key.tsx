import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { Scopes } from '#shared/keys/scopes';
import { addKey, keys, listMembers } from '#web/kernel/api';
import { i18n } from '#web/kernel/i18n';
import { FormDialog, SelectField, TextField } from '#web/kernel/ui';
import { useRoleChoices } from '../roles/role-names.ts';
import { ShowSecret } from '../show-secret.tsx';
import { useTask } from '../use-task.ts';
import { ScopeTable } from './scope-table.tsx';

const dayMillis = 86_400_000;
const lives = [30, 90, 365];
const firstScopes: Scopes = { objects: { default: ['read'] }, actions: [] };

/** Makes a key: whose it is, with which role, what of it, and until when; then shows it, once. */
export function MakeKey({ onClose }: { onClose: () => void }) {
  const [made, setMade] = useState<string | null>(null);
  return made ? (
    <ShowSecret title={i18n.t('Copy the key now')} secret={made} onClose={onClose} />
  ) : (
    <Form onClose={onClose} onMade={setMade} />
  );
}

function Form({ onClose, onMade }: { onClose: () => void; onMade: (secret: string) => void }) {
  const { problem, busy, run } = useTask();
  const [name, setName] = useState('');
  const [role, setRole] = useState('read_only');
  const [service, setService] = useState('');
  const [days, setDays] = useState('365');
  const [scopes, setScopes] = useState<Scopes | null>(null);
  const make = async (): Promise<void> => {
    const expires_at = days ? new Date(Date.now() + Number(days) * dayMillis).toISOString() : null;
    const body = { name, role, expires_at, service_account: service || null, scopes: scopes && listed(scopes) };
    const key = await run(() => addKey(body));
    if (key) onMade(key.key);
  };
  return (
    <FormDialog
      title={i18n.t('Make a key')}
      wide={scopes !== null}
      {...{ onClose, problem, busy }}
      submit={i18n.t('Make the key')}
      onSubmit={make}
    >
      <TextField label={i18n.t('What is it for')} autoFocus required value={name} onChange={setName} />
      <WhoseKey value={service} onChange={setService} />
      <SelectField
        label={i18n.t('Role')}
        choices={useRoleChoices()}
        value={role}
        onChange={(value) => setRole(value ?? 'read_only')}
      />
      <Life days={days} onChange={setDays} />
      <SelectField
        label={i18n.t('What of the role')}
        choices={[
          { value: 'all', label: i18n.t('All that the role may') },
          { value: 'some', label: i18n.t('Only what is ticked') },
        ]}
        value={scopes ? 'some' : 'all'}
        onChange={(value) => setScopes(value === 'some' ? firstScopes : null)}
      />
      {scopes ? <ScopeTable scopes={scopes} onChange={setScopes} /> : null}
    </FormDialog>
  );
}

const listed = ({ objects, actions }: Scopes) => ({
  objects: Object.fromEntries(Object.entries(objects).map(([key, verbs]) => [key, [...verbs]])),
  actions: [...actions],
});

/** One’s own, or that of a service account, where there is one. */
function WhoseKey({ value, onChange }: { value: string; onChange: (id: string) => void }) {
  const members = useQuery({ queryKey: keys.settings('members'), queryFn: listMembers }).data ?? [];
  const services = members.filter((member) => member.service && member.active !== false);
  return services.length === 0 ? null : (
    <SelectField
      label={i18n.t('Whose key')}
      choices={[{ value: '', label: i18n.t('My own') }, ...services.map((one) => ({ value: one.id, label: one.name }))]}
      value={value}
      onChange={(id) => onChange(id ?? '')}
    />
  );
}

function Life({ days, onChange }: { days: string; onChange: (days: string) => void }) {
  const inWords = (count: number): string => i18n.t('{count, plural, one {# day} other {# days}}', { count });
  return (
    <SelectField
      label={i18n.t('Works for')}
      choices={[
        ...lives.map((count) => ({ value: String(count), label: inWords(count) })),
        { value: '', label: i18n.t('ever') },
      ]}
      value={days}
      onChange={(value) => onChange(value ?? '')}
    />
  );
}
