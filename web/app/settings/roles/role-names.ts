import { useQuery } from '@tanstack/react-query';
import { keys, listRoles, type RoleRow } from '#web/kernel/api';
import { i18n } from '#web/kernel/i18n';

/** The roles of the workspace, told in the reader's language where they are part of Kith. */
export function useRoles(): RoleRow[] {
  return (useQuery({ queryKey: keys.settings('roles'), queryFn: listRoles }).data ?? []).map(inWords);
}

/** The roles that somebody can be given by anybody who administers: all but that of an owner. */
export function useRoleChoices(): { value: string; label: string }[] {
  return useRoles()
    .filter((role) => role.key !== 'owner')
    .map((role) => ({ value: role.key, label: role.name }));
}

/** What roles are called, by their key. */
export function useRoleName(): (key: string) => string {
  const roles = useRoles();
  return (key) => roles.find((role) => role.key === key)?.name ?? key;
}

function inWords(role: RoleRow): RoleRow {
  const words = role.built_in ? builtIn[role.key]?.() : undefined;
  return words ? { ...role, name: words[0], help: words[1] } : role;
}

const builtIn: Record<string, () => [string, string]> = {
  owner: () => [i18n.t('Owner'), i18n.t('Everything, also the firm itself.')],
  admin: () => [i18n.t('Administrator'), i18n.t('Everything but the owner’s rights.')],
  member: () => [i18n.t('Member'), i18n.t('Sees and changes all records.')],
  own_records: () => [i18n.t('Own records'), i18n.t('Sees and changes only own records.')],
  read_only: () => [i18n.t('Read only'), i18n.t('Sees everything, changes nothing.')],
};
