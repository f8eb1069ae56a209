import type { Action, FieldRight, Reaches, Rights, Verb } from '#shared/rights';
import { call, request, type Answer } from './client.ts';
import type { Texts } from './model-types.ts';
import type { MemberRef, Page, RecordRef } from './types.ts';

/** What the reader may do; of rules it is only told that there are some. */
export type OwnRights = {
  administers: boolean;
  actions: Record<Action, boolean>;
  objects: Record<string, Reaches & { ruled: boolean; fields: Record<string, FieldRight> }>;
};

/** A role of the workspace; what it may do is told to administrators alone. */
export type RoleRow = { key: string; name: string; help: string; built_in: boolean; rights?: Rights };
export const listRoles = (): Promise<RoleRow[]> =>
  call<{ data: RoleRow[] }>('/api/v1/roles').then((answer) => answer.data);
/** Makes a role as a copy of another one. */
export const copyRole = (name: string, from: string): Promise<Answer<RoleRow>> =>
  request<RoleRow>('/api/v1/roles', { method: 'POST', body: { name, copy_of: from } });
export const changeRole = (key: string, values: Partial<Pick<RoleRow, 'name' | 'help' | 'rights'>>) =>
  request<unknown>(`/api/v1/roles/${key}`, { method: 'PATCH', body: values });
export const removeRole = (key: string): Promise<Answer<null>> =>
  request<null>(`/api/v1/roles/${key}`, { method: 'DELETE' });

type Moved = { lost: number; gained: number };
/** What other rights would take away and give; of each member, the records. */
export type RolePreview = {
  objects: {
    object: string;
    create: { before: string; after: string };
    members: ({ member: MemberRef } & Record<Exclude<Verb, 'create'>, Moved>)[];
  }[];
  fields: { object: string; field: string; before: FieldRight; after: FieldRight }[];
  actions: { action: Action; before: boolean; after: boolean }[];
  members: number;
};
export const previewRole = (key: string, rights: Rights): Promise<RolePreview> =>
  call(`/api/v1/roles/${key}/preview`, { method: 'POST', body: { rights } });

export type Team = { id: string; name: string; parent: string | null; members: MemberRef[] };
type TeamRow = { id: string; name: string; parent: RecordRef | null; members: RecordRef[] | null };
/** All teams of the workspace, at most a thousand. */
export const listTeams = (): Promise<Team[]> =>
  call<Page<TeamRow>>('/api/v1/teams', { query: { limit: 1000 } }).then(({ data }) =>
    data.map(({ id, name, parent, members }) => ({
      id,
      name,
      parent: parent?.id ?? null,
      members: members ?? [],
    })),
  );
type TeamValues = { name: string; parent: string | null; members: string[] };
export const addTeam = (values: Partial<TeamValues>): Promise<Answer<{ id: string }>> =>
  request('/api/v1/teams', { method: 'POST', body: values });
export const changeTeam = (id: string, values: Partial<TeamValues>): Promise<Answer<unknown>> =>
  request(`/api/v1/teams/${id}`, { method: 'PATCH', body: values });
export const removeTeam = (id: string): Promise<Answer<null>> =>
  request<null>(`/api/v1/teams/${id}`, { method: 'DELETE' });

export type ShareLevel = 'read' | 'write';
export type Share = {
  holder: { kind: 'member' | 'team'; id: string; name: string | null };
  level: ShareLevel;
  by: MemberRef | null;
  at: string;
};
/** With whom a record is shared, who follows it, and what the reader may do with it. */
export type Sharing = {
  data: Share[];
  private: boolean;
  followers: MemberRef[];
  following: boolean;
  can: { update: boolean; delete: boolean; share: boolean; make_private: boolean };
};
const at = (object: string, id: string): string => `/api/v1/${object}/${id}`;
export const getSharing = (object: string, id: string): Promise<Sharing> => call(`${at(object, id)}/shares`);
export const shareWith = (
  object: string,
  id: string,
  share: { kind: 'member' | 'team'; holder: string; level: ShareLevel },
): Promise<Answer<Sharing>> =>
  request(`${at(object, id)}/shares`, {
    method: 'POST',
    body: { [share.kind]: share.holder, level: share.level },
  });
export const stopSharing = (object: string, id: string, { holder }: Share): Promise<Answer<Sharing>> =>
  request(`${at(object, id)}/shares`, { method: 'DELETE', query: { [holder.kind]: holder.id } });
export const setPrivate = (object: string, id: string, on: boolean): Promise<Answer<Sharing>> =>
  request(`${at(object, id)}/privacy`, { method: 'PUT', body: { private: on } });
export const setFollowing = (object: string, id: string, on: boolean): Promise<unknown> =>
  call(`${at(object, id)}/follow`, { method: on ? 'POST' : 'DELETE' });

/** What a member may do with one record, and why; `none`: why not. */
export type AccessLine = {
  member: MemberRef & { role: string };
  level: 'none' | 'read' | 'write' | 'delete';
  reasons: { code: string; text: Texts }[];
};
export const whoSees = (object: string, id: string): Promise<AccessLine[]> =>
  call<{ data: AccessLine[] }>(`${at(object, id)}/access`).then((answer) => answer.data);
export const whySees = (object: string, id: string, member: string): Promise<AccessLine> =>
  call(`${at(object, id)}/access/${member}`);
