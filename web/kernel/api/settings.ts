import { ask, askWhole, call, request, type Answer, type AnswerOf, type BodyOf } from './client.ts';
import type { FieldType, ObjectType, Texts } from './model-types.ts';
import type { Filter } from './types.ts';

export type Member = {
  id: string;
  name: string;
  email: string | null;
  role: string;
  state?: string;
  active?: boolean;
  /** A member without sign-in, for a program. */
  service?: boolean | null;
  responsible?: { id: string; name: string } | null;
};
export const listMembers = (): Promise<Member[]> =>
  call<{ data: Member[] }>('/api/v1/members').then((answer) => answer.data);
export const addMember = (body: BodyOf<'POST /api/v1/members'>) => ask('POST /api/v1/members', { body });
export const addServiceAccount = (body: BodyOf<'POST /api/v1/service_accounts'>) =>
  ask('POST /api/v1/service_accounts', { body });
export const changeMember = (id: string, body: { role?: string; active?: boolean }) =>
  ask('PATCH /api/v1/members/{id}', { params: { id }, body });

export type Invitation = AnswerOf<'GET /api/v1/invitations'>['data'][number];
/** Invitations that wait for an answer. */
export const listInvitations = (): Promise<Invitation[]> =>
  ask('GET /api/v1/invitations').then((answer) => answer.data);
export type SentInvitation = AnswerOf<'POST /api/v1/invitations'>;
/** Asks somebody to join; the link is in this answer alone. */
export const invite = (body: BodyOf<'POST /api/v1/invitations'>): Promise<SentInvitation> =>
  ask('POST /api/v1/invitations', { body });
export const inviteAgain = (id: string): Promise<SentInvitation> =>
  ask('POST /api/v1/invitations/{id}/again', { params: { id } });
export const withdrawInvitation = (id: string) => ask('DELETE /api/v1/invitations/{id}', { params: { id } });

export type Workspace = AnswerOf<'PATCH /api/v1/workspace'>;
export const changeWorkspace = (body: BodyOf<'PATCH /api/v1/workspace'>): Promise<Workspace> =>
  ask('PATCH /api/v1/workspace', { body });

export type ExchangeRate = AnswerOf<'GET /api/v1/exchange_rates'>['data'][number];
/** The newest rate of each currency, and the currency of the workspace, for one of which they are. */
export const listNewestRates = () => ask('GET /api/v1/exchange_rates', { query: { newest: 'true' } });
/** Keeps rates, all or none: rows, or the text of the European Central Bank's file. */
export const writeRates = (body: BodyOf<'PUT /api/v1/exchange_rates'>) => ask('PUT /api/v1/exchange_rates', { body });
export const removeRate = (currency: string, day: string) =>
  ask('DELETE /api/v1/exchange_rates/{currency}/{day}', { params: { currency, day } });

export type ObjectWords = { label: Texts; plural: Texts; icon: string };
/** Makes an object of one's own; the change set hides it again. */
export const addObject = (body: ObjectWords) => askWhole('POST /api/v1/objects', { body });
export const changeObject = (object: string, body: BodyOf<'PATCH /api/v1/objects/{object}'>) =>
  askWhole('PATCH /api/v1/objects/{object}', { params: { object }, body });
/** Arranges the record pages of an object; null: as Kith does. */
export const saveLayout = (object: string, body: BodyOf<'PUT /api/v1/objects/{object}/layout'> | null) =>
  body
    ? askWhole('PUT /api/v1/objects/{object}/layout', { params: { object }, body })
    : askWhole('DELETE /api/v1/objects/{object}/layout', { params: { object } });
export const listHiddenObjects = (): Promise<ObjectType[]> =>
  call<{ data: ObjectType[] }>('/api/v1/objects?archived=true').then((answer) => answer.data);

