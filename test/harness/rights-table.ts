/** Six kinds of people that ask, beside whom there is nobody. */
export const askers = ['anonymous', 'stranger', 'read_only', 'own_records', 'of_team', 'admin'] as const;
export type Asker = (typeof askers)[number];
export type Whose = 'mine' | 'theirs';

/** What one route is asked with, and what the interface says each asker is answered. */
export interface Expectation {
  expected(asker: Asker, whose: Whose): number;
  /** What the id in the path, or in the body, names. */
  names?: 'person' | 'task' | 'trashed' | 'file' | 'view' | 'change_set' | 'undone_set' | 'merge' | 'pair';
  /** Parts of the path that name nothing of anybody. */
  params?: Record<string, string>;
  query?: string;
  body?: (made: { id: string; other: string; n: number }) => unknown;
}

type More = Omit<Expectation, 'expected'>;
const nobodyElse = (rule: (asker: Exclude<Asker, 'anonymous'>, whose: Whose) => number) =>
  ((asker, whose) => (asker === 'anonymous' ? 401 : rule(asker, whose))) as Expectation['expected'];

/** Whoever asks, signed in or not. */
const open = (status: number, more: More = {}): Expectation => ({ expected: () => status, ...more });
/** Everybody who signed in, each in their own workspace. */
const any = (status: number, more: More = {}): Expectation => ({ expected: nobodyElse(() => status), ...more });
/** Administrators, each of their own workspace; nothing of anybody is named. */
const admin = (status: number, more: More = {}): Expectation => ({
  expected: nobodyElse((asker) => (asker === 'admin' || asker === 'stranger' ? status : 403)),
  ...more,
});
/** Administrators, about something of this workspace. */
const adminOf = (status: number, more: More = {}): Expectation => ({
  expected: nobodyElse((asker) => (asker === 'admin' ? status : asker === 'stranger' ? 404 : 403)),
  names: 'person',
  ...more,
});
/** A record is read by whom it reaches. */
const reads = (status = 200, more: More = {}): Expectation => ({
  expected: nobodyElse((asker, whose) => {
    if (asker === 'stranger') return 404;
    return asker === 'admin' || asker === 'read_only' || whose === 'mine' ? status : 404;
  }),
  names: 'person',
  ...more,
});
/** A record is changed by whom it reaches, and by nobody who only reads. */
const writes = (status: number, more: More = {}): Expectation => ({
  expected: nobodyElse((asker, whose) => {
    if (asker === 'stranger') return 404;
    if (asker === 'read_only') return 403;
    return asker === 'admin' || whose === 'mine' ? status : 404;
  }),
  names: 'person',
  ...more,
});
/** The same, but for what is up to the owner and not to his team. */
const ownersAlone = (status: number, more: More = {}): Expectation => {
  const { expected, ...rest } = writes(status, more);
  return {
    ...rest,
    expected: (asker, whose) => (asker === 'of_team' && whose === 'mine' ? 403 : expected(asker, whose)),
  };
};
/** Something new is made by all but those who only read. */
const makes = (status: number, body: Expectation['body'], more: More = {}): Expectation => ({
  expected: nobodyElse((asker) => (asker === 'read_only' ? 403 : status)),
  ...(body ? { body } : {}),
  ...more,
});
/** An import concerns the records of everybody. */
const brings = (status: number, more: More = {}): Expectation => ({
  expected: nobodyElse((asker) => (asker === 'admin' || asker === 'stranger' ? status : 403)),
  ...more,
});
const looksAtImports = (status: number, more: More = {}): Expectation => ({
  expected: nobodyElse((asker) => (asker === 'own_records' || asker === 'of_team' ? 403 : status)),
  ...more,
});
/** What a member keeps alone is nobody else's, not even an administrator's. */
const alone = (status: number, more: More = {}): Expectation => ({
  expected: nobodyElse((asker, whose) => (asker !== 'stranger' && whose === 'mine' ? status : 404)),
  names: 'view',
  ...more,
});

