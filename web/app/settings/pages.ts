import { i18n } from '#web/kernel/i18n';

export type SettingsPage = {
  key: string;
  label: string;
  about: string;
  group: 'me' | 'workspace' | 'upkeep';
  admin?: boolean;
};

/** Every settings page: its name and what it does in one line. */
export const settingsPages = (): SettingsPage[] => [...firmPages(), ...doorPages(), ...upkeepPages()];

const firmPages = (): SettingsPage[] => [
  { key: 'profile', group: 'me', label: i18n.t('Profile'), about: i18n.t('Your name, language, theme and time zone.') },
  {
    key: 'security',
    group: 'me',
    label: i18n.t('Security'),
    about: i18n.t('Password, second factor, passkeys, and where you are signed in.'),
  },
  {
    key: 'members',
    group: 'workspace',
    label: i18n.t('Members'),
    about: i18n.t('Who works here, and what each may do.'),
  },
  {
    key: 'roles',
    group: 'workspace',
    label: i18n.t('Roles'),
    about: i18n.t('What may be seen, changed and done, by role.'),
    admin: true,
  },
  {
    key: 'teams',
    group: 'workspace',
    label: i18n.t('Teams'),
    about: i18n.t('Who works together, and which team is part of which.'),
    admin: true,
  },
  {
    key: 'workspace',
    group: 'workspace',
    label: i18n.t('Workspace'),
    about: i18n.t('The firm’s name, country, currency and time zone.'),
    admin: true,
  },
  {
    key: 'currencies',
    group: 'workspace',
    label: i18n.t('Currencies'),
    about: i18n.t('Exchange rates: what money in other currencies is worth in yours.'),
  },
  {
    key: 'pipelines',
    group: 'workspace',
    label: i18n.t('Pipelines'),
    about: i18n.t('The stages that deals go through, in their order, and what each asks for.'),
    admin: true,
  },
  {
    key: 'objects',
    group: 'workspace',
    label: i18n.t('Objects and fields'),
    about: i18n.t('What is kept about whom; add fields of your own.'),
  },
  {
    key: 'model',
    group: 'workspace',
    label: i18n.t('Model as a file'),
    about: i18n.t('Take the whole model along, compare it, give it to another workspace.'),
    admin: true,
  },
];

/** Who and what comes in, and what goes out. */
const doorPages = (): SettingsPage[] => [
  {
    key: 'selling',
    group: 'workspace',
    label: i18n.t('Our firm and prices'),
    about: i18n.t('What your quotes and invoices say of you, VAT rates and price lists.'),
    admin: true,
  },
  {
    key: 'enquiries',
    group: 'workspace',
    label: i18n.t('Enquiries'),
    about: i18n.t('Forms for your site, and to whom enquiries go.'),
    admin: true,
  },
  {
    key: 'keys',
    group: 'workspace',
    label: i18n.t('API keys'),
    about: i18n.t('Let other programs in, with a role and an end.'),
    admin: true,
  },
  {
    key: 'sign-ins',
    group: 'workspace',
    label: i18n.t('Sign-ins'),
    about: i18n.t('Who came in or tried to: when, from where, with what.'),
    admin: true,
  },
  {
    key: 'single-sign-on',
    group: 'workspace',
    label: i18n.t('Single sign-on'),
    about: i18n.t('Let people in by the service that your firm signs in with already.'),
    admin: true,
  },
  {
    key: 'webhooks',
    group: 'workspace',
    label: i18n.t('Webhooks'),
    about: i18n.t('Tell other programs what happens here.'),
    admin: true,
  },
];

const upkeepPages = (): SettingsPage[] => [
  {
    key: 'history',
    group: 'upkeep',
    label: i18n.t('Change history'),
    about: i18n.t('What was done, by whom, from where; take it back.'),
  },
  { key: 'trash', group: 'upkeep', label: i18n.t('Trash'), about: i18n.t('Records that were removed; put them back.') },
  {
    key: 'audit',
    group: 'upkeep',
    label: i18n.t('Audit'),
    about: i18n.t('Sign-ins, rights, keys, exports and sensitive fields: who did what, and nobody can rewrite it.'),
    admin: true,
  },
  {
    key: 'retention',
    group: 'upkeep',
    label: i18n.t('Retention'),
    about: i18n.t('For how long records are kept: rules that run every night.'),
    admin: true,
  },
  {
    key: 'erasures',
    group: 'upkeep',
    label: i18n.t('Erasures'),
    about: i18n.t('Certificates of people who were forgotten.'),
    admin: true,
  },
  {
    key: 'outbox',
    group: 'upkeep',
    label: i18n.t('Unsent mail'),
    about: i18n.t('Mail that could not leave yet, and why.'),
    admin: true,
  },
];

export const settingsGroups = (): { group: SettingsPage['group']; label: string }[] => [
  { group: 'me', label: i18n.t('You') },
  { group: 'workspace', label: i18n.t('Workspace') },
  { group: 'upkeep', label: i18n.t('Upkeep') },
];

/** The pages whose name or line holds what was typed, as far as the member may see them. */
export function findPages(typed: string, administers: boolean): SettingsPage[] {
  const wanted = typed.trim().toLocaleLowerCase();
  return settingsPages()
    .filter((page) => administers || !page.admin)
    .filter((page) => `${page.label} ${page.about}`.toLocaleLowerCase().includes(wanted));
}
