import { fileAddress } from '#web/kernel/api';
import type { Field, FieldGroup, MemberRef, ObjectType, PersonName, RecordRef, RecordRow } from '#web/kernel/api';
import { currentLanguage, i18n, inLanguage } from '#web/kernel/i18n';

/** The object with that path name (`people`), if the workspace has it. */
export const findObject = (objects: ObjectType[], api: string): ObjectType | null =>
  objects.find((object) => object.api === api) ?? null;

/** The object's name in the current language: one of them, or many. */
export const objectLabel = (object: ObjectType, many = false): string =>
  (object.label[currentLanguage()] ?? object.label.en)[many ? 1 : 0];

export const fieldLabel = (field: Field): string => inLanguage(field.label);

export const findField = (object: ObjectType, key: string): Field | null =>
  object.fields.find((field) => field.key === key) ?? null;

/** The field at the end of a path over relations (`company.city`), with the names of its steps; null if it breaks. */
export function findPath(
  objects: ObjectType[],
  object: ObjectType,
  path: string,
): { field: Field; names: string[]; object: ObjectType } | null {
  const [first = '', ...rest] = path.split('.');
  const field = findField(object, first);
  if (!field) return null;
  if (rest.length === 0) return { field, names: [fieldLabel(field)], object };
  const target = field.to && !field.many ? findObject(objects, field.to) : null;
  const found = target && findPath(objects, target, rest.join('.'));
  return found ? { ...found, names: [fieldLabel(field), ...found.names] } : null;
}

/** Whether the person may type into this field. */
export const isEditable = (field: Field): boolean =>
  !field.read_only && field.written_by === null && field.type !== 'autonumber' && field.group !== 'system';

/** Whether a field has its place among the facts of a record; dated relations have a card of their own. */
export const isFact = (field: Field): boolean => field.type !== 'dated_relation';

/** What a record is called on screen. */
export function recordName(object: ObjectType, row: RecordRow | RecordRef | null | undefined): string {
  if (!row) return '';
  return nameText((row as Record<string, unknown>)[object.title] ?? row.name) || i18n.t('No name');
}

/** A name value of any shape as text. */
export function nameText(value: unknown): string {
  if (typeof value === 'string') return value;
  if (value === null || typeof value !== 'object') return '';
  if (Array.isArray(value)) return value.map(nameText).filter(Boolean).join(', ');
  const name = value as PersonName & { name?: string; value?: string };
  if (typeof name.full === 'string' && name.full) return name.full;
  if (typeof name.name === 'string') return name.name;
  if (typeof name.value === 'string') return name.value;
  return [name.prefix, name.first, name.middle, name.last, name.suffix].filter(Boolean).join(' ');
}

/** The name in Latin letters, where it is kept and differs. */
export function latinName(row: RecordRow): string | null {
  const latin = (row.name as PersonName | undefined)?.latin;
  return typeof latin === 'string' && latin && latin !== nameText(row.name) ? latin : null;
}

/** Where the picture of a record lies (a face, a logo), if it has one. */
export function pictureOf(object: ObjectType, row: RecordRow): string | null {
  const field = object.fields.find((one) => one.type === 'image' && typeof row[one.key] === 'string');
  return field ? fileAddress(row[field.key] as string) : null;
}

export const memberName = (value: unknown): string => (value as MemberRef | null)?.name ?? '';

/** Groups in the order in which a record shows them, with their headings. */
export function fieldGroups(): { group: FieldGroup; label: string }[] {
  return [
    { group: 'main', label: i18n.t('About') },
    { group: 'contact', label: i18n.t('Contact') },
    { group: 'work', label: i18n.t('Work') },
    { group: 'address', label: i18n.t('Address') },
    { group: 'dates', label: i18n.t('Dates') },
    { group: 'other', label: i18n.t('More') },
    { group: 'system', label: i18n.t('Record') },
  ];
}

/** Objects with a place in the menu: records that people keep lists of, the well-known first. */
export function menuObjects(objects: ObjectType[]): ObjectType[] {
  const order = ['people', 'companies', 'deals'];
  const rank = (object: ObjectType): number => (order.indexOf(object.api) + 1 || 99) + (object.custom ? 100 : 0);
  return objects
    .filter((object) => object.kind === 'record' && object.can.read && object.api !== 'tags')
    .toSorted((a, b) => rank(a) - rank(b));
}