const nothing = '0198d5f0-0000-7000-8000-000000000000';
const none = { params: { id: nothing, delivery: nothing } };
const nowhere = { object: 'people', filter: { field: 'city', is: 'Nowhere' }, action: 'trash' };
const emptyModel = { kith_model: 1, objects: {}, roles: {}, teams: {}, views: {} };
const everything = {
  administers: false,
  objects: { default: { create: 'all', read: 'all', update: 'all', delete: 'all' } },
  actions: { import: true, export: true, merge: true, bulk: true, share: true },
};
const password = 'four ordinary words here';

/** What the interface promises, route by route. The order is that of the questions: what makes records private for
 * the first time comes last. */
export const rightsTable: Record<string, Expectation> = {
  'GET /api/docs': open(200),
  'GET /healthz': open(200),
  'GET /readyz': open(200),
  'GET /metrics': open(200),
  'GET /api/v1/setup': open(200),
  'POST /api/v1/setup': open(422, { body: () => ({}) }),
  'POST /api/auth/sign-in': open(422, { body: () => ({}) }),
  'POST /api/auth/reset': open(422, { body: () => ({}) }),
  'POST /api/auth/reset/confirm': open(410, { body: () => ({ token: 'x', password }) }),
  'POST /api/auth/invitation': open(410, { body: () => ({ token: 'x' }) }),
  'POST /api/auth/invitation/accept': open(410, { body: () => ({ token: 'x', password }) }),
  'GET /api/auth/ways': open(200),
  'POST /api/auth/passkey/options': open(200),
  'POST /api/auth/passkey': open(403, {
    body: () => ({
      credential: {
        id: 'eA',
        rawId: 'eA',
        type: 'public-key',
        response: { clientDataJSON: 'eA', authenticatorData: 'eA', signature: 'eA' },
      },
    }),
  }),
  'GET /api/auth/passkeys': any(403),
  'POST /api/auth/passkeys/options': any(403, { body: () => ({ password }) }),
  'POST /api/auth/passkeys': any(403, {
    body: () => ({
      name: 'Phone',
      credential: {
        id: 'eA',
        rawId: 'eA',
        type: 'public-key',
        response: { clientDataJSON: 'eA', attestationObject: 'eA' },
      },
    }),
  }),
  'PATCH /api/auth/passkeys/:id': any(403, { ...none, body: () => ({ name: 'Phone' }) }),
  'DELETE /api/auth/passkeys/:id': any(403, { ...none, body: () => ({ password }) }),
  'POST /api/auth/single_sign_on': open(404, { body: () => ({ email: 'anna@firm.example' }) }),
  'POST /api/auth/single_sign_on/finish': open(410, { body: () => ({ state: 'x' }) }),
  // Whoever chooses the provider chooses who everybody is: no key does.
  'PUT /api/v1/single_sign_on': any(403, {
    body: () => ({ issuer: 'https://login.example', client_id: 'kith', domains: ['firm.example'] }),
  }),
  'DELETE /api/v1/single_sign_on': any(403),
  'GET /api/v1/single_sign_on': admin(200),
  // These belong to a person who signed in with a password; a key has none of them.
  'GET /api/auth/sessions': any(403),
  'DELETE /api/auth/sessions': any(403),
  'GET /api/auth/sign_ins': any(403),
  'DELETE /api/auth/sessions/:id': any(403, none),
  'POST /api/auth/password': any(403, { body: () => ({ old: password, new: password }) }),
  'POST /api/auth/totp': any(403),
  'POST /api/auth/totp/confirm': any(403, { body: () => ({ code: '123456' }) }),
  'DELETE /api/auth/totp': any(403, { body: () => ({ password }) }),
  'PATCH /api/v1/me': any(403, { body: () => ({ language: 'en' }) }),
  'POST /api/auth/sign-out': any(204),
  'GET /api/v1/me': any(200),
  'GET /api/v1/openapi.json': any(200),
  'GET /api/v1/home': any(200),
  'POST /api/v1/home/looked': any(200),
  'GET /api/v1/duplicates': any(200),
  'GET /api/v1/objects': any(200),
  'GET /api/v1/objects/:object': any(200),
  'GET /api/v1/views': any(200),
  'GET /api/v1/sidebar': any(200),
  'PUT /api/v1/sidebar': any(200, { body: () => ({ items: null }) }),
  'GET /api/v1/change_sets': any(200),
  'GET /api/v1/search': any(200, { query: '?q=a' }),
  'GET /api/v1/roles': any(200),
  'GET /api/v1/:object': any(200),
  'POST /api/v1/:object/query': any(200, { body: () => ({}) }),
  'GET /api/v1/:object/export': any(200),
  'GET /api/v1/settings/history': any(200),
  'PUT /api/v1/settings/history': admin(200, { body: () => ({ undo_days: null }) }),
  'POST /api/v1/:object/looked': any(200, { body: () => ({}) }),
  'POST /api/v1/:object/changed': any(200, { body: () => ({ since: '2026-01-01T00:00:00Z', ids: [] }) }),
  'POST /api/v1/:object/compare': any(200, { body: () => ({ from: '2026-01-01T00:00:00Z' }) }),
  'GET /api/v1/jobs': any(200),
  'GET /api/v1/jobs/:id': any(404, none),
  'POST /api/v1/jobs/:id/cancel': any(404, none),
  'POST /api/v1/views': any(201, { body: () => ({ object: 'people', name: 'V', shared: false }) }),
  'PATCH /api/v1/views/:id': alone(200, { body: () => ({ name: 'W' }) }),
  'DELETE /api/v1/views/:id': alone(204),

  'POST /api/v1/members': admin(201, {
    body: ({ n }) => ({ name: 'New', email: `new${n}@firm.example`, role: 'read_only', password }),
  }),
  'PATCH /api/v1/members/:id': admin(404, { ...none, body: () => ({ active: true }) }),
  'POST /api/v1/service_accounts': admin(201, { body: () => ({ name: 'Robot', role: 'read_only' }) }),
  'GET /api/v1/sign_ins': admin(200),
  'GET /api/v1/audit': admin(200),
  'GET /api/v1/audit/export': admin(200),
  'GET /api/v1/audit/state': admin(200),
  'PATCH /api/v1/audit/state': admin(200, { body: () => ({ keep_days: 365 }) }),
  'GET /api/v1/invitations': admin(200),
  'POST /api/v1/invitations': admin(201, {
    body: ({ n }) => ({ email: `asked${n}@firm.example`, role: 'read_only' }),
  }),
  'POST /api/v1/invitations/:id/again': admin(404, none),
  'DELETE /api/v1/invitations/:id': admin(404, none),
  'GET /api/v1/api_keys': admin(200),
  'POST /api/v1/api_keys': admin(201, { body: () => ({ name: 'K', role: 'read_only' }) }),
  'DELETE /api/v1/api_keys/:id': admin(404, none),
  'PATCH /api/v1/workspace': admin(200, { body: () => ({ language: 'en' }) }),
  'GET /api/v1/mail_outbox': admin(200),
  'POST /api/v1/mail_outbox/:id/send': admin(404, none),
  'GET /api/v1/webhooks': admin(200),
  'POST /api/v1/webhooks': admin(201, {
    body: () => ({ label: 'H', url: 'https://hooks.example/', events: ['deals.*'] }),
  }),
  'GET /api/v1/webhooks/:id': admin(404, none),
  'PATCH /api/v1/webhooks/:id': admin(404, { ...none, body: () => ({ label: 'I' }) }),
  'DELETE /api/v1/webhooks/:id': admin(404, none),
  'POST /api/v1/webhooks/:id/rotate': admin(404, none),
  'POST /api/v1/webhooks/:id/test': admin(404, none),
  'POST /api/v1/webhooks/:id/replay': admin(404, { ...none, body: () => ({}) }),
  'GET /api/v1/webhooks/:id/deliveries': admin(404, none),
  'GET /api/v1/webhooks/:id/deliveries/:delivery': admin(404, none),
  'POST /api/v1/webhooks/:id/deliveries/:delivery/replay': admin(404, none),
  'POST /api/v1/roles': admin(201, { body: ({ n }) => ({ name: `Role ${n}`, rights: everything }) }),
  'PATCH /api/v1/roles/:key': admin(404, { params: { key: 'c_none' }, body: () => ({ name: 'X' }) }),
  'DELETE /api/v1/roles/:key': admin(404, { params: { key: 'c_none' } }),
  'POST /api/v1/roles/:key/preview': admin(200, { params: { key: 'member' }, body: () => ({ rights: everything }) }),
  'POST /api/v1/teams': admin(201, { body: ({ n }) => ({ name: `Team ${n}` }) }),
  'PATCH /api/v1/teams/:id': admin(404, { ...none, body: () => ({ name: 'X' }) }),
  'DELETE /api/v1/teams/:id': admin(404, none),
  // What would change tables for everybody is asked for so that even administrators are refused, as they must be.
  'GET /api/v1/model': admin(200),
  'POST /api/v1/model/compare': admin(200, { body: () => emptyModel }),
  'POST /api/v1/model/apply': admin(200, { body: () => emptyModel }),
  'POST /api/v1/objects': admin(422, { body: () => ({ label: '', plural: '' }) }),
  'PATCH /api/v1/objects/:object': admin(422, { body: () => ({ field_order: ['no_such_field'] }) }),
  'DELETE /api/v1/objects/:object': admin(422),
  'POST /api/v1/objects/:object/fields': admin(422, { body: () => ({ label: 'X', type: 'none' }) }),
  'PATCH /api/v1/objects/:object/fields/:field': admin(422, { body: () => ({ label: '' }), params: { field: 'name' } }),
  'DELETE /api/v1/objects/:object/fields/:field': admin(422, { params: { field: 'name' } }),
  'POST /api/v1/objects/:object/fields/check': admin(200, { body: () => ({ formula: '1 + 1' }) }),
  'POST /api/v1/objects/:object/fields/:field/join': admin(422, { body: () => ({}), params: { field: 'stage' } }),
  'POST /api/v1/objects/:object/fields/:field/split': admin(422, { body: () => ({}), params: { field: 'stage' } }),
  'GET /api/v1/people/:id/personal_data': adminOf(200),
  'GET /api/v1/erasures': admin(200),
  'GET /api/v1/retention_rules': admin(200),
  'POST /api/v1/retention_rules': admin(201, { body: ({ n }) => ({ name: `Rule ${n}`, ...nowhere }) }),
  'POST /api/v1/retention_rules/preview': admin(200, { body: () => nowhere }),
  'PATCH /api/v1/retention_rules/:id': admin(404, { ...none, body: () => ({ enabled: false }) }),
  'DELETE /api/v1/retention_rules/:id': admin(404, none),
  'POST /api/v1/people/:id/erase': adminOf(200, { body: () => ({ mode: 'erase', preview: true }) }),
  'GET /api/v1/:object/:id/access': adminOf(200),
  'GET /api/v1/:object/:id/access/:member': adminOf(404, { params: { member: nothing } }),

  'POST /api/v1/imports': brings(422, { body: () => new FormData() }),
  'GET /api/v1/imports': looksAtImports(200),
  'GET /api/v1/imports/settings': looksAtImports(200),
  'GET /api/v1/imports/:id': looksAtImports(404, none),
  'GET /api/v1/imports/:id/rows': looksAtImports(404, none),
  'GET /api/v1/imports/:id/rejects': looksAtImports(404, none),
  'GET /api/v1/imports/:id/rejects.csv': looksAtImports(404, none),
  'GET /api/v1/imports/:id/mapping': looksAtImports(404, none),
  'POST /api/v1/imports/:id/run': brings(404, { ...none, body: () => ({ accept: 'proposed' }) }),
  'POST /api/v1/imports/:id/undo': brings(404, none),
  'POST /api/v1/imports/:id/again': brings(404, { ...none, body: () => ({}) }),
  'POST /api/v1/imports/:id/tables': brings(404, {
    ...none,
    body: () => ({ file: 'x.csv', sheet: null, object: 'task' }),
  }),
  'POST /api/v1/imports/:id/corrections': brings(404, {
    ...none,
    body: () => ({ rows: [{ file: 'x.csv', sheet: null, row: 1, cells: { 0: 'x' } }] }),
  }),

  'POST /api/v1/:object': makes(201, () => ({ name: 'Made' })),
  'POST /api/v1/batch': makes(201, () => ({ records: [{ object: 'people', values: { name: 'Made' } }] })),
  'POST /api/v1/:object/batch': makes(200, () => ({ operations: [{ op: 'create', values: { name: 'Made' } }] })),
  'POST /api/v1/:object/bulk': makes(202, () => ({ action: 'update', values: { city: 'Paphos' }, ids: [nothing] })),
  'PUT /api/v1/:object/by/:field/:value': makes(201, ({ n }) => ({ name: `By ${n}` }), {
    params: { field: 'emails', value: 'fresh' },
  }),

  'GET /api/v1/:object/:id': reads(),
  'GET /api/v1/:object/:id/timeline': reads(),
  'GET /api/v1/:object/:id/changes': reads(),
  'GET /api/v1/:object/:id/shares': reads(),
  'GET /api/v1/people/:id/dates': reads(),
  'GET /api/v1/files': reads(200, { query: '?object=people&record_id=:id' }),
  'GET /api/v1/files/:id/content': reads(200, { names: 'file' }),
  'POST /api/v1/:object/:id/looked': reads(200, { body: () => ({}) }),
  'POST /api/v1/:object/:id/follow': reads(200),
  'DELETE /api/v1/:object/:id/follow': reads(200),
  'POST /api/v1/home/snoozes': reads(201, { body: ({ id }) => ({ person: id, until: '2027-01-01' }) }),
  'PATCH /api/v1/:object/:id': writes(200, { body: () => ({ city: 'Paphos' }) }),
  'DELETE /api/v1/:object/:id': writes(204),
  'POST /api/v1/:object/:id/restore': writes(200, { names: 'trashed' }),
  'POST /api/v1/:object/:id/merge': writes(200, { body: ({ other }) => ({ with: [other] }) }),
  'POST /api/v1/tasks/:id/complete': writes(200, { names: 'task', body: () => ({}) }),
  'POST /api/v1/quick_entries': writes(201, { body: ({ id }) => ({ object: 'people', id, text: 'call' }) }),
  'POST /api/v1/files': writes(201, {
    body: ({ id }) => {
      const form = new FormData();
      for (const [name, value] of [['object', 'people'] as const, ['record_id', id] as const]) form.set(name, value);
      form.set('file', new File(['text'], 'note.txt'));
      return form;
    },
  }),
  'DELETE /api/v1/files/:id': writes(204, { names: 'file' }),
  'POST /api/v1/duplicates/:id/keep_separate': writes(200, { names: 'pair', body: () => ({}) }),
  'POST /api/v1/change_sets/:id/undo': writes(200, { names: 'change_set', body: () => ({}) }),
  'POST /api/v1/change_sets/:id/redo': writes(200, { names: 'undone_set', body: () => ({}) }),
  'POST /api/v1/merges/:id/undo': writes(200, { names: 'merge', body: () => ({}) }),
  'POST /api/v1/:object/:id/shares': writes(201, { body: () => ({ member: ':owner' }) }),
  'DELETE /api/v1/:object/:id/shares': writes(200, { query: '?member=:owner' }),
  'PUT /api/v1/:object/:id/privacy': ownersAlone(200, { body: () => ({ private: true }) }),
};
