import { call, request, type Answer } from './client.ts';
import type { FieldType, Filter, ObjectType, Page, RecordRow, Texts } from './types.ts';

export type Member = { id: string; name: string; email: string; role: string; state?: string; active?: boolean };
export const listMembers = (): Promise<Member[]> =>
  call<{ data: Member[] }>('/api/v1/members').then((answer) => answer.data);
export const addMember = (input: { name: string; email: string; role: string; password: string }) =>
  call<Member>('/api/v1/members', { method: 'POST', body: input });
export const changeMember = (id: string, values: { role?: string; active?: boolean }): Promise<Member> =>
  call<Member>(`/api/v1/members/${id}`, { method: 'PATCH', body: values });

export type Invitation = { id: string; email: string; name: string | null; role: string; expires_at: string };
/** Invitations that wait for an answer. */
export const listInvitations = (): Promise<Invitation[]> =>
  call<{ data: Invitation[] }>('/api/v1/invitations').then((answer) => answer.data);
export type SentInvitation = Invitation & { link: string; mail: boolean };
/** Asks somebody to join; the link is in this answer alone. */
export const invite = (input: { email: string; name?: string | null; role: string }): Promise<SentInvitation> =>
  call('/api/v1/invitations', { method: 'POST', body: input });
export const inviteAgain = (id: string): Promise<SentInvitation> =>
  call(`/api/v1/invitations/${id}/again`, { method: 'POST' });
export const withdrawInvitation = (id: string): Promise<unknown> =>
  call(`/api/v1/invitations/${id}`, { method: 'DELETE' });

export type Workspace = { name: string; region: string; time_zone: string; currency: string; language: string };
export const changeWorkspace = (values: Partial<Workspace>): Promise<Workspace> =>
  call('/api/v1/workspace', { method: 'PATCH', body: values });

export type ObjectWords = { label: Texts; plural: Texts; icon: string };
/** Makes an object of one's own; the change set hides it again. */
export const addObject = (object: ObjectWords): Promise<Answer<{ api: string }>> =>
  request('/api/v1/objects', { method: 'POST', body: object });
export const changeObject = (api: string, values: Partial<ObjectWords> & { archived?: boolean }) =>
  request<unknown>(`/api/v1/objects/${api}`, { method: 'PATCH', body: values });
export const listHiddenObjects = (): Promise<ObjectType[]> =>
  call<{ data: ObjectType[] }>('/api/v1/objects?archived=true').then((answer) => answer.data);

/** What is worked out over the records of another object whose relation points here. */
export type NewRollup = {
  of: string;
  by: string;
  fn: 'count' | 'sum' | 'min' | 'max';
  take?: string;
  where?: Filter;
};
export type NewField = {
  label: string;
  type: string;
  required?: boolean;
  help?: string;
  options?: string[];
  to?: string;
  many?: boolean;
  rollup?: NewRollup;
  formula?: string;
  through?: string;
  field?: string;
};
/** Adds a field; the change set hides it again. */
export const addField = (object: string, field: NewField): Promise<Answer<unknown>> =>
  request(`/api/v1/objects/${object}/fields`, { method: 'POST', body: field });

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
  sensitive?: boolean;
};
export const changeField = (object: string, field: string, values: FieldPatch): Promise<Answer<unknown>> =>
  request(`/api/v1/objects/${object}/fields/${field}`, { method: 'PATCH', body: values });
/** What another type of a field would do. */
export type TypePreview = {
  type: FieldType;
  fit: number;
  unfit: number;
  examples: { id: string; name: string | null; value: string }[];
  options: string[] | null;
  views: string[];
};
export const previewType = (object: string, field: string, type: string): Promise<TypePreview> =>
  call(`/api/v1/objects/${object}/fields/${field}?preview=true`, { method: 'PATCH', body: { type } });
export const changeType = (object: string, field: string, type: string): Promise<Answer<unknown>> =>
  request(`/api/v1/objects/${object}/fields/${field}`, { method: 'PATCH', body: { type } });
export const orderFields = (object: string, keys: string[]): Promise<Answer<unknown>> =>
  request(`/api/v1/objects/${object}`, { method: 'PATCH', body: { field_order: keys } });

export type ApiKey = {
  id: string;
  name: string;
  role: string;
  created_at: string;
  last_used_at: string | null;
  expires_at: string | null;
  revoked_at?: string | null;
};
export const listKeys = (): Promise<ApiKey[]> =>
  call<{ data: ApiKey[] }>('/api/v1/api_keys').then((answer) => answer.data.filter((key) => !key.revoked_at));
export const addKey = (input: { name: string; role: string; expires_at?: string | null }) =>
  call<ApiKey & { key: string }>('/api/v1/api_keys', { method: 'POST', body: input });
export const removeKey = (id: string): Promise<unknown> => call(`/api/v1/api_keys/${id}`, { method: 'DELETE' });

export type AuditLine = {
  id: string;
  at: string;
  kind: string;
  actor: { kind: string; member: string | null; name: string };
  address: string | null;
  about: string | null;
  details: Record<string, unknown>;
};
export type AuditFilter = { kind?: string | null; member?: string | null; since?: string | null };
type AuditPage = { data: AuditLine[]; next_cursor: string | null };
export const listAudit = (filter: AuditFilter, cursor: string | null): Promise<AuditPage> =>
  call('/api/v1/audit', { query: { ...filter, cursor } });
/** Where the same lines are taken out. */
export const auditAddress = (filter: AuditFilter): string => {
  const given = Object.entries(filter).filter(([, value]) => value) as [string, string][];
  return `/api/v1/audit/export?${new URLSearchParams(given).toString()}`;
};
export type AuditState = {
  lines: number;
  keep_days: number | null;
  checked_at: string | null;
  problem: string | null;
};
export const getAuditState = (): Promise<AuditState> => call('/api/v1/audit/state');
export const keepAudit = (keep_days: number | null): Promise<AuditState> =>
  call('/api/v1/audit/state', { method: 'PATCH', body: { keep_days } });

export type OutboxMail = {
  id: string;
  to: string;
  subject: string;
  text?: string;
  created_at: string;
  state: string;
  reason?: string | null;
};
export const listOutbox = (): Promise<Page<OutboxMail>> => call('/api/v1/mail_outbox');

export type Duplicate = {
  id: string;
  object: string;
  records: [RecordRow, RecordRow];
  score: number;
  reason: Texts;
  state: string;
};
export const listDuplicates = (object: string): Promise<Duplicate[]> =>
  call<{ data: Duplicate[] }>('/api/v1/duplicates', { query: { object } }).then((answer) => answer.data);
export const keepSeparate = (id: string): Promise<unknown> =>
  call(`/api/v1/duplicates/${id}/keep_separate`, { method: 'POST' });

export type StoredFile = { id: string; name: string; size: number; type: string; created_at?: string };
export const listFiles = (object: string, record: string): Promise<StoredFile[]> =>
  call<{ data: StoredFile[] }>('/api/v1/files', { query: { object, record_id: record } }).then((answer) => answer.data);
/** Keeps a file with a record; the change set takes it off again. */
export const uploadFile = (object: string, record: string, file: File): Promise<Answer<StoredFile>> => {
  const form = new FormData();
  form.append('object', object);
  form.append('record_id', record);
  form.append('file', file);
  return request('/api/v1/files', { method: 'POST', form });
};
/** Takes a file off its record; the change set puts it back. */
export const removeFile = (id: string): Promise<Answer<null>> =>
  request<null>(`/api/v1/files/${id}`, { method: 'DELETE' });
export const fileAddress = (id: string): string => `/api/v1/files/${id}/content`;