/** What is worked out over the records of another object whose relation points here. */
export type NewRollup = NonNullable<NewField['rollup']>;
export type NewField = BodyOf<'POST /api/v1/objects/{object}/fields'>;
/** Adds a field; the change set hides it again. */
export const addField = (object: string, body: NewField) =>
  askWhole('POST /api/v1/objects/{object}/fields', { params: { object }, body });

/** What a formula gives: its type and some values, or why it gives none. */
export type FormulaCheck = {
  type: FieldType | null;
  errors: { code: string; message: string; at: number; parts: Record<string, string> }[];
  samples: { id: string; name: string | null; value: unknown }[];
};
export const checkFormula = (object: string, body: { formula: string; field?: string }): Promise<FormulaCheck> =>
  call(`/api/v1/objects/${object}/fields/check`, { method: 'POST', body });

/** One object with all its fields, hidden ones too. */
export const getModel = (object: string): Promise<ObjectType> => call(`/api/v1/objects/${object}`);

export type FieldPatch = {
  label?: Texts;
  help?: Texts | null;
  options?: { value?: string; label: Texts; colour: string | null; archived?: boolean }[];
  archived?: boolean;
  formula?: string;
  required?: boolean;
  /** No two living records have the same value. */
  unique?: boolean;
  sensitive?: boolean;
  /** What new records begin with; null for nothing. */
  default?: unknown;
  /** When pages show it; null for always. */
  show_if?: Filter | null;
};
/** The job of the answer is that by which the unique index follows. */
export const changeField = (object: string, field: string, values: FieldPatch): Promise<Answer<{ job_id?: string }>> =>
  request(`/api/v1/objects/${object}/fields/${field}`, { method: 'PATCH', body: values });
/** Which values are doubled in a field that is about to be unique. */
export type Doubled = {
  doubled: number;
  groups: { value: string | null; count: number; records: { id: string; name: string | null }[] }[];
};
export const previewUnique = (object: string, field: string): Promise<Doubled> =>
  call(`/api/v1/objects/${object}/fields/${field}?preview=true`, { method: 'PATCH', body: { unique: true } });
type OfField = { object: string; field: string };
/** Puts one choice in the place of others; the answer's change set is that of the field, the records have their own. */
export const joinOptions = (params: OfField, body: BodyOf<'POST /api/v1/objects/{object}/fields/{field}/join'>) =>
  askWhole('POST /api/v1/objects/{object}/fields/{field}/join', { params, body });
/** Gives some records of a choice another one. */
export const splitOptions = (params: OfField, body: BodyOf<'POST /api/v1/objects/{object}/fields/{field}/split'>) =>
  askWhole('POST /api/v1/objects/{object}/fields/{field}/split', { params, body });

/** What another type of a field would do. */
export type TypePreview = {
  type: FieldType;
  fit: number;
  unfit: number;
  examples: { id: string; name: string | null; value: string }[];
  options: string[] | null;
  views: string[];
  /** Values there are, where the values are carried over; those of the preview are the newest. */
  total?: number;
  ambiguous?: number;
  dates?: DateOrder;
};
export type DateOrder = 'day_first' | 'month_first';
/** The type and how values become its values: how dates are read, and what becomes of what does not fit. */
export type TypeChange = { type: string; dates?: DateOrder; unfit?: 'leave_out' };
export const previewType = (object: string, field: string, change: TypeChange): Promise<TypePreview> =>
  call(`/api/v1/objects/${object}/fields/${field}?preview=true`, { method: 'PATCH', body: change });
/** The job of the answer carries the values over where the type needs another column. */
export const changeType = (object: string, field: string, change: TypeChange): Promise<Answer<{ job_id?: string }>> =>
  request(`/api/v1/objects/${object}/fields/${field}`, { method: 'PATCH', body: change });
export const orderFields = (object: string, keys: string[]): Promise<Answer<unknown>> =>
  request(`/api/v1/objects/${object}`, { method: 'PATCH', body: { field_order: keys } });

