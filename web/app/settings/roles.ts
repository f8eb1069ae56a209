import { i18n } from '#web/kernel/i18n';

/** The roles that exist at once, with what each may do. */
export const roles = (): { value: string; label: string; about: string }[] => [
  { value: 'owner', label: i18n.t('Owner'), about: i18n.t('Everything, also the firm itself.') },
  { value: 'admin', label: i18n.t('Administrator'), about: i18n.t('Everything but the owner’s rights.') },
  { value: 'member', label: i18n.t('Member'), about: i18n.t('Sees and changes all records.') },
  { value: 'own_records', label: i18n.t('Own records'), about: i18n.t('Sees and changes only own records.') },
  { value: 'read_only', label: i18n.t('Reader'), about: i18n.t('Sees everything, changes nothing.') },
];

export const roleName = (value: string): string => roles().find((role) => role.value === value)?.label ?? value;
