import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { keys, listTeams, shareWith, type ShareLevel } from '#web/kernel/api';
import { i18n } from '#web/kernel/i18n';
import { Button, SelectField } from '#web/kernel/ui';
import { useMembers } from '../model/use-model.ts';
import type { RunSharing, SheetProps } from './access-sheet.tsx';

/** Shares a record with a person or a team, to read it or to change it. */
export function ShareForm({ object, record, run }: SheetProps & { run: RunSharing }) {
  const members = useMembers();
  const teams = useQuery({ queryKey: keys.settings('teams'), queryFn: listTeams }).data ?? [];
  const [holder, setHolder] = useState<string | null>(null);
  const [level, setLevel] = useState<ShareLevel>('read');
  const team = teams.find((one) => one.id === holder);
  const name = team?.name ?? members.find((one) => one.id === holder)?.name ?? '';
  const share = async (): Promise<void> => {
    if (!holder) return;
    const given = { kind: team ? ('team' as const) : ('member' as const), holder, level };
    if (await run(() => shareWith(object.api, record.id, given), i18n.t('Shared with {name}.', { name })))
      setHolder(null);
  };
  return (
    <form
      className="k-share-form"
      onSubmit={(event) => {
        event.preventDefault();
        void share();
      }}
    >
      <SelectField
        label={i18n.t('Share with')}
        placeholder={i18n.t('A person or a team')}
        choices={[
          ...members.map((one) => ({ value: one.id, label: one.name })),
          ...teams.map((one) => ({ value: one.id, label: i18n.t('Team {name}', { name: one.name }) })),
        ]}
        value={holder}
        onChange={setHolder}
      />
      <SelectField
        label={i18n.t('To')}
        choices={[
          { value: 'read', label: i18n.t('read it') },
          { value: 'write', label: i18n.t('read and change it') },
        ]}
        value={level}
        onChange={(value) => setLevel(value === 'write' ? 'write' : 'read')}
      />
      <Button type="submit" disabled={!holder}>
        {i18n.t('Share')}
      </Button>
    </form>
  );
}
