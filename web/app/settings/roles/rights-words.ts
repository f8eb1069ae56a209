import {
  actions,
  verbs,
  type Action,
  type FieldRight,
  type ObjectRights,
  type Reach,
  type Rights,
  type Verb,
} from '#shared/rights';
import type { ObjectType } from '#web/kernel/api';
import { format, i18n } from '#web/kernel/i18n';
import { objectLabel } from '#web/kernel/objects';
import { hasOwn, rowOf } from './rights-draft.ts';

export const verbWords = (verb: Verb): string =>
  ({ create: i18n.t('Make'), read: i18n.t('See'), update: i18n.t('Change'), delete: i18n.t('Remove') })[verb];

const reachWords = (reach: Reach): string =>
  ({ none: i18n.t('none'), own: i18n.t('own'), team: i18n.t('team’s'), all: i18n.t('all') })[reach];

/** How far a right may reach: records are made or not, the others lie between. */
export const reachChoices = (verb: Verb): { value: Reach; label: string }[] =>
  verb === 'create'
    ? [
        { value: 'none', label: i18n.t('no') },
        { value: 'all', label: i18n.t('yes') },
      ]
    : (['none', 'own', 'team', 'all'] as const).map((value) => ({ value, label: reachWords(value) }));

export const actionWords = (action: Action): string =>
  ({
    import: i18n.t('Bring data in'),
    export: i18n.t('Take lists out'),
    merge: i18n.t('Merge records'),
    bulk: i18n.t('Change many records at once'),
    share: i18n.t('Share records and make them private'),
  })[action];

export const fieldRightWords = (right: FieldRight): string =>
  ({ write: i18n.t('See and change'), read: i18n.t('See only'), hidden: i18n.t('Hidden') })[right];

/** The objects that rights speak of; files go with the record they are kept with. */
export const ruledObjects = (objects: ObjectType[]): ObjectType[] => {
  const rank = { record: 0, entry: 1, link: 2, system: 3 };
  return objects
    .filter((object) => object.kind !== 'system' && object.key !== 'file')
    .toSorted((a, b) => rank[a.kind] - rank[b.kind]);
};

// Objects whose own rights are told in words; of more only the names.
const toldObjects = 3;

const namesOf = (objects: ObjectType[]): string =>
  format.list(
    objects.map((object) => objectLabel(object, true)),
    'conjunction',
  );

/** How far each right of a row reaches, in words. */
function rowInWords(row: ObjectRights): string {
  const reach = verbs
    .filter((verb) => verb !== 'create')
    .map((verb) => `${verbWords(verb).toLocaleLowerCase()}: ${reachWords(row[verb])}`);
  const made = row.create === 'none' ? i18n.t('makes no new ones') : i18n.t('makes new ones');
  const ruled = row.where === undefined ? '' : i18n.t('not all of them, by a rule');
  return [reach.join(', '), made, ruled].filter(Boolean).join('; ');
}

/** What a role may do, in a few plain sentences. */
export function roleInWords(rights: Rights, objects: ObjectType[]): string {
  if (rights.administers) return i18n.t('Every right, and the settings of the workspace.');
  const { default: others } = rights.objects;
  const special = objects.filter((object) => hasOwn(rights, object.key));
  const hidden = Object.values<ObjectRights>(rights.objects)
    .flatMap((one) => Object.values(one.fields ?? {}))
    .filter((right) => right === 'hidden').length;
  const missing = actions.filter((action) => !rights.actions[action]).map(actionWords);
  return [
    i18n.t('Records: {reach}.', { reach: rowInWords(others) }),
    ...special
      .slice(0, toldObjects)
      .map((object) => `${objectLabel(object, true)}: ${rowInWords(rowOf(rights, object.key))}.`),
    special.length > toldObjects
      ? i18n.t('Otherwise for {objects}.', { objects: namesOf(special.slice(toldObjects)) })
      : '',
    hidden > 0 ? i18n.t('{count, plural, one {# hidden field} other {# hidden fields}}.', { count: hidden }) : '',
    missing.length > 0 ? i18n.t('Not allowed: {deeds}.', { deeds: missing.join(', ').toLocaleLowerCase() }) : '',
  ]
    .filter(Boolean)
    .join(' ');
}