export type ApiKey = AnswerOf<'GET /api/v1/api_keys'>['data'][number];
export const listKeys = (): Promise<ApiKey[]> =>
  ask('GET /api/v1/api_keys').then((answer) => answer.data.filter((key) => !key.revoked_at));
export const addKey = (body: BodyOf<'POST /api/v1/api_keys'>) => ask('POST /api/v1/api_keys', { body });
export const removeKey = (id: string) => ask('DELETE /api/v1/api_keys/{id}', { params: { id } });

export type Provider = AnswerOf<'GET /api/v1/single_sign_on'>;
/** By which provider the people of the firm sign in. */
export const getProvider = (): Promise<Provider> => ask('GET /api/v1/single_sign_on');
export const setProvider = (body: BodyOf<'PUT /api/v1/single_sign_on'>) => ask('PUT /api/v1/single_sign_on', { body });
export const removeProvider = () => ask('DELETE /api/v1/single_sign_on');

export type AuditLine = AnswerOf<'GET /api/v1/audit'>['data'][number];
export type AuditFilter = {
  kind?: AuditLine['kind'] | null;
  member?: string | null;
  since?: string | null;
  until?: string | null;
};
export const listAudit = (filter: AuditFilter, cursor: string | null) =>
  ask('GET /api/v1/audit', { query: given({ ...filter, cursor }) });
/** Where the same lines are taken out. */
export const auditAddress = (filter: AuditFilter): string =>
  `/api/v1/audit/export?${new URLSearchParams(given(filter)).toString()}`;
const given = (filter: object) =>
  Object.fromEntries(Object.entries(filter).filter(([, value]) => value)) as Record<string, string>;
export const getAuditState = () => ask('GET /api/v1/audit/state');
export const keepAudit = (keep_days: number | null) => ask('PATCH /api/v1/audit/state', { body: { keep_days } });

export const listOutbox = () => ask('GET /api/v1/mail_outbox');

export type Duplicate = AnswerOf<'GET /api/v1/duplicates'>['data'][number];
export const listDuplicates = (object: string): Promise<Duplicate[]> =>
  ask('GET /api/v1/duplicates', { query: { object } }).then((answer) => answer.data);
export const keepSeparate = (id: string) => ask('POST /api/v1/duplicates/{id}/keep_separate', { params: { id } });

export type StoredFile = AnswerOf<'GET /api/v1/files'>['data'][number];
export const listFiles = (object: string, record: string): Promise<StoredFile[]> =>
  ask('GET /api/v1/files', { query: { object, record_id: record } }).then((answer) => answer.data);
/** Keeps a file with a record; the change set takes it off again. */
export const uploadFile = (object: string, record: string, file: File): Promise<Answer<StoredFile>> => {
  const body = new FormData();
  body.append('object', object);
  body.append('record_id', record);
  body.append('file', file);
  return askWhole('POST /api/v1/files', { body });
};
/** Takes a file off its record; the change set puts it back. */
export const removeFile = (id: string) => askWhole('DELETE /api/v1/files/{id}', { params: { id } });
export const fileAddress = (id: string): string => `/api/v1/files/${id}/content`;

/** One way in which the workspace differs from a model in a file. */
export type ModelDifference = AnswerOf<'POST /api/v1/model/compare'>['differences'][number];
type Model = BodyOf<'POST /api/v1/model/compare'>;

/** The whole model by name, its keys in order. */
export const readModelFile = () => ask('GET /api/v1/model');
/** What a file would do here; the server tells what is wrong with it. */
export const compareModel = (model: unknown, prune: boolean) =>
  ask('POST /api/v1/model/compare', { query: { prune: prune ? 'true' : 'false' }, body: model as Model });
/** Gives the workspace what a file says; the change set takes it back. */
export const applyModel = (model: unknown, prune: boolean) =>
  ask('POST /api/v1/model/apply', { query: { prune: prune ? 'true' : 'false' }, body: model as Model }).then(
    ({ change_set_id: changeSet }) => ({ changeSet }),
  );
