import type { AuditLine, ObjectType } from '#web/kernel/api';
import { format, i18n } from '#web/kernel/i18n';
import { fieldLabel, findField, objectLabel } from '#web/kernel/objects';

/** What each kind of line is called. */
export const auditKinds = (): { value: string; label: string }[] => [
  { value: 'sign_in', label: i18n.t('Sign-in') },
  { value: 'refused', label: i18n.t('Refused for want of rights') },
  { value: 'member.added', label: i18n.t('Member added') },
  { value: 'member.changed', label: i18n.t('Member changed') },
  { value: 'member.joined', label: i18n.t('Member joined') },
  { value: 'invitation.sent', label: i18n.t('Invitation sent') },
  { value: 'invitation.withdrawn', label: i18n.t('Invitation withdrawn') },
  { value: 'role.changed', label: i18n.t('Role changed') },
  { value: 'team.changed', label: i18n.t('Team changed') },
  { value: 'share.changed', label: i18n.t('Sharing changed') },
  { value: 'key.made', label: i18n.t('Key made') },
  { value: 'key.revoked', label: i18n.t('Key revoked') },
  { value: 'workspace.changed', label: i18n.t('Workspace changed') },
  { value: 'single_sign_on.changed', label: i18n.t('Single sign-on changed') },
  { value: 'passkey.changed', label: i18n.t('Passkeys changed') },
  { value: 'export', label: i18n.t('Data taken out') },
  { value: 'erasure', label: i18n.t('Person erased') },
  { value: 'rates.changed', label: i18n.t('Exchange rates changed') },
  { value: 'retention.changed', label: i18n.t('Retention changed') },
  { value: 'sensitive.read', label: i18n.t('Sensitive fields shown') },
  { value: 'view_as', label: i18n.t('Looked as another member') },
  { value: 'restore', label: i18n.t('Restored from a backup') },
  { value: 'audit.retention', label: i18n.t('Time of keeping changed') },
];

export const kindLabel = (kind: string): string => auditKinds().find(({ value }) => value === kind)?.label ?? kind;

/** What the workspace knows that lines name by their keys. */
type Known = { objects: ObjectType[]; roleName: (key: string) => string };

/** What a line says beside its kind: about whom or what, and how much. */
export function auditText({ kind, about, details }: AuditLine, { objects, roleName }: Known): string {
  const object = kind === 'sensitive.read' ? objects.find((one) => one.key === about) : undefined;
  const parts: unknown[] = [object ? objectLabel(object, true) : about];
  if (kind === 'sign_in') parts.push(details['outcome'] === 'ok' ? null : i18n.t('refused'));
  if (kind === 'export' && typeof details['records'] === 'number')
    parts.push(i18n.t('{count, plural, one {# record} other {# records}}', { count: details['records'] }));
  if (kind === 'sensitive.read') {
    parts.push(fieldNames(object, details['fields'] as string[]));
    parts.push(i18n.t('{count, plural, one {# record} other {# records}}', { count: Number(details['count']) }));
  }
  if (kind === 'member.changed') {
    const [from, to] = [details['from'], details['to']] as { role: string; active: boolean }[];
    parts.push(from && to && from.role !== to.role ? `${roleName(from.role)} → ${roleName(to.role)}` : null);
    parts.push(to && !to.active ? i18n.t('deactivated') : null);
    parts.push(from && to && !from.active && to.active ? i18n.t('activated again') : null);
  }
  return parts.filter(Boolean).join(' · ');
}

function fieldNames(object: ObjectType | undefined, keys: string[]): string {
  const known = keys.map((key) => (object ? findField(object, key) : null));
  return format.list(known.map((field, at) => (field ? fieldLabel(field) : keys[at]!)));
}

/** When and from where. */
export const auditWhere = ({ at, address }: AuditLine): string =>
  [format.dayAndTime(at), address].filter(Boolean).join(' · ');
