// Written from the OpenAPI document by test/sweeps/typed-calls.db.test.ts; not by hand.
/** What the answers and bodies of several calls have in common. */
export interface Schemas {
  Address: { street: string | null; city: string | null; state: string | null; postal_code: string | null; country: string | null };
  AnyRecord: Schemas["AnyRecordParts"];
  AnyRecordParts: Schemas["RowParts"];
  AnyRecordValues: Record<string, unknown>;
  Change: { change_set_id: string; at: string; verb: string; author: { id: string | null; name: string | null }; origin: string; label: string; undone: boolean; fields: Array<{ field: string; label: { en: string; el: string }; before: unknown; after: unknown }> };
  ChangeSet: { id: string; at: string; author: { id: string | null; name: string | null }; origin: string; label: string; records: number; undone: boolean; undoing: { job_id: string | null; done: number; total: number } | null; undoes: string | null };
  Conflict: { object: string; record: string; field: string | null; mine: unknown; theirs: unknown; later?: { at: string; author: { id: string | null; name: string | null }; change_set_id: string } | null; names?: Record<string, string> };
  DatedEntry: { id: string; record: Schemas["Reference"]; label: string | null; from: string | null; until: string | null; present: boolean };
  Field: { key: string; type: string; label: { en: string; el: string }; help: { en: string; el: string } | null; required: boolean; unique: boolean; read_only: boolean; written_by: string | null; sensitive: boolean; custom: boolean; archived: boolean; sortable: boolean; filterable: boolean; searchable: boolean; group: "main" | "contact" | "work" | "address" | "dates" | "other" | "system"; options: Array<{ value: string; label: { en: string; el: string }; colour: string | null; archived: boolean; reverse?: { en: string; el: string } }> | null; options_open: boolean; default: unknown; show_if: unknown; to: string | null; many: boolean; named: boolean; changing: { to: string; job_id: string | null } | null; max: number | null; rollup: { of: string; by: string; fn: "count" | "sum" | "min" | "max"; take: string | null; where: unknown } | null; formula: string | null; lookup: { through: string; field: string } | null; operators: Array<string>; entries: { object: string; near: string; far: string } | null };
  Import: { id: string; state: "reading" | "ready" | "running" | "done" | "failed" | "cancelled" | "undone"; created_at: string; finished_at: string | null; files: Array<{ name: string; sheet: string | null; rows: number | null; object: string | null; recognised_as: string | null }>; created: number; updated: number; matched: number; attached: number; interactions: number; skipped: number; rejected: number; by_object: Record<string, Record<string, number>>; warnings: Array<string>; dry_run: Record<string, unknown> | null; progress: { done: number; total: number | null } | null; job_id: string | null; taking_back: boolean; error: string | null; stopped: { reason: "disk_full" | "database" | "refused" | "died" | "mistake"; again: boolean } | null; change_set_id: string | null; undo: { job_id: string | null; state: string | null; done: number; total: number } | null };
  ImportMapping: { tables: Array<{ file: string; sheet: string | null; header_row: number | null; object: string | null; recognised_as: string; confidence: number; day_first: Record<string, boolean>; fields: Array<string>; columns: Array<{ index: number; header: string; field: string | null; label: string | null; slot: number | null; confidence: number; samples: Array<{ before: string; after: string; problem: string | null }>; new_field?: { label: string; type: string }; create?: boolean }> }> };
  Job: { id: string; kind: string; state: "waiting" | "running" | "done" | "failed" | "cancelled" | "parked"; progress: { done: number; total: number | null } | null; result: unknown; error: string | null; reason: "disk_full" | "database" | "refused" | "died" | "mistake" | null; attempt: number; again: boolean };
  Labelled: { value: string; label: string | null; primary: boolean };
  LabelledDate: { label: string; date: string; note: string | null };
  Me: { member: { id: string | null; name: string; email: string | null; role: string; language: "en" | "el"; theme: "light" | "dark" | "auto"; time_zone: string | null; has_totp: boolean; by_provider: boolean }; workspace: { id: string; slug: string; name: string; region: string; time_zone: string; currency: string; language: string }; workspaces: Array<{ id: string; slug: string; name: string }>; can: { administer: boolean; rights: { administers: boolean; actions: { import: boolean; export: boolean; merge: boolean; bulk: boolean; share: boolean }; objects: Record<string, { create: "none" | "own" | "team" | "all"; read: "none" | "own" | "team" | "all"; update: "none" | "own" | "team" | "all"; delete: "none" | "own" | "team" | "all"; ruled: boolean; fields: Record<string, "hidden" | "read" | "write"> }> } }; version: string; included?: { objects?: Array<Schemas["Object"]>; views?: Array<Schemas["View"]>; sidebar?: { items: Array<{ view: string } | { folder: string; views: Array<string> }> | null } } };
  MemberReference: { id: string; name: string | null };
  Money: { amount: string; currency: string; base?: string };
  Object: { key: string; api: string; label: { en: [string, string]; el: [string, string] }; icon: string; title: string; kind: "record" | "entry" | "link" | "system"; has_timeline: boolean; custom: boolean; archived: boolean; can: { create: boolean; read: boolean; update: boolean; delete: boolean }; columns: Array<string>; rules: Array<{ formula: string; message: { en: string; el: string } }>; layout: Schemas["PageLayout"] | null; fields: Array<Schemas["Field"]> };
  PageLayout: { highlights: Array<string>; tabs: Array<{ key: string; name: { en: string; el: string }; show_if: unknown; sections: Array<{ key: string; name: { en: string; el: string }; fields: Array<string>; columns: 1 | 2; collapsed: boolean; show_if: unknown }> }>; hidden: Array<string> };
  PersonName: { prefix: string | null; first: string | null; middle: string | null; last: string | null; suffix: string | null; latin: string | null; full: string };
  Phone: { value: string; label: string | null; primary: boolean; extension: string | null; raw: string | null };
  Problem: { type: string; title: string; status: number; detail: string; instance: string; code: string; help?: string; merged_into?: string; errors?: Array<{ pointer: string; code: string; message: string }> };
  Reference: { id: string; object: string; name: string | null };
  Rights: { administers: boolean; objects: Record<string, { create: "none" | "own" | "team" | "all"; read: "none" | "own" | "team" | "all"; update: "none" | "own" | "team" | "all"; delete: "none" | "own" | "team" | "all"; where?: unknown; fields?: Record<string, "hidden" | "read" | "write"> }>; actions: { import: boolean; export: boolean; merge: boolean; bulk: boolean; share: boolean } };
  Row: Schemas["RowParts"];
  RowParts: { id: string; object: string; version: number } & Record<string, unknown>;
  RowValues: Record<string, unknown>;
  StoredFile: { id: string; name: string; size: number; type: string; created_at: string; created_by: string | null };
  TimelineEntry: { id: string; kind: string; object: string | null; at: string; title: string | null; text: string | null; author: { id: string | null; name: string | null } | null; via: { id: string; object: string; name: string | null } | null; done?: boolean; corrected?: boolean; size?: number; verb?: string; origin?: string; change_set_id?: string; fields?: Array<{ field: string; label: { en: string; el: string }; before: unknown; after: unknown }>; undone?: boolean };
  View: { id: string; object: string; name: string; kind: "table" | "board" | "calendar"; filter: unknown; sort: Array<string>; columns: Array<string>; group_by: string | null; layout: { widths?: Record<string, number>; pinned?: number; totals?: Record<string, "sum" | "avg" | "min" | "max" | "none">; colours?: Array<{ filter: unknown; colour: "grey" | "green" | "amber" | "red" | "blue" | "violet" | "teal" }> } | null; shared: boolean; team_id: string | null; position: number; owner_id: string | null; created_at: string };
}

/** Every call by its method and path. */
export interface Calls {
  /** Remove a passkey; your other sessions end. */
  "DELETE /api/auth/passkeys/{id}": {
    params: { id: string };
    query: undefined;
    body: { password: string };
    answer: null;
  };
  /** Sign out everywhere but here. */
  "DELETE /api/auth/sessions": {
    params: undefined;
    query: undefined;
    body: undefined;
    answer: { ended: number };
  };
  /** Sign out somewhere else. */
  "DELETE /api/auth/sessions/{id}": {
    params: { id: string };
    query: undefined;
    body: undefined;
    answer: null;
  };
  /** Turn the second factor off. */
  "DELETE /api/auth/totp": {
    params: undefined;
    query: undefined;
    body: { password: string };
    answer: null;
  };
  /** Revoke an API key, at once. */
  "DELETE /api/v1/api_keys/{id}": {
    params: { id: string };
    query: undefined;
    body: undefined;
    answer: null;
  };
  /** Remove one exchange rate; records keep what was worked out by it. */
  "DELETE /api/v1/exchange_rates/{currency}/{day}": {
    params: { currency: string; day: string };
    query: undefined;
    body: undefined;
    answer: null;
  };
  /** Remove a file from its record; undo brings it back. */
  "DELETE /api/v1/files/{id}": {
    params: { id: string };
    query: undefined;
    body: undefined;
    answer: null;
  };
  /** Withdraw an invitation: its link ends at once. */
  "DELETE /api/v1/invitations/{id}": {
    params: { id: string };
    query: undefined;
    body: undefined;
    answer: null;
  };
  /** Hide an object of your own; its records are kept, and PATCH with `archived: false` brings it back. */
  "DELETE /api/v1/objects/{object}": {
    params: { object: string };
    query: undefined;
    body: undefined;
    answer: { object: string; label?: string | { en?: string; el?: string }; plural?: string | { en?: string; el?: string }; icon?: string; archived?: boolean; rules?: Array<{ formula: string; message: string | { en?: string; el?: string } }>; field_order?: Array<string> };
  };
  /** Hide a field; its values are kept, and PATCH with `archived: false` brings it back. */
  "DELETE /api/v1/objects/{object}/fields/{field}": {
    params: { object: string; field: string };
    query: undefined;
    body: undefined;
    answer: { object: string; key: string; label?: string | { en?: string; el?: string }; help?: string | { en?: string; el?: string } | null; options?: Array<{ value?: string; label: string | { en?: string; el?: string }; colour?: string | null; archived?: boolean; reverse?: string | { en?: string; el?: string } }>; archived?: boolean; formula?: string; type?: string; required?: boolean; unique?: boolean; sensitive?: boolean; default?: unknown; show_if?: unknown; job_id?: string } | { type: string; fit: number; unfit: number; examples: Array<{ id: string; name: string | null; value: string }>; options: Array<string> | null; views: Array<string>; total?: number; ambiguous?: number; dates?: "day_first" | "month_first" } | { unique: true; doubled: number; groups: Array<{ value: string | null; count: number; records: Array<{ id: string; name: string | null }> }> };
  };
  /** Give the record pages of an object the standard layout again. */
  "DELETE /api/v1/objects/{object}/layout": {
    params: { object: string };
    query: undefined;
    body: undefined;
    answer: { object: string; layout: Schemas["PageLayout"] | null };
  };
  /** Remove a rule; what it removed stays removed. */
  "DELETE /api/v1/retention_rules/{id}": {
    params: { id: string };
    query: undefined;
    body: undefined;
    answer: null;
  };
  /** Put away a role that nobody has; PATCH with `archived: false` brings it back. */
  "DELETE /api/v1/roles/{key}": {
    params: { key: string };
    query: undefined;
    body: undefined;
    answer: null;
  };
  /** Remove the provider: the sessions it vouched for end, and whom it knew is forgotten. For owners. */
  "DELETE /api/v1/single_sign_on": {
    params: undefined;
    query: undefined;
    body: undefined;
    answer: null;
  };
  /** Remove a team that no other team is part of; undo brings it back. */
  "DELETE /api/v1/teams/{id}": {
    params: { id: string };
    query: undefined;
    body: undefined;
    answer: null;
  };
  /** Remove a saved view. */
  "DELETE /api/v1/views/{id}": {
    params: { id: string };
    query: undefined;
    body: undefined;
    answer: null;
  };
  /** Delete a webhook with its deliveries; what still waits is not sent. */
  "DELETE /api/v1/webhooks/{id}": {
    params: { id: string };
    query: undefined;
    body: undefined;
    answer: null;
  };
  /** Move a record to the trash. */
  "DELETE /api/v1/{object}/{id}": {
    params: { object: string; id: string };
    query: undefined;
    body: undefined;
    answer: null;
  };
  /** No longer follow a record. */
  "DELETE /api/v1/{object}/{id}/follow": {
    params: { object: string; id: string };
    query: undefined;
    body: undefined;
    answer: { following: boolean };
  };
  /** Share a record no longer with a member or a team. */
  "DELETE /api/v1/{object}/{id}/shares": {
    params: { object: string; id: string };
    query: { member?: string | undefined; team?: string | undefined };
    body: undefined;
    answer: { data: Array<{ holder: { kind: "member" | "team"; id: string; name: string | null }; level: "read" | "write"; by: { id: string; name: string | null } | null; at: string }>; private: boolean; followers: Array<{ id: string; name: string }>; following: boolean; can?: { update: boolean; delete: boolean; share: boolean; make_private: boolean } };
  };
  /** Your passkeys. */
  "GET /api/auth/passkeys": {
    params: undefined;
    query: undefined;
    body: undefined;
    answer: { data: Array<{ id: string; name: string; created_at: string; last_used_at: string | null }> };
  };
  /** Where you are signed in. */
  "GET /api/auth/sessions": {
    params: undefined;
    query: undefined;
    body: undefined;
    answer: { data: Array<{ id: string; created_at: string; last_seen_at: string; address: string | null; agent: string | null; device: string; current: boolean }> };
  };
  /** Your own sign-ins and tries, newest first: when, from where, with what, how. */
  "GET /api/auth/sign_ins": {
    params: undefined;
    query: { cursor?: string | undefined };
    body: undefined;
    answer: { data: Array<{ id: string; at: string; email: string; name: string | null; address: string | null; agent: string | null; device: string; how: "password" | "password_and_code" | "password_and_recovery_code" | "invitation" | "reset" | "setup" | "single_sign_on" | "passkey" | null; outcome: "ok" | "wrong" | "code_needed" | "locked" }>; next_cursor: string | null };
  };
  /** How one may sign in here, beside a password. */
  "GET /api/auth/ways": {
    params: undefined;
    query: undefined;
    body: undefined;
    answer: { single_sign_on: boolean; passkeys: boolean };
  };
  /** This reference as a page. */
  "GET /api/docs": {
    params: undefined;
    query: undefined;
    body: undefined;
    answer: Blob;
  };
  /** API keys of the workspace, without their secrets. */
  "GET /api/v1/api_keys": {
    params: undefined;
    query: undefined;
    body: undefined;
    answer: { data: Array<{ id: string; name: string; role: string; scopes: { objects: Record<string, Array<"create" | "read" | "update" | "delete">>; actions: Array<"import" | "export" | "merge" | "bulk" | "share"> } | null; member: { id: string; name: string; service: boolean } | null; created_at: string; expires_at: string | null; last_used_at: string | null; revoked_at: string | null }> };
  };
  /** What was done with rights, keys, exports and sensitive fields, and who signed in; newest first. */
  "GET /api/v1/audit": {
    params: undefined;
    query: { kind?: "sign_in" | "refused" | "member.added" | "member.changed" | "member.joined" | "invitation.sent" | "invitation.withdrawn" | "role.changed" | "team.changed" | "share.changed" | "key.made" | "key.revoked" | "workspace.changed" | "single_sign_on.changed" | "passkey.changed" | "export" | "erasure" | "retention.changed" | "rates.changed" | "sensitive.read" | "view_as" | "restore" | "audit.retention" | undefined; member?: string | undefined; since?: string | undefined; until?: string | undefined; cursor?: string | undefined };
    body: undefined;
    answer: { data: Array<{ id: string; at: string; kind: "sign_in" | "refused" | "member.added" | "member.changed" | "member.joined" | "invitation.sent" | "invitation.withdrawn" | "role.changed" | "team.changed" | "share.changed" | "key.made" | "key.revoked" | "workspace.changed" | "single_sign_on.changed" | "passkey.changed" | "export" | "erasure" | "retention.changed" | "rates.changed" | "sensitive.read" | "view_as" | "restore" | "audit.retention"; actor: { kind: string; member: string | null; name: string }; address: string | null; about: string | null; details: Record<string, unknown> }>; next_cursor: string | null };
  };
  /** The same, all of it, as JSON Lines. */
  "GET /api/v1/audit/export": {
    params: undefined;
    query: { kind?: "sign_in" | "refused" | "member.added" | "member.changed" | "member.joined" | "invitation.sent" | "invitation.withdrawn" | "role.changed" | "team.changed" | "share.changed" | "key.made" | "key.revoked" | "workspace.changed" | "single_sign_on.changed" | "passkey.changed" | "export" | "erasure" | "retention.changed" | "rates.changed" | "sensitive.read" | "view_as" | "restore" | "audit.retention" | undefined; member?: string | undefined; since?: string | undefined; until?: string | undefined };
    body: undefined;
    answer: Blob;
  };
  /** How many lines are chained, what the last check found, and how long lines are kept. */
  "GET /api/v1/audit/state": {
    params: undefined;
    query: undefined;
    body: undefined;
    answer: { lines: number; keep_days: number | null; checked_at: string | null; problem: string | null; finding: { code: "line_missing" | "line_removed" | "line_changed" | "line_replaced" | "lines_removed"; from: number; to: number } | null };
  };
  /** What was done, by whom, from where, newest first. */
  "GET /api/v1/change_sets": {
    params: undefined;
    query: { cursor?: string | undefined; limit?: string | number | boolean | undefined; mine?: "true" | "false" | boolean | undefined };
    body: undefined;
    answer: { data: Array<Schemas["ChangeSet"]>; next_cursor: string | null };
  };
  /** The computed chance that a deal is won by the end of the quarter, and the facts that moved it most. */
  "GET /api/v1/deals/{id}/chance": {
    params: { id: string };
    query: undefined;
    body: undefined;
    answer: { chance: { chance: number; made_on: string; through: string; facts: Array<{ what: "age" | "stage" | "size" | "owner"; value: string; name: string | null; by: number }> } | null };
  };
  /** The moves of a deal between stages, newest first: who, when, from where to where, and after how long. */
  "GET /api/v1/deals/{id}/moves": {
    params: { id: string };
    query: undefined;
    body: undefined;
    answer: { data: Array<{ at: string; author: { id: string | null; name: string | null }; from: { id: string | null; name: string | null } | null; to: { id: string | null; name: string | null } | null; reason: string | null; seconds: number; change_set_id: string }> };
  };
  /** Records that may be one, the surest first, with the reason. */
  "GET /api/v1/duplicates": {
    params: undefined;
    query: { object?: string | undefined; limit?: string | number | boolean | undefined };
    body: undefined;
    answer: { data: Array<{ id: string; object: string; records: [Schemas["AnyRecord"], Schemas["AnyRecord"]]; score: number; reason: { en: string; el: string }; state: "open" | "separate" }> };
  };
  /** Certificates of what was erased: numbers by place, and nothing about anybody; newest first. */
  "GET /api/v1/erasures": {
    params: undefined;
    query: undefined;
    body: undefined;
    answer: { data: Array<{ id: string; at: string; mode: "erase" | "anonymise"; by: string; removed: Record<string, number>; left: Record<string, number> }> };
  };
  /** What happens, as it happens (server-sent events); Last-Event-ID catches up. */
  "GET /api/v1/events": {
    params: undefined;
    query: undefined;
    body: undefined;
    answer: Blob;
  };
  /** Exchange rates, newest first: at most 5,000. */
  "GET /api/v1/exchange_rates": {
    params: undefined;
    query: { currency?: string | undefined; from?: string | undefined; to?: string | undefined; newest?: "true" | "false" | boolean | undefined };
    body: undefined;
    answer: { currency: string; data: Array<{ currency: string; day: string; rate: string; source: string; set_at: string; set_by: { id: string | null; name: string | null } }>; more: boolean };
  };
  /** Files of a record, newest first. */
  "GET /api/v1/files": {
    params: undefined;
    query: { object: string; record_id: string };
    body: undefined;
    answer: { data: Array<Schemas["StoredFile"]> };
  };
  /** The bytes of a file, always as a download. */
  "GET /api/v1/files/{id}/content": {
    params: { id: string };
    query: undefined;
    body: undefined;
    answer: Blob;
  };
  /** What a quarter will bring: what people say of their deals, their targets, and what the history of the firm says. */
  "GET /api/v1/forecast": {
    params: undefined;
    query: { quarter?: string | undefined; pipeline?: string | undefined };
    body: undefined;
    answer: { quarter: string; from: string; to: string; pipeline: string | null; currency: string; partial: boolean; people: Array<{ member: { id: string; name: string | null } | null; closed: string; commit: string; best: string; pipeline: string; left_out: number; target: string | null; gap: string | null; computed: { p10: number; p50: number; p90: number } | null }>; teams: Array<{ team: { id: string; name: string | null }; closed: string; commit: string; best: string; pipeline: string; left_out: number; target: string | null; gap: string | null }>; total: { closed: string; commit: string; best: string; pipeline: string; left_out: number }; computed: { p10: number; p50: number; p90: number; made_on: string; learnt: { from: string; to: string; won: number; lost: number; doubt: number; tries: number; season: boolean }; baselines: { win_rate: number; last_period: number } } | null; missing: Array<{ what: "won" | "lost" | "days"; have: number; need: number }>; track_record: { forecasts: number; mape: number | null; coverage: number | null; pinball: number | null } | null };
  };
  /** The day at a glance: due tasks, whom to stay in touch with, days ahead, what others did. */
  "GET /api/v1/home": {
    params: undefined;
    query: undefined;
    body: undefined;
    answer: { today: string; tasks: Array<Schemas["AnyRecordParts"] & { about: { id: string; object: string; name: string | null } | null }>; stay_in_touch: Array<{ person: { id: string; object: string; name: string | null; title: string | null; company: { id: string; object: string; name: string | null } | null }; last_contact_at: string | null; last_contact_by: { id: string | null; name: string | null } | null; due_since_days: number; cadence_days: number | null; reason: { en: string; el: string }; opener: { en: string; el: string } }>; coming_up: Array<{ person: { id: string; object: string; name: string | null; title: string | null; company: { id: string; object: string; name: string | null } | null }; kind: "birthday" | "name_day" | "important_date" | "task" | "meeting"; on: string; label: { en: string; el: string } }>; since: { at: string | null; items: Array<{ id: string; kind: string; object: string; record_id: string; at: string; title: string | null; text: string | null; author: { id: string | null; name: string | null }; via: null; about: { id: string; object: string; name: string | null } | null; change_set_id: string; records: number }> } };
  };
  /** Imports, newest first. */
  "GET /api/v1/imports": {
    params: undefined;
    query: undefined;
    body: undefined;
    answer: { data: Array<{ id: string; state: "reading" | "ready" | "running" | "done" | "failed" | "cancelled" | "undone"; created_at: string; finished_at: string | null; files: Array<{ name: string; sheet: string | null; rows: number | null; object: string | null; recognised_as: string | null } | { name: string }> }> };
  };
  /** What imports go by: the mail domains of the firm itself, remembered or proposed. */
  "GET /api/v1/imports/settings": {
    params: undefined;
    query: undefined;
    body: undefined;
    answer: { own_domains: Array<string>; remembered: boolean };
  };
  /** An import: state, what was recognised, the proposed mapping with samples, counts, progress. */
  "GET /api/v1/imports/{id}": {
    params: { id: string };
    query: undefined;
    body: undefined;
    answer: { id: string; state: "reading" | "ready" | "running" | "done" | "failed" | "cancelled" | "undone"; created_at: string; finished_at: string | null; files: Array<{ name: string; sheet: string | null; rows: number | null; object: string | null; recognised_as: string | null }>; created: number; updated: number; matched: number; attached: number; interactions: number; skipped: number; rejected: number; by_object: Record<string, Record<string, number>>; warnings: Array<string>; dry_run: Record<string, unknown> | null; progress: { done: number; total: number | null } | null; job_id: string | null; taking_back: boolean; error: string | null; stopped: { reason: "disk_full" | "database" | "refused" | "died" | "mistake"; again: boolean } | null; change_set_id: string | null; undo: { job_id: string | null; state: string | null; done: number; total: number } | null; mapping: Schemas["ImportMapping"] | null };
  };
  /** The mapping an import runs or ran with, with samples. */
  "GET /api/v1/imports/{id}/mapping": {
    params: { id: string };
    query: undefined;
    body: undefined;
    answer: Schemas["ImportMapping"];
  };
  /** The rows that were kept out, with the reason and their cells, to be mended. */
  "GET /api/v1/imports/{id}/rejects": {
    params: { id: string };
    query: { after?: string | number | boolean | undefined; limit?: string | number | boolean | undefined };
    body: undefined;
    answer: { tables: Array<{ file: string; sheet: string | null; columns: Array<{ index: number; header: string }> }>; data: Array<{ file: string; sheet: string | null; row: number; reason: string | null; cells: unknown }>; next_after: number | null };
  };
  /** The rows that were kept out, as they stood in the file, with the reason; fix and bring them again. */
  "GET /api/v1/imports/{id}/rejects.csv": {
    params: { id: string };
    query: undefined;
    body: undefined;
    answer: Blob;
  };
  /** What became of each row. */
  "GET /api/v1/imports/{id}/rows": {
    params: { id: string };
    query: { status?: string | undefined; cursor?: string | undefined; limit?: string | number | boolean | undefined };
    body: undefined;
    answer: { data: Array<{ file: string; sheet: string | null; row: number; status: string; outcome: "created" | "updated" | "matched" | "attached" | "interaction" | "skipped" | "rejected"; reason: string | null; object: string | null; record_id: string | null; refused: unknown }>; next_cursor: string | null };
  };
  /** Invitations that wait for an answer. */
  "GET /api/v1/invitations": {
    params: undefined;
    query: undefined;
    body: undefined;
    answer: { data: Array<{ id: string; email: string; name: string | null; role: string; teams: Array<string>; invited_by: string | null; created_at: string; expires_at: string }> };
  };
  /** The lines of an invoice in their order, and what each tax comes to. */
  "GET /api/v1/invoices/{id}/lines": {
    params: { id: string };
    query: undefined;
    body: undefined;
    answer: { document: Schemas["AnyRecord"]; data: Array<Schemas["AnyRecord"]>; taxes: Array<{ category: string; percent: number; taxable: string; tax: string; reason: string | null }> };
  };
  /** An invoice or credit note as the customer reads it, as PDF. */
  "GET /api/v1/invoices/{id}/pdf": {
    params: { id: string };
    query: undefined;
    body: undefined;
    answer: Blob;
  };
  /** An issued invoice or credit note as e-invoice: UBL 2.1 after EN 16931. */
  "GET /api/v1/invoices/{id}/ubl": {
    params: { id: string };
    query: undefined;
    body: undefined;
    answer: Blob;
  };
  /** Background work that you began, the newest first; with `open=true` only what goes on. */
  "GET /api/v1/jobs": {
    params: undefined;
    query: { open?: "true" | "false" | boolean | undefined };
    body: undefined;
    answer: { data: Array<{ id: string; kind: string; state: "waiting" | "running" | "done" | "failed" | "cancelled" | "parked"; progress: { done: number; total: number | null } | null }> };
  };
  /** How far a piece of background work has come. */
  "GET /api/v1/jobs/{id}": {
    params: { id: string };
    query: undefined;
    body: undefined;
    answer: Schemas["Job"];
  };
  /** Mails that Kith wrote, newest first, with what became of each. */
  "GET /api/v1/mail_outbox": {
    params: undefined;
    query: { state?: "queued" | "sending" | "sent" | "held" | "failed" | "uncertain" | undefined };
    body: undefined;
    answer: { data: Array<{ id: string; to: string; subject: string; text: string; state: "queued" | "sending" | "sent" | "held" | "failed" | "uncertain"; reason: string | null; attempts: number; created_at: string; sent_at: string | null }>; next_cursor: null };
  };
  /** Who you are, where, and what you may do; `include=objects,views,sidebar` brings what a first page needs. */
  "GET /api/v1/me": {
    params: undefined;
    query: { include?: string | undefined };
    body: undefined;
    answer: Schemas["Me"];
  };
  /** The model as a file: objects, fields, rules, roles, teams and shared views by name, and no record. */
  "GET /api/v1/model": {
    params: undefined;
    query: undefined;
    body: undefined;
    answer: { kith_model: 1; objects: Record<string, { key?: string; label?: { en: string; el: string }; plural?: { en: string; el: string }; icon?: string; title?: { en: string; el: string }; rules?: Array<{ formula: string; message: { en: string; el: string } }>; layout?: { highlights?: Array<string>; tabs: Array<{ key?: string; name: string | { en?: string; el?: string }; show_if?: unknown; sections: Array<{ key?: string; name: string | { en?: string; el?: string }; fields: Array<string>; columns?: 1 | 2; collapsed?: boolean; show_if?: unknown }> }>; hidden?: Array<string> }; dated?: { from: string; to: string; key: string; reverse: string }; fields?: Record<string, { type?: string; label?: { en: string; el: string }; help?: { en: string; el: string } | null; required?: boolean; unique?: boolean; sensitive?: boolean; archived?: boolean; many?: boolean; to?: string; options?: Array<{ value: string; label: { en: string; el: string }; colour?: string; archived?: boolean; reverse?: { en: string; el: string } }>; default?: unknown; show_if?: unknown; rollup?: { of: string; by: string; fn: "count" | "sum" | "min" | "max"; take?: string; where?: unknown }; formula?: string; lookup?: { through: string; field: string } }>; order?: Array<string> }>; roles: Record<string, { name: string; help: string; rights: unknown }>; teams: Record<string, { parent: string | null }>; views: Record<string, Record<string, { kind: "table" | "board" | "calendar"; filter: unknown; sort: Array<string>; columns: Array<string>; group_by: string | null; layout: unknown; position: number }>> };
  };
  /** The object model of the workspace: objects, fields, operators, and what you may do. `archived`: hidden ones. */
  "GET /api/v1/objects": {
    params: undefined;
    query: { archived?: "true" | "false" | boolean | undefined };
    body: undefined;
    answer: { data: Array<Schemas["Object"]> };
  };
  /** One object of the model, also a hidden one. */
  "GET /api/v1/objects/{object}": {
    params: { object: string };
    query: undefined;
    body: undefined;
    answer: Schemas["Object"];
  };
  /** This document (OpenAPI 3.1). */
  "GET /api/v1/openapi.json": {
    params: undefined;
    query: undefined;
    body: undefined;
    answer: { openapi: string; paths: Record<string, unknown> } & Record<string, unknown>;
  };
  /** The lines of an order in their order, and what each tax comes to. */
  "GET /api/v1/orders/{id}/lines": {
    params: { id: string };
    query: undefined;
    body: undefined;
    answer: { document: Schemas["AnyRecord"]; data: Array<Schemas["AnyRecord"]>; taxes: Array<{ category: string; percent: number; taxable: string; tax: string; reason: string | null }> };
  };
  /** What a person agreed to: in `states` the entry that counts for each channel and purpose, then all of them. */
  "GET /api/v1/people/{id}/consents": {
    params: { id: string };
    query: { limit?: string | number | boolean | undefined; cursor?: string | undefined };
    body: undefined;
    answer: { states: Array<Schemas["AnyRecord"]>; data: Array<Schemas["AnyRecord"]>; next_cursor: string | null };
  };
  /** Next birthday, name day and important dates of a person, soonest first. */
  "GET /api/v1/people/{id}/dates": {
    params: { id: string };
    query: undefined;
    body: undefined;
    answer: { today: string; data: Array<{ kind: "birthday" | "name_day" | "important_date"; on: string; label: { en: string; el: string }; years: number | null; note: string | null }> };
  };
  /** Everything about one person as JSON: record, what points at it, history, files, mails, audit. */
  "GET /api/v1/people/{id}/personal_data": {
    params: { id: string };
    query: undefined;
    body: undefined;
    answer: { about: { made_at: string; workspace: string }; person: Schemas["AnyRecord"]; records: Record<string, Array<Schemas["AnyRecord"]>>; merged: Array<Schemas["AnyRecord"]>; history: Array<Schemas["Change"]>; files: Array<Record<string, unknown>>; mails_sent: Array<Record<string, unknown>>; audit: Array<Record<string, unknown>> };
  };
  /** What became of deals since a day: came, won, lost, slipped, grew, shrank, moved, went, with names and sums. */
  "GET /api/v1/pipelines/changes": {
    params: undefined;
    query: { since?: string | undefined; pipeline?: string | undefined };
    body: undefined;
    answer: { since: string; pipeline: string | null; currency: string; partial: boolean; kinds: Array<{ count: number; sum: string | null; left_out: number; kind: "came" | "won" | "lost" | "slipped" | "grew" | "shrank" | "forward" | "back" | "went" }>; deals: Array<{ id: string; name: string | null; became: Array<"came" | "won" | "lost" | "slipped" | "grew" | "shrank" | "forward" | "back" | "went">; before: { stage: { id: string; name: string | null } | null; amount: { amount: string; currency: string } | null; worth: string | null; closes_on: string | null; outcome: string | null } | null; after: { stage: { id: string; name: string | null } | null; amount: { amount: string; currency: string } | null; worth: string | null; closes_on: string | null; outcome: string | null } | null }>; more: boolean };
  };
  /** What a product costs a customer in a currency, from a quantity and on a day, and where that price is from. */
  "GET /api/v1/products/{id}/price": {
    params: { id: string };
    query: { company?: string | undefined; currency?: string | undefined; quantity?: string | number | boolean | undefined; on?: string | undefined };
    body: undefined;
    answer: { amount: string | null; currency: string; from: "list" | "price" | "product" | null; price_list: { id: string; name: string } | null };
  };
  /** The lines of a quote in their order, and what each tax comes to. */
  "GET /api/v1/quotes/{id}/lines": {
    params: { id: string };
    query: undefined;
    body: undefined;
    answer: { document: Schemas["AnyRecord"]; data: Array<Schemas["AnyRecord"]>; taxes: Array<{ category: string; percent: number; taxable: string; tax: string; reason: string | null }> };
  };
  /** A quote as the customer reads it, as PDF. */
  "GET /api/v1/quotes/{id}/pdf": {
    params: { id: string };
    query: undefined;
    body: undefined;
    answer: Blob;
  };
  /** For how long records are kept: rules that run every night. */
  "GET /api/v1/retention_rules": {
    params: undefined;
    query: undefined;
    body: undefined;
    answer: { data: Array<{ id: string; name: string; object: string; filter: unknown; action: "trash" | "anonymise" | "erase"; enabled: boolean; last_run_at: string | null; last_count: number | null }> };
  };
  /** Roles of the workspace; what each may do is told to administrators. */
  "GET /api/v1/roles": {
    params: undefined;
    query: undefined;
    body: undefined;
    answer: { data: Array<{ key: string; name: string; help: string; built_in: boolean; rights?: Schemas["Rights"] }> };
  };
  /** How deals went: from stage to stage, how many were won, how long it took, why lost, and answer times. */
  "GET /api/v1/sales_report": {
    params: undefined;
    query: { from?: string | undefined; to?: string | undefined; by?: "stage" | "source" | "owner" | undefined; pipeline?: string | undefined };
    body: undefined;
    answer: { from: string; to: string; by: "stage" | "source" | "owner"; pipeline: string | null; currency: string; partial: boolean; total: { won: number; lost: number; win_rate: number | null; interval: { low: number; high: number } | null; sum: string | null; left_out: number; median_days: number | null }; stages: Array<{ stage: { id: string; name: string | null }; entered: number; went_on: number; rate: number; interval: { low: number; high: number } | null; median_days: number | null; entered_ids: Array<string>; went_on_ids: Array<string> }>; groups: Array<{ won: number; lost: number; win_rate: number | null; interval: { low: number; high: number } | null; sum: string | null; left_out: number; median_days: number | null; value: string | null; name: string | null }>; reasons: Array<{ reason: string | null; lost: number; sum: string | null }>; answers: Array<{ owner: { id: string; name: string | null } | null; came: number; answered: number; median_seconds: number | null }> };
  };
  /** Find records of any object by name, address or number, in any script and notation. */
  "GET /api/v1/search": {
    params: undefined;
    query: { q: string; objects?: string | undefined; limit?: string | number | boolean | undefined };
    body: undefined;
    answer: { data: Array<{ object: string; id: string; name: string | null; subtitle: string | null; matched: string }> };
  };
  /** For how many days deeds can be taken back; null means for ever. */
  "GET /api/v1/settings/history": {
    params: undefined;
    query: undefined;
    body: undefined;
    answer: { undo_days: number | null };
  };
  /** Whether the first workspace is still to be made. */
  "GET /api/v1/setup": {
    params: undefined;
    query: undefined;
    body: undefined;
    answer: { needed: boolean; token_required: boolean; roles: Array<string> };
  };
  /** Your menu of saved views: views and folders in your order; null while you have not arranged it. */
  "GET /api/v1/sidebar": {
    params: undefined;
    query: undefined;
    body: undefined;
    answer: { items: Array<{ view: string } | { folder: string; views: Array<string> }> | null };
  };
  /** Sign-ins and tries of all members, newest first. */
  "GET /api/v1/sign_ins": {
    params: undefined;
    query: { cursor?: string | undefined };
    body: undefined;
    answer: { data: Array<{ id: string; at: string; email: string; name: string | null; address: string | null; agent: string | null; device: string; how: "password" | "password_and_code" | "password_and_recovery_code" | "invitation" | "reset" | "setup" | "single_sign_on" | "passkey" | null; outcome: "ok" | "wrong" | "code_needed" | "locked" }>; next_cursor: string | null };
  };
  /** By which provider the people of the firm sign in; its secret is never shown. */
  "GET /api/v1/single_sign_on": {
    params: undefined;
    query: undefined;
    body: undefined;
    answer: { provider: { issuer: string; client_id: string; secret_set_at: string | null; domains: Array<string>; newcomer_role: string | null; active: boolean; only_way: boolean } | null; redirect_uri: string };
  };
  /** Saved views: your own, those of your teams and the shared ones. */
  "GET /api/v1/views": {
    params: undefined;
    query: { object?: string | undefined };
    body: undefined;
    answer: { data: Array<Schemas["View"]> };
  };
  /** Webhooks, without their secrets. */
  "GET /api/v1/webhooks": {
    params: undefined;
    query: undefined;
    body: undefined;
    answer: { data: Array<{ id: string; label: string; url: string; events: Array<string>; include: "ids" | "record"; role: string; member: string | null; old_secret_until: string | null; state: "enabled" | "disabled"; disabled_reason: string | null; failing_since: string | null; created_at: string }>; next_cursor: null };
  };
  /** One webhook. */
  "GET /api/v1/webhooks/{id}": {
    params: { id: string };
    query: undefined;
    body: undefined;
    answer: { id: string; label: string; url: string; events: Array<string>; include: "ids" | "record"; role: string; member: string | null; old_secret_until: string | null; state: "enabled" | "disabled"; disabled_reason: string | null; failing_since: string | null; created_at: string };
  };
  /** What a webhook was told and what became of it, newest first. */
  "GET /api/v1/webhooks/{id}/deliveries": {
    params: { id: string };
    query: { state?: "waiting" | "sending" | "delivered" | "failed" | undefined; limit?: string | number | boolean | undefined; cursor?: string | undefined };
    body: undefined;
    answer: { data: Array<{ id: string; type: string; state: "waiting" | "sending" | "delivered" | "failed"; attempts: number; next_try_at: string | null; last_try_at: string | null; last_status: number | null; last_error: string | null; last_answer: string | null; delivered_at: string | null; created_at: string }>; next_cursor: string | null };
  };
  /** One delivery with the body that is sent. */
  "GET /api/v1/webhooks/{id}/deliveries/{delivery}": {
    params: { id: string; delivery: string };
    query: undefined;
    body: undefined;
    answer: { id: string; type: string; state: "waiting" | "sending" | "delivered" | "failed"; attempts: number; next_try_at: string | null; last_try_at: string | null; last_status: number | null; last_error: string | null; last_answer: string | null; delivered_at: string | null; created_at: string; body: string };
  };
  /** List records. */
  "GET /api/v1/{object}": {
    params: { object: string };
    query: { filter?: string | undefined; sort?: string | undefined; fields?: string | undefined; q?: string | undefined; limit?: string | number | boolean | undefined; cursor?: string | undefined; total?: "true" | "false" | "quick" | boolean | undefined; trash?: "true" | "false" | boolean | undefined; as_of?: string | undefined; colours?: string | undefined };
    body: undefined;
    answer: { data: Array<Schemas["Row"]>; next_cursor: string | null; total?: { count: number; exact: boolean; at_least?: number }; colours?: Array<number | null> };
  };
  /** What you may run on many records of an object, with the fields that each asks for. */
  "GET /api/v1/{object}/actions": {
    params: { object: string };
    query: undefined;
    body: undefined;
    answer: { data: Array<{ key: string; label: { en: string; el: string }; undoable: boolean; input: { object: string; fields: Array<string>; required: Array<string> } | null }> };
  };
  /** All records of a list as CSV, XLSX, ODS, JSON Lines or vCard. */
  "GET /api/v1/{object}/export": {
    params: { object: string };
    query: { format?: string | undefined; filter?: string | undefined; sort?: string | undefined; fields?: string | undefined; q?: string | undefined; trash?: "true" | "false" | boolean | undefined };
    body: undefined;
    answer: Blob;
  };
  /** Read one record, now or as it was; with its company and the newest of its timeline where asked. */
  "GET /api/v1/{object}/{id}": {
    params: { object: string; id: string };
    query: { as_of?: string | undefined; include?: string | undefined };
    body: undefined;
    answer: Schemas["RowParts"] & { as_of?: string; included?: { timeline?: { data: Array<Schemas["TimelineEntry"]>; next_cursor: string | null; newer_cursor?: string | null } } & Record<string, unknown> };
  };
  /** Who can see or change a record, and why. */
  "GET /api/v1/{object}/{id}/access": {
    params: { object: string; id: string };
    query: undefined;
    body: undefined;
    answer: { data: Array<{ member: { id: string; name: string; role: string }; level: "none" | "read" | "write" | "delete"; reasons: Array<{ code: string; text: { en: string; el: string } }> }> };
  };
  /** Why a member can see a record, or cannot. */
  "GET /api/v1/{object}/{id}/access/{member}": {
    params: { object: string; id: string; member: string };
    query: undefined;
    body: undefined;
    answer: { member: { id: string; name: string; role: string }; level: "none" | "read" | "write" | "delete"; reasons: Array<{ code: string; text: { en: string; el: string } }> };
  };
  /** What was changed on a record, by whom, from what to what. */
  "GET /api/v1/{object}/{id}/changes": {
    params: { object: string; id: string };
    query: { cursor?: string | undefined; limit?: string | number | boolean | undefined };
    body: undefined;
    answer: { data: Array<Schemas["Change"]>; next_cursor: string | null };
  };
  /** With whom a record is shared, whether it is private, and who follows it. */
  "GET /api/v1/{object}/{id}/shares": {
    params: { object: string; id: string };
    query: undefined;
    body: undefined;
    answer: { data: Array<{ holder: { kind: "member" | "team"; id: string; name: string | null }; level: "read" | "write"; by: { id: string; name: string | null } | null; at: string }>; private: boolean; followers: Array<{ id: string; name: string }>; following: boolean; can?: { update: boolean; delete: boolean; share: boolean; make_private: boolean } };
  };
  /** Everything that happened with a record, newest first; `at` begins with an instant, `newer` goes back up. */
  "GET /api/v1/{object}/{id}/timeline": {
    params: { object: string; id: string };
    query: { kinds?: string | undefined; cursor?: string | undefined; at?: string | undefined; newer?: "true" | "false" | boolean | undefined; limit?: string | number | boolean | undefined };
    body: undefined;
    answer: { data: Array<Schemas["TimelineEntry"]>; next_cursor: string | null; newer_cursor?: string | null };
  };
  /** The process is alive. */
  "GET /healthz": {
    params: undefined;
    query: undefined;
    body: undefined;
    answer: { status: "ok" };
  };
  /** Figures of this process, for Prometheus; only from this machine. */
  "GET /metrics": {
    params: undefined;
    query: undefined;
    body: undefined;
    answer: Blob;
  };
  /** Pages and API can be used: the database answers and its tables are those of this version. */
  "GET /readyz": {
    params: undefined;
    query: undefined;
    body: undefined;
    answer: { status: "ready"; database: string };
  };
  /** Give a passkey another name. */
  "PATCH /api/auth/passkeys/{id}": {
    params: { id: string };
    query: undefined;
    body: { name: string };
    answer: { id: string; name: string; created_at: string; last_used_at: string | null };
  };
  /** Say how many days lines are kept, 90 or more; null keeps them for good. */
  "PATCH /api/v1/audit/state": {
    params: undefined;
    query: undefined;
    body: { keep_days: number | null };
    answer: { lines: number; keep_days: number | null; checked_at: string | null; problem: string | null; finding: { code: "line_missing" | "line_removed" | "line_changed" | "line_replaced" | "lines_removed"; from: number; to: number } | null };
  };
  /** Change your name, language, theme or time zone. */
  "PATCH /api/v1/me": {
    params: undefined;
    query: undefined;
    body: { name?: string | undefined; language?: "en" | "el" | undefined; theme?: "light" | "dark" | "auto" | undefined; time_zone?: string | null | undefined };
    answer: Schemas["Me"];
  };
  /** Change the role of a member, or whether they may sign in; their sessions end. */
  "PATCH /api/v1/members/{id}": {
    params: { id: string };
    query: undefined;
    body: { role?: string | undefined; active?: boolean | undefined };
    answer: { id: string; role?: string; active?: boolean };
  };
  /** Rename an object, hide it (`archived`), say what has to be so (`rules`); or order its fields. */
  "PATCH /api/v1/objects/{object}": {
    params: { object: string };
    query: undefined;
    body: { label?: string | { en?: string | undefined; el?: string | undefined } | undefined; plural?: string | { en?: string | undefined; el?: string | undefined } | undefined; icon?: string | undefined; archived?: boolean | undefined; rules?: Array<{ formula: string; message: string | { en?: string | undefined; el?: string | undefined } }> | undefined; field_order?: Array<string> | undefined };
    answer: { object: string; label?: string | { en?: string; el?: string }; plural?: string | { en?: string; el?: string }; icon?: string; archived?: boolean; rules?: Array<{ formula: string; message: string | { en?: string; el?: string } }>; field_order?: Array<string> };
  };
  /** Rename a field, change its help and choices, hide it (`archived`) or bring it back, change its formula, or whether it is `unique` (its index follows by the job `job_id`, 202); or its `type` in a call of its own, by a job as well where it needs another column. `preview=true` only tells which values would not fit the type, or are doubled. */
  "PATCH /api/v1/objects/{object}/fields/{field}": {
    params: { object: string; field: string };
    query: { preview?: "true" | "false" | boolean | undefined };
    body: { label?: string | { en?: string | undefined; el?: string | undefined } | undefined; help?: string | { en?: string | undefined; el?: string | undefined } | null | undefined; options?: Array<{ value?: string | undefined; label: string | { en?: string | undefined; el?: string | undefined }; colour?: string | null | undefined; archived?: boolean | undefined; reverse?: string | { en?: string | undefined; el?: string | undefined } | undefined }> | undefined; archived?: boolean | undefined; formula?: string | undefined; type?: string | undefined; dates?: "day_first" | "month_first" | undefined; unfit?: "refuse" | "leave_out" | undefined; required?: boolean | undefined; unique?: boolean | undefined; sensitive?: boolean | undefined; default?: unknown | undefined; show_if?: unknown | undefined };
    answer: { object: string; key: string; label?: string | { en?: string; el?: string }; help?: string | { en?: string; el?: string } | null; options?: Array<{ value?: string; label: string | { en?: string; el?: string }; colour?: string | null; archived?: boolean; reverse?: string | { en?: string; el?: string } }>; archived?: boolean; formula?: string; type?: string; required?: boolean; unique?: boolean; sensitive?: boolean; default?: unknown; show_if?: unknown; job_id?: string } | { type: string; fit: number; unfit: number; examples: Array<{ id: string; name: string | null; value: string }>; options: Array<string> | null; views: Array<string>; total?: number; ambiguous?: number; dates?: "day_first" | "month_first" } | { unique: true; doubled: number; groups: Array<{ value: string | null; count: number; records: Array<{ id: string; name: string | null }> }> };
  };
  /** Change a rule, or let it rest. */
  "PATCH /api/v1/retention_rules/{id}": {
    params: { id: string };
    query: undefined;
    body: { name?: string | undefined; filter?: unknown | undefined; action?: "trash" | "anonymise" | "erase" | undefined; enabled?: boolean | undefined };
    answer: { id: string; name: string; object: string; filter: unknown; action: "trash" | "anonymise" | "erase"; enabled: boolean; last_run_at: string | null; last_count: number | null };
  };
  /** Change a role of your own; it holds with the next request of everybody who has it. */
  "PATCH /api/v1/roles/{key}": {
    params: { key: string };
    query: undefined;
    body: { name?: string | undefined; help?: string | undefined; rights?: unknown | undefined; archived?: boolean | undefined };
    answer: { key: string; name?: string; help?: string; rights?: unknown; archived?: boolean };
  };
  /** Rename a team, change who is in it and what it is part of. */
  "PATCH /api/v1/teams/{id}": {
    params: { id: string };
    query: undefined;
    body: { name?: string | undefined; parent?: string | null | undefined; members?: Array<string> | undefined };
    answer: { id: string; name?: string; parent?: string | null; members?: Array<string> };
  };
  /** Change a saved view. */
  "PATCH /api/v1/views/{id}": {
    params: { id: string };
    query: undefined;
    body: { name?: string | undefined; kind?: "table" | "board" | "calendar" | undefined; filter?: unknown | undefined; sort?: Array<string> | undefined; columns?: Array<string> | undefined; group_by?: string | null | undefined; layout?: { widths?: Record<string, number> | undefined; pinned?: number | undefined; totals?: Record<string, "sum" | "avg" | "min" | "max" | "none"> | undefined; colours?: Array<{ filter: unknown; colour: "grey" | "green" | "amber" | "red" | "blue" | "violet" | "teal" }> | undefined } | null | undefined; shared?: boolean | undefined; team_id?: string | null | undefined; position?: number | undefined };
    answer: Schemas["View"];
  };
  /** Change a webhook; `state` enables or disables it. Role and member stay as they are. */
  "PATCH /api/v1/webhooks/{id}": {
    params: { id: string };
    query: undefined;
    body: { label?: string | undefined; url?: string | undefined; events?: Array<string> | undefined; include?: "ids" | "record" | undefined; state?: "enabled" | "disabled" | undefined };
    answer: { id: string; label: string; url: string; events: Array<string>; include: "ids" | "record"; role: string; member: string | null; old_secret_until: string | null; state: "enabled" | "disabled"; disabled_reason: string | null; failing_since: string | null; created_at: string };
  };
  /** Change name, country, time zone, currency or language of the workspace. */
  "PATCH /api/v1/workspace": {
    params: undefined;
    query: undefined;
    body: { name?: string | undefined; region?: string | undefined; time_zone?: string | undefined; currency?: string | undefined; language?: "en" | "el" | undefined };
    answer: { id: string; slug: string; name: string; region: string; time_zone: string; currency: string; language: string };
  };
  /** Change fields of a record. */
  "PATCH /api/v1/{object}/{id}": {
    params: { object: string; id: string };
    query: undefined;
    body: Schemas["RowValues"];
    answer: Schemas["Row"];
  };
  /** What an invitation is to; looking at it changes nothing. */
  "POST /api/auth/invitation": {
    params: undefined;
    query: undefined;
    body: { token: string };
    answer: { email: string; name: string | null; has_account: boolean; workspace: { name: string } };
  };
  /** Join: with a name and a new password, or with those of the account that the address has already. */
  "POST /api/auth/invitation/accept": {
    params: undefined;
    query: undefined;
    body: { token: string; name?: string | undefined; password: string; code?: string | undefined };
    answer: { workspace: { id: string; slug: string; name: string } | null };
  };
  /** Sign in with a passkey; no password and no code are asked for. */
  "POST /api/auth/passkey": {
    params: undefined;
    query: undefined;
    body: { credential: { id: string; rawId: string; type: "public-key"; response: { clientDataJSON: string; authenticatorData: string; signature: string; userHandle?: string | null | undefined } } };
    answer: { member: { name: string; email: string; language: "en" | "el" }; workspace: { id: string; slug: string; name: string } | null };
  };
  /** Begin to sign in with a passkey: what its authenticator has to sign, within five minutes. */
  "POST /api/auth/passkey/options": {
    params: undefined;
    query: undefined;
    body: undefined;
    answer: { challenge: string; rp_id: string };
  };
  /** Add the passkey that was made; your other sessions end. */
  "POST /api/auth/passkeys": {
    params: undefined;
    query: undefined;
    body: { name: string; credential: { id: string; rawId: string; type: "public-key"; response: { clientDataJSON: string; attestationObject: string } } };
    answer: { id: string; name: string; created_at: string; last_used_at: string | null };
  };
  /** Begin to add a passkey: what its authenticator has to make, within five minutes. */
  "POST /api/auth/passkeys/options": {
    params: undefined;
    query: undefined;
    body: { password: string };
    answer: { challenge: string; rp: { id: string; name: string }; user: { id: string; name: string }; known: Array<string> };
  };
  /** Change your password; your other sessions end. */
  "POST /api/auth/password": {
    params: undefined;
    query: undefined;
    body: { old: string; new: string };
    answer: null;
  };
  /** Ask for a link to a new password; the answer is the same for an unknown address. */
  "POST /api/auth/reset": {
    params: undefined;
    query: undefined;
    body: { email: string };
    answer: { mail: boolean };
  };
  /** Set a new password by the link; every session of the account ends, a second factor stays. */
  "POST /api/auth/reset/confirm": {
    params: undefined;
    query: undefined;
    body: { token: string; password: string };
    answer: null;
  };
  /** Sign in with e-mail, password and, where set, a code. */
  "POST /api/auth/sign-in": {
    params: undefined;
    query: undefined;
    body: { email: string; password: string; code?: string | undefined };
    answer: { member: { name: string; email: string; language: "en" | "el" }; workspace: { id: string; slug: string; name: string } | null };
  };
  /** End this session. */
  "POST /api/auth/sign-out": {
    params: undefined;
    query: undefined;
    body: undefined;
    answer: null;
  };
  /** Begin to sign in by the provider of the firm whose domain the address has: where the browser goes. */
  "POST /api/auth/single_sign_on": {
    params: undefined;
    query: undefined;
    body: { email: string };
    answer: { location: string };
  };
  /** Sign in with what the provider sent back; it works once, in the browser that began. */
  "POST /api/auth/single_sign_on/finish": {
    params: undefined;
    query: undefined;
    body: { state: string; code?: string | undefined; iss?: string | undefined; error?: string | undefined };
    answer: { member: { name: string; email: string; language: "en" | "el" }; workspace: { id: string; slug: string; name: string } | null };
  };
  /** Start a second factor: the secret for an authenticator app. */
  "POST /api/auth/totp": {
    params: undefined;
    query: undefined;
    body: undefined;
    answer: { secret: string; uri: string };
  };
  /** Turn the second factor on with its first code. */
  "POST /api/auth/totp/confirm": {
    params: undefined;
    query: undefined;
    body: { code: string };
    answer: { recovery_codes: Array<string> };
  };
  /** Make an API key; this answer is the only time it is shown. */
  "POST /api/v1/api_keys": {
    params: undefined;
    query: undefined;
    body: { name: string; role: string; scopes?: { objects: Record<string, Array<"create" | "read" | "update" | "delete">>; actions?: Array<"import" | "export" | "merge" | "bulk" | "share"> | undefined } | null | undefined; service_account?: string | null | undefined; expires_at?: string | null | undefined };
    answer: { id: string; key: string; name: string; role: string };
  };
  /** Enter the payment that a bank line tells of: for the invoices given, else for the one that is proposed. */
  "POST /api/v1/bank_lines/{id}/apply": {
    params: { id: string };
    query: undefined;
    body: { invoices?: Array<{ invoice: string; amount?: string | number | undefined }> | undefined };
    answer: Schemas["AnyRecordParts"] & Record<string, unknown>;
  };
  /** Mark a bank line that pays nothing. */
  "POST /api/v1/bank_lines/{id}/ignore": {
    params: { id: string };
    query: undefined;
    body: Record<string, unknown>;
    answer: Schemas["AnyRecordParts"] & Record<string, unknown>;
  };
  /** Bring in a statement of an account (CAMT.053 or CSV); lines that are there already are not brought twice. */
  "POST /api/v1/bank_statements": {
    params: undefined;
    query: undefined;
    body: { name: string; text: string; account?: string | undefined; owner?: string | undefined };
    answer: Schemas["AnyRecordParts"] & { known: number; left_out: number; proposed: number };
  };
  /** Create records of several objects as one change set; each may point at any other by `@ref`. */
  "POST /api/v1/batch": {
    params: undefined;
    query: undefined;
    body: { records: Array<{ object: string; values: Record<string, unknown>; ref?: string | undefined }>; about?: string | undefined };
    answer: { data: Array<Schemas["AnyRecord"]> };
  };
  /** Do again what was taken back; as large as an undo may be. `preview` only tells. */
  "POST /api/v1/change_sets/{id}/redo": {
    params: { id: string };
    query: { preview?: "true" | "false" | boolean | undefined };
    body: { overwrite?: "all" | Array<string> | undefined; force?: boolean | undefined; move?: Record<string, string> | undefined } | null | undefined;
    answer: { change_set_id: string | null; undone: number; conflicts: Array<Schemas["Conflict"]>; preview?: boolean; object?: string; survivor?: string; sides?: Array<{ id: string; name: string | null }>; values?: { changed: Array<{ record: string; field: string; now: unknown; before: unknown }>; kept: Array<{ record: string; field: string; now: unknown; before: unknown }> }; names?: Record<string, string>; entries?: Array<{ object: string; id: string; title: string | null; at: string | null; side: string; why: "before" | "address" | "thread" | "record" | "link" | "chosen" | "undecided" }>; more?: boolean } | { change_set_id: string | null; undone: number; conflicts: Array<Schemas["Conflict"]>; preview?: boolean; object?: string; survivor?: string; sides?: Array<{ id: string; name: string | null }>; values?: { changed: Array<{ record: string; field: string; now: unknown; before: unknown }>; kept: Array<{ record: string; field: string; now: unknown; before: unknown }> }; names?: Record<string, string>; entries?: Array<{ object: string; id: string; title: string | null; at: string | null; side: string; why: "before" | "address" | "thread" | "record" | "link" | "chosen" | "undecided" }>; more?: boolean; job_id: string };
  };
  /** Take a change set back; one of more than 5,000 records as a job (202). `preview` only tells. */
  "POST /api/v1/change_sets/{id}/undo": {
    params: { id: string };
    query: { preview?: "true" | "false" | boolean | undefined };
    body: { overwrite?: "all" | Array<string> | undefined; force?: boolean | undefined; move?: Record<string, string> | undefined } | null | undefined;
    answer: { change_set_id: string | null; undone: number; conflicts: Array<Schemas["Conflict"]>; preview?: boolean; object?: string; survivor?: string; sides?: Array<{ id: string; name: string | null }>; values?: { changed: Array<{ record: string; field: string; now: unknown; before: unknown }>; kept: Array<{ record: string; field: string; now: unknown; before: unknown }> }; names?: Record<string, string>; entries?: Array<{ object: string; id: string; title: string | null; at: string | null; side: string; why: "before" | "address" | "thread" | "record" | "link" | "chosen" | "undecided" }>; more?: boolean } | { change_set_id: string | null; undone: number; conflicts: Array<Schemas["Conflict"]>; preview?: boolean; object?: string; survivor?: string; sides?: Array<{ id: string; name: string | null }>; values?: { changed: Array<{ record: string; field: string; now: unknown; before: unknown }>; kept: Array<{ record: string; field: string; now: unknown; before: unknown }> }; names?: Record<string, string>; entries?: Array<{ object: string; id: string; title: string | null; at: string | null; side: string; why: "before" | "address" | "thread" | "record" | "link" | "chosen" | "undecided" }>; more?: boolean; job_id: string };
  };
  /** Begin a quote for a deal: a draft for its company and person, under its title. */
  "POST /api/v1/deals/{id}/quotes": {
    params: { id: string };
    query: undefined;
    body: Record<string, unknown>;
    answer: Schemas["AnyRecordParts"] & Record<string, unknown>;
  };
  /** Remember that two records are two. */
  "POST /api/v1/duplicates/{id}/keep_separate": {
    params: { id: string };
    query: undefined;
    body: undefined;
    answer: { id: string; state: "separate" };
  };
  /** An enquiry becomes a deal in the first stage of a pipeline, in one change set; answers with the deal. */
  "POST /api/v1/enquiries/{id}/convert": {
    params: { id: string };
    query: undefined;
    body: { title?: string | undefined; amount?: unknown | undefined; pipeline?: string | undefined; closes_on?: string | undefined } | undefined;
    answer: Schemas["AnyRecord"];
  };
  /** Keep a file with a record (multipart: object, record_id, file). */
  "POST /api/v1/files": {
    params: undefined;
    query: undefined;
    body: FormData;
    answer: Schemas["StoredFile"];
  };
  /** Remember that everything up to now was seen. */
  "POST /api/v1/home/looked": {
    params: undefined;
    query: undefined;
    body: undefined;
    answer: { at: string };
  };
  /** Put a person off until a day: they return to your list that morning. */
  "POST /api/v1/home/snoozes": {
    params: undefined;
    query: undefined;
    body: { person: string; until: string };
    answer: { person: string; until: string };
  };
  /** Send files to bring in; they are recognised in the background. */
  "POST /api/v1/imports": {
    params: undefined;
    query: undefined;
    body: FormData;
    answer: Schemas["Import"];
  };
  /** Take an import back and run it again from its stored files, with a changed mapping. */
  "POST /api/v1/imports/{id}/again": {
    params: { id: string };
    query: undefined;
    body: ({ accept?: "proposed" | undefined; mapping?: { tables: Array<{ file: string; sheet: string | null; object: string | null; columns: Array<{ index: number; header: string; field: string | null; label?: string | null | undefined; slot?: number | null | undefined; confidence?: number | undefined; samples?: unknown | undefined; new_field?: ({ label: string; type: string } & Record<string, unknown>) | null | undefined; create?: boolean | undefined }> } & Record<string, unknown>> } | undefined; on_match?: "fill" | "overwrite" | undefined }) | null | undefined;
    answer: Schemas["Import"];
  };
  /** Bring rejected rows in as you mended them: they become part of the same import. */
  "POST /api/v1/imports/{id}/corrections": {
    params: { id: string };
    query: undefined;
    body: { rows: Array<{ file: string; sheet: string | null; row: number; cells: Record<string, string> }> };
    answer: Schemas["Import"];
  };
  /** Bring the rows in, with the proposed mapping or your own. */
  "POST /api/v1/imports/{id}/run": {
    params: { id: string };
    query: undefined;
    body: ({ accept?: "proposed" | undefined; mapping?: { tables: Array<{ file: string; sheet: string | null; object: string | null; columns: Array<{ index: number; header: string; field: string | null; label?: string | null | undefined; slot?: number | null | undefined; confidence?: number | undefined; samples?: unknown | undefined; new_field?: ({ label: string; type: string } & Record<string, unknown>) | null | undefined; create?: boolean | undefined }> } & Record<string, unknown>> } | undefined; on_match?: "fill" | "overwrite" | undefined }) | null | undefined;
    answer: Schemas["Import"];
  };
  /** Say what the rows of a table are; it is read anew, and the trial counted again. */
  "POST /api/v1/imports/{id}/tables": {
    params: { id: string };
    query: undefined;
    body: { file: string; sheet: string | null; object: string | null };
    answer: Schemas["Import"];
  };
  /** Take a whole import back: what it made goes to the trash, what it changed is as before. Large: as a job (202). */
  "POST /api/v1/imports/{id}/undo": {
    params: { id: string };
    query: undefined;
    body: { force?: boolean | undefined } | null | undefined;
    answer: { id: string; state: "reading" | "ready" | "running" | "done" | "failed" | "cancelled" | "undone"; created_at: string; finished_at: string | null; files: Array<{ name: string; sheet: string | null; rows: number | null; object: string | null; recognised_as: string | null }>; created: number; updated: number; matched: number; attached: number; interactions: number; skipped: number; rejected: number; by_object: Record<string, Record<string, number>>; warnings: Array<string>; dry_run: Record<string, unknown> | null; progress: { done: number; total: number | null } | null; job_id: string | null; taking_back: boolean; error: string | null; stopped: { reason: "disk_full" | "database" | "refused" | "died" | "mistake"; again: boolean } | null; change_set_id: string | null; undo: { job_id: string | null; state: string | null; done: number; total: number } | null; undone: number; conflicts: Array<Schemas["Conflict"]> };
  };
  /** Ask somebody to join, by mail and by a link that is shown once; it works once, for seven days. */
  "POST /api/v1/invitations": {
    params: undefined;
    query: undefined;
    body: { email: string; name?: string | null | undefined; role: string; teams?: Array<string> | undefined };
    answer: { id: string; email: string; name: string | null; role: string; teams: Array<string>; invited_by: string | null; created_at: string; expires_at: string; link: string; mail: boolean };
  };
  /** Send an invitation again, with a fresh link and seven more days; the one before ends. */
  "POST /api/v1/invitations/{id}/again": {
    params: { id: string };
    query: undefined;
    body: undefined;
    answer: { id: string; email: string; name: string | null; role: string; teams: Array<string>; invited_by: string | null; created_at: string; expires_at: string; link: string; mail: boolean };
  };
  /** Begin a credit note of an issued invoice: all that is left, some of its lines, or an amount before VAT. */
  "POST /api/v1/invoices/{id}/credit": {
    params: { id: string };
    query: undefined;
    body: { lines?: Array<{ line: string; quantity: string | number }> | undefined; amount?: string | number | undefined };
    answer: Schemas["AnyRecordParts"] & Record<string, unknown>;
  };
  /** Issue an invoice or credit note: it gets the next number of its year and is never changed again. */
  "POST /api/v1/invoices/{id}/issue": {
    params: { id: string };
    query: undefined;
    body: Record<string, unknown>;
    answer: Schemas["AnyRecordParts"] & Record<string, unknown>;
  };
  /** Have background work that was given up after too many tries go on where it stopped. */
  "POST /api/v1/jobs/{id}/again": {
    params: { id: string };
    query: undefined;
    body: undefined;
    answer: { id: string; state: "waiting" };
  };
  /** Ask a piece of background work to stop. */
  "POST /api/v1/jobs/{id}/cancel": {
    params: { id: string };
    query: undefined;
    body: undefined;
    answer: { id: string; cancelled: boolean };
  };
  /** Give a mail that is held, failed or uncertain another try. */
  "POST /api/v1/mail_outbox/{id}/send": {
    params: { id: string };
    query: undefined;
    body: undefined;
    answer: { id: string; state: "queued" };
  };
  /** Add a member with a first password, which they change; who has an account already is asked to join. */
  "POST /api/v1/members": {
    params: undefined;
    query: undefined;
    body: { name: string; email: string; role: string; password: string };
    answer: { id: string; name: string; email: string; role: string; active: true } | { id: string; email: string; name: string | null; role: string; teams: Array<string>; invited_by: string | null; created_at: string; expires_at: string; mail: boolean };
  };
  /** Take a merge apart, at any time: `preview` tells what goes where, `move` sends it elsewhere. */
  "POST /api/v1/merges/{id}/undo": {
    params: { id: string };
    query: { preview?: "true" | "false" | boolean | undefined };
    body: { overwrite?: "all" | Array<string> | undefined; force?: boolean | undefined; move?: Record<string, string> | undefined } | null | undefined;
    answer: { change_set_id: string | null; undone: number; conflicts: Array<Schemas["Conflict"]>; preview?: boolean; object?: string; survivor?: string; sides?: Array<{ id: string; name: string | null }>; values?: { changed: Array<{ record: string; field: string; now: unknown; before: unknown }>; kept: Array<{ record: string; field: string; now: unknown; before: unknown }> }; names?: Record<string, string>; entries?: Array<{ object: string; id: string; title: string | null; at: string | null; side: string; why: "before" | "address" | "thread" | "record" | "link" | "chosen" | "undecided" }>; more?: boolean } | { change_set_id: string | null; undone: number; conflicts: Array<Schemas["Conflict"]>; preview?: boolean; object?: string; survivor?: string; sides?: Array<{ id: string; name: string | null }>; values?: { changed: Array<{ record: string; field: string; now: unknown; before: unknown }>; kept: Array<{ record: string; field: string; now: unknown; before: unknown }> }; names?: Record<string, string>; entries?: Array<{ object: string; id: string; title: string | null; at: string | null; side: string; why: "before" | "address" | "thread" | "record" | "link" | "chosen" | "undecided" }>; more?: boolean; job_id: string };
  };
  /** Gives this workspace what a file says, as one change set; with `dry_run` only tells it. No data is lost. */
  "POST /api/v1/model/apply": {
    params: undefined;
    query: { prune?: "true" | "false" | boolean | undefined; dry_run?: "true" | "false" | boolean | undefined };
    body: { kith_model: 1; objects: Record<string, { key?: string | undefined; label?: { en: string; el: string } | undefined; plural?: { en: string; el: string } | undefined; icon?: string | undefined; title?: { en: string; el: string } | undefined; rules?: Array<{ formula: string; message: { en: string; el: string } }> | undefined; layout?: { highlights?: Array<string> | undefined; tabs: Array<{ key?: string | undefined; name: string | { en?: string | undefined; el?: string | undefined }; show_if?: unknown | undefined; sections: Array<{ key?: string | undefined; name: string | { en?: string | undefined; el?: string | undefined }; fields: Array<string>; columns?: 1 | 2 | undefined; collapsed?: boolean | undefined; show_if?: unknown | undefined }> }>; hidden?: Array<string> | undefined } | undefined; dated?: { from: string; to: string; key: string; reverse: string } | undefined; fields?: Record<string, { type?: string | undefined; label?: { en: string; el: string } | undefined; help?: { en: string; el: string } | null | undefined; required?: boolean | undefined; unique?: boolean | undefined; sensitive?: boolean | undefined; archived?: boolean | undefined; many?: boolean | undefined; to?: string | undefined; options?: Array<{ value: string; label: { en: string; el: string }; colour?: string | undefined; archived?: boolean | undefined; reverse?: { en: string; el: string } | undefined }> | undefined; default?: unknown | undefined; show_if?: unknown | undefined; rollup?: { of: string; by: string; fn: "count" | "sum" | "min" | "max"; take?: string | undefined; where?: unknown | undefined } | undefined; formula?: string | undefined; lookup?: { through: string; field: string } | undefined }> | undefined; order?: Array<string> | undefined }>; roles: Record<string, { name: string; help: string; rights: unknown }>; teams: Record<string, { parent: string | null }>; views: Record<string, Record<string, { kind: "table" | "board" | "calendar"; filter: unknown; sort: Array<string>; columns: Array<string>; group_by: string | null; layout: unknown; position: number }>> };
    answer: { change_set_id: string | null; differences: Array<{ change: "add" | "change" | "hide" | "stay"; what: "object" | "field" | "order" | "role" | "team" | "view"; path: string; name: { en: string; el: string }; before: unknown; after: unknown; text: { en: string; el: string } }> };
  };
  /** What a file would add, change and (with `prune`) hide in this workspace, and what only the workspace has. */
  "POST /api/v1/model/compare": {
    params: undefined;
    query: { prune?: "true" | "false" | boolean | undefined };
    body: { kith_model: 1; objects: Record<string, { key?: string | undefined; label?: { en: string; el: string } | undefined; plural?: { en: string; el: string } | undefined; icon?: string | undefined; title?: { en: string; el: string } | undefined; rules?: Array<{ formula: string; message: { en: string; el: string } }> | undefined; layout?: { highlights?: Array<string> | undefined; tabs: Array<{ key?: string | undefined; name: string | { en?: string | undefined; el?: string | undefined }; show_if?: unknown | undefined; sections: Array<{ key?: string | undefined; name: string | { en?: string | undefined; el?: string | undefined }; fields: Array<string>; columns?: 1 | 2 | undefined; collapsed?: boolean | undefined; show_if?: unknown | undefined }> }>; hidden?: Array<string> | undefined } | undefined; dated?: { from: string; to: string; key: string; reverse: string } | undefined; fields?: Record<string, { type?: string | undefined; label?: { en: string; el: string } | undefined; help?: { en: string; el: string } | null | undefined; required?: boolean | undefined; unique?: boolean | undefined; sensitive?: boolean | undefined; archived?: boolean | undefined; many?: boolean | undefined; to?: string | undefined; options?: Array<{ value: string; label: { en: string; el: string }; colour?: string | undefined; archived?: boolean | undefined; reverse?: { en: string; el: string } | undefined }> | undefined; default?: unknown | undefined; show_if?: unknown | undefined; rollup?: { of: string; by: string; fn: "count" | "sum" | "min" | "max"; take?: string | undefined; where?: unknown | undefined } | undefined; formula?: string | undefined; lookup?: { through: string; field: string } | undefined }> | undefined; order?: Array<string> | undefined }>; roles: Record<string, { name: string; help: string; rights: unknown }>; teams: Record<string, { parent: string | null }>; views: Record<string, Record<string, { kind: "table" | "board" | "calendar"; filter: unknown; sort: Array<string>; columns: Array<string>; group_by: string | null; layout: unknown; position: number }>> };
    answer: { equal: boolean; differences: Array<{ change: "add" | "change" | "hide" | "stay"; what: "object" | "field" | "order" | "role" | "team" | "view"; path: string; name: { en: string; el: string }; before: unknown; after: unknown; text: { en: string; el: string } }> };
  };
  /** Make an object of your own, with its first fields: lists, forms, search, history and rights at once. */
  "POST /api/v1/objects": {
    params: undefined;
    query: undefined;
    body: { label: string | { en?: string | undefined; el?: string | undefined }; plural: string | { en?: string | undefined; el?: string | undefined }; icon?: string | undefined; title?: string | { en?: string | undefined; el?: string | undefined } | undefined; fields?: Array<{ label: string; type: string; options?: Array<string> | undefined; to?: string | undefined; many?: boolean | undefined; required?: boolean | undefined; unique?: boolean | undefined; help?: string | undefined; rollup?: { of: string; by: string; fn: "count" | "sum" | "min" | "max"; take?: string | undefined; where?: unknown | undefined } | undefined; formula?: string | undefined; reverse?: { label: string; options?: Array<string> | undefined } | undefined; through?: string | undefined; field?: string | undefined }> | undefined };
    answer: { key: string; api: string; label: { en: string; el: string }; plural: { en: string; el: string }; icon: string; title: { en: string; el: string }; custom: true };
  };
  /** Add a field of your own. */
  "POST /api/v1/objects/{object}/fields": {
    params: { object: string };
    query: undefined;
    body: { label: string; type: string; options?: Array<string> | undefined; to?: string | undefined; many?: boolean | undefined; required?: boolean | undefined; unique?: boolean | undefined; help?: string | undefined; rollup?: { of: string; by: string; fn: "count" | "sum" | "min" | "max"; take?: string | undefined; where?: unknown | undefined } | undefined; formula?: string | undefined; reverse?: { label: string; options?: Array<string> | undefined } | undefined; through?: string | undefined; field?: string | undefined };
    answer: { key: string; type: string; label: { en: string; el: string }; custom: true };
  };
  /** Look a formula over: the type of its result and what it gives for three records, or where it is wrong. */
  "POST /api/v1/objects/{object}/fields/check": {
    params: { object: string };
    query: undefined;
    body: { formula: string; field?: string | undefined };
    answer: { type: string | null; errors: Array<{ code: string; message: string; at: number; parts: Record<string, string> }>; samples: Array<{ id: string; name: string | null; value: unknown }> };
  };
  /** Join choices: every record that has one of them gets the other instead, and they are no longer offered. */
  "POST /api/v1/objects/{object}/fields/{field}/join": {
    params: { object: string; field: string };
    query: undefined;
    body: { from: Array<string>; to: string };
    answer: { moved: number; change_set_id: string | null; job_id: string | null };
  };
  /** Split a choice: the records that have it, and for which a filter holds, get the other instead. */
  "POST /api/v1/objects/{object}/fields/{field}/split": {
    params: { object: string; field: string };
    query: undefined;
    body: { from: Array<string>; to: string; where: unknown };
    answer: { moved: number; change_set_id: string | null; job_id: string | null };
  };
  /** Begin an invoice for an order: all that is left, some of its lines, or a deposit. Never more than is left. */
  "POST /api/v1/orders/{id}/invoices": {
    params: { id: string };
    query: undefined;
    body: { lines?: Array<{ line: string; quantity: string | number }> | undefined; percent?: string | number | undefined };
    answer: Schemas["AnyRecordParts"] & Record<string, unknown>;
  };
  /** Enter a payment, or one paid back, and apply it to invoices or credit notes: all of it or nothing. */
  "POST /api/v1/payments": {
    params: undefined;
    query: undefined;
    body: { amount: string | number; currency?: string | undefined; company?: string | undefined; paid_on?: string | undefined; way?: "transfer" | "card" | "cash" | "other" | undefined; reference?: string | undefined; counterparty?: string | undefined; owner?: string | undefined; invoices?: Array<{ invoice: string; amount?: string | number | undefined }> | undefined; refunds?: string | undefined };
    answer: Schemas["AnyRecordParts"] & Record<string, unknown>;
  };
  /** Apply what is left of a payment to invoices. */
  "POST /api/v1/payments/{id}/apply": {
    params: { id: string };
    query: undefined;
    body: { invoices: Array<{ invoice: string; amount?: string | number | undefined }> };
    answer: Schemas["AnyRecordParts"] & Record<string, unknown>;
  };
  /** Reverse a payment that was entered by mistake or bounced: what it paid is owed again. */
  "POST /api/v1/payments/{id}/reverse": {
    params: { id: string };
    query: undefined;
    body: Record<string, unknown>;
    answer: Schemas["AnyRecordParts"] & Record<string, unknown>;
  };
  /** Record that a person said yes or no. Entries are never changed; `corrects` puts one in the place of another. */
  "POST /api/v1/people/{id}/consents": {
    params: { id: string };
    query: undefined;
    body: { channel: string; purpose: string; answer: "yes" | "no"; happened_at?: string | undefined; wording?: string | { name: string; text: string } | undefined; obtained_by?: string | undefined; form?: string | undefined; ip_address?: string | undefined; proof?: string | undefined; corrects?: string | undefined; reason?: string | undefined };
    answer: Schemas["AnyRecordParts"] & Record<string, unknown>;
  };
  /** Remove a person from every place, or their name from the record; `preview` only counts. Not undoable. */
  "POST /api/v1/people/{id}/erase": {
    params: { id: string };
    query: undefined;
    body: { mode: "erase" | "anonymise"; preview?: boolean | undefined; confirm?: string | undefined };
    answer: { id: string; at: string; mode: "erase" | "anonymise"; by: string; removed: Record<string, number>; left: Record<string, number>; preview: boolean };
  };
  /** Move a pipeline with its stages into the trash and its deals to a stage of another one, as one change. */
  "POST /api/v1/pipelines/{id}/retire": {
    params: { id: string };
    query: undefined;
    body: { to?: string | null | undefined };
    answer: { moved: number };
  };
  /** Natural words on a record become calls, meetings, mails, notes and tasks; dry_run only says what they mean. */
  "POST /api/v1/quick_entries": {
    params: undefined;
    query: undefined;
    body: { object: string; id: string; text: string; dry_run?: boolean | undefined };
    answer: { entries: Array<{ object: string; values: Record<string, unknown>; title: string }>; created: Array<{ object: string; id: string }> };
  };
  /** Approve a quote: it may be sent. */
  "POST /api/v1/quotes/{id}/approve": {
    params: { id: string };
    query: undefined;
    body: Record<string, unknown>;
    answer: Schemas["AnyRecordParts"] & Record<string, unknown>;
  };
  /** Ask for a quote to be approved. */
  "POST /api/v1/quotes/{id}/ask_approval": {
    params: { id: string };
    query: undefined;
    body: Record<string, unknown>;
    answer: Schemas["AnyRecordParts"] & Record<string, unknown>;
  };
  /** Make another link to the page of a quote that was sent. Those from before go on. */
  "POST /api/v1/quotes/{id}/links": {
    params: { id: string };
    query: undefined;
    body: Record<string, unknown>;
    answer: { link: string };
  };
  /** Have a quote be a draft again, also one that was sent and not answered: links to its page end. */
  "POST /api/v1/quotes/{id}/reopen": {
    params: { id: string };
    query: undefined;
    body: Record<string, unknown>;
    answer: Schemas["AnyRecordParts"] & Record<string, unknown>;
  };
  /** Send a quote: by mail, or by the link that is answered. From then on only a new version changes it. */
  "POST /api/v1/quotes/{id}/send": {
    params: { id: string };
    query: undefined;
    body: { to?: Array<string> | undefined; message?: string | undefined };
    answer: Schemas["AnyRecordParts"] & { link: string };
  };
  /** Begin the next version of a quote: a draft with the same lines. The one before stays until it is sent. */
  "POST /api/v1/quotes/{id}/versions": {
    params: { id: string };
    query: undefined;
    body: Record<string, unknown>;
    answer: Schemas["AnyRecordParts"] & Record<string, unknown>;
  };
  /** Remove, from the next night on, what a filter holds for. */
  "POST /api/v1/retention_rules": {
    params: undefined;
    query: undefined;
    body: { name: string; object: string; filter: unknown; action: "trash" | "anonymise" | "erase"; enabled?: boolean | undefined };
    answer: { id: string; name: string; object: string; filter: unknown; action: "trash" | "anonymise" | "erase"; enabled: boolean; last_run_at: string | null; last_count: number | null };
  };
  /** Which records a rule would remove if it ran now. */
  "POST /api/v1/retention_rules/preview": {
    params: undefined;
    query: undefined;
    body: { object: string; filter: unknown; action: "trash" | "anonymise" | "erase" };
    answer: { count: number; exact: boolean; examples: Array<{ id: string; name: string | null }> };
  };
  /** Make a role from rights, or as a copy of another one. */
  "POST /api/v1/roles": {
    params: undefined;
    query: undefined;
    body: { name: string; help?: string | undefined; rights?: unknown | undefined; copy_of?: string | undefined };
    answer: { key: string; name: string; help: string; built_in: boolean; rights?: Schemas["Rights"] };
  };
  /** What other rights would take from those who have a role, and give them; nothing is saved. */
  "POST /api/v1/roles/{key}/preview": {
    params: { key: string };
    query: undefined;
    body: { rights: unknown };
    answer: { objects: Array<{ object: string; create: { before: "none" | "own" | "team" | "all"; after: "none" | "own" | "team" | "all" }; members: Array<{ member: { id: string; name: string }; read: { lost: number; gained: number }; update: { lost: number; gained: number }; delete: { lost: number; gained: number } }> }>; fields: Array<{ object: string; field: string; before: "hidden" | "read" | "write"; after: "hidden" | "read" | "write" }>; actions: Array<{ action: string; before: boolean; after: boolean }>; administers: { before: boolean; after: boolean }; members: number };
  };
  /** Add a member without sign-in, for a program; somebody answers for it, and it comes in by keys alone. */
  "POST /api/v1/service_accounts": {
    params: undefined;
    query: undefined;
    body: { name: string; role: string; responsible?: string | undefined };
    answer: { id: string; name: string; role: string; responsible: string | null };
  };
  /** Make the first workspace and its owner. */
  "POST /api/v1/setup": {
    params: undefined;
    query: undefined;
    body: { workspace: string; name: string; email: string; password: string; sample?: boolean | undefined; region?: string | undefined; time_zone?: string | undefined; currency?: string | undefined; language?: "en" | "el" | undefined };
    answer: { workspace: { id: string; slug: string; name: string }; sample_job: string | null };
  };
  /** Move a stage into the trash and its deals to another stage, as one change. */
  "POST /api/v1/stages/{id}/retire": {
    params: { id: string };
    query: undefined;
    body: { to?: string | null | undefined };
    answer: { moved: number };
  };
  /** Mark a task done; one that repeats comes back with its next due time. */
  "POST /api/v1/tasks/{id}/complete": {
    params: { id: string };
    query: undefined;
    body: undefined;
    answer: Schemas["AnyRecordParts"] & { next_id: string | null };
  };
  /** Make a team, part of another one or not. */
  "POST /api/v1/teams": {
    params: undefined;
    query: undefined;
    body: { name: string; parent?: string | null | undefined; members?: Array<string> | undefined };
    answer: { id: string; name?: string; parent?: string | null; members?: Array<string> };
  };
  /** Save a view. */
  "POST /api/v1/views": {
    params: undefined;
    query: undefined;
    body: { object: string; name: string; kind?: "table" | "board" | "calendar" | undefined; filter?: unknown | undefined; sort?: Array<string> | undefined; columns?: Array<string> | undefined; group_by?: string | null | undefined; layout?: { widths?: Record<string, number> | undefined; pinned?: number | undefined; totals?: Record<string, "sum" | "avg" | "min" | "max" | "none"> | undefined; colours?: Array<{ filter: unknown; colour: "grey" | "green" | "amber" | "red" | "blue" | "violet" | "teal" }> | undefined } | null | undefined; shared?: boolean | undefined; team_id?: string | null | undefined; position?: number | undefined };
    answer: Schemas["View"];
  };
  /** Make a webhook; this answer is the only time its secret is shown. */
  "POST /api/v1/webhooks": {
    params: undefined;
    query: undefined;
    body: { label: string; url: string; events: Array<string>; include?: "ids" | "record" | undefined; role?: string | undefined; member?: string | null | undefined };
    answer: { id: string; label: string; url: string; events: Array<string>; include: "ids" | "record"; role: string; member: string | null; old_secret_until: string | null; state: "enabled" | "disabled"; disabled_reason: string | null; failing_since: string | null; created_at: string; secret: string };
  };
  /** Send a delivery once more, under its id. */
  "POST /api/v1/webhooks/{id}/deliveries/{delivery}/replay": {
    params: { id: string; delivery: string };
    query: undefined;
    body: undefined;
    answer: { id: string; state: "waiting" };
  };
  /** Send all deliveries that failed once more, since a moment or ever. */
  "POST /api/v1/webhooks/{id}/replay": {
    params: { id: string };
    query: undefined;
    body: { since?: string | undefined } | undefined;
    answer: { replayed: number };
  };
  /** Give a webhook a new secret, shown once; the old one goes on signing for 24 hours. */
  "POST /api/v1/webhooks/{id}/rotate": {
    params: { id: string };
    query: undefined;
    body: undefined;
    answer: { id: string; label: string; url: string; events: Array<string>; include: "ids" | "record"; role: string; member: string | null; old_secret_until: string | null; state: "enabled" | "disabled"; disabled_reason: string | null; failing_since: string | null; created_at: string; secret: string };
  };
  /** Send the event webhook.test; answers with the id of its delivery. */
  "POST /api/v1/webhooks/{id}/test": {
    params: { id: string };
    query: undefined;
    body: undefined;
    answer: { delivery: string };
  };
  /** Create a record. */
  "POST /api/v1/{object}": {
    params: { object: string };
    query: undefined;
    body: Schemas["RowValues"];
    answer: Schemas["Row"];
  };
  /** Create, change, upsert or delete up to 1,000 records at once. */
  "POST /api/v1/{object}/batch": {
    params: { object: string };
    query: undefined;
    body: { operations: Array<unknown>; atomic?: boolean | undefined };
    answer: { results: Array<{ index: number; status: "created" | "updated" | "deleted" | "failed"; id: string | null; errors?: Array<{ pointer: string; code: string; message: string }> }> };
  };
  /** Change all records of a filter in the background, as one change set; `preview` only counts them. */
  "POST /api/v1/{object}/bulk": {
    params: { object: string };
    query: undefined;
    body: { action: "update" | "trash" | "restore" | "run"; run?: string | undefined; input?: Record<string, unknown> | undefined; values?: Record<string, unknown> | undefined; add?: Record<string, Array<unknown>> | undefined; remove?: Record<string, Array<unknown>> | undefined; filter?: unknown | undefined; q?: string | undefined; ids?: Array<string> | undefined; except?: Array<string> | undefined; preview?: boolean | undefined };
    answer: { total: number } | { job_id: string; change_set_id: string };
  };
  /** Which of these records others changed since an instant and since you looked at each: id to when. */
  "POST /api/v1/{object}/changed": {
    params: { object: string };
    query: undefined;
    body: { ids: Array<string>; since: string };
    answer: { changed: Record<string, string> };
  };
  /** Compare two moments: which records came, went, moved and grew, with sums by currency. */
  "POST /api/v1/{object}/compare": {
    params: { object: string };
    query: undefined;
    body: { from: string; to?: string | undefined; filter?: unknown | undefined; by?: string | undefined; measure?: string | undefined; show?: "came" | "went" | "moved" | "grew" | "shrank" | undefined; limit?: number | undefined; cursor?: string | undefined };
    answer: { totals: { came: { count: number; sum: Array<{ amount: string; currency: string | null }> }; went: { count: number; sum: Array<{ amount: string; currency: string | null }> }; moved: { count: number; sum: Array<{ amount: string; currency: string | null }> }; grew: { count: number; sum: Array<{ amount: string; currency: string | null }> }; shrank: { count: number; sum: Array<{ amount: string; currency: string | null }> } }; moves: Array<{ from: { value: unknown; label: string | null }; to: { value: unknown; label: string | null }; count: number }>; data: Array<Record<string, unknown>>; next_cursor: string | null };
  };
  /** Remember that you look at this list; answers with when you looked before, null the first time. */
  "POST /api/v1/{object}/looked": {
    params: { object: string };
    query: undefined;
    body: undefined;
    answer: { looked_at: string | null };
  };
  /** List, group or add up records by a filter in the body. */
  "POST /api/v1/{object}/query": {
    params: { object: string };
    query: undefined;
    body: { filter?: unknown | undefined; sort?: string | Array<string> | undefined; fields?: Array<string> | undefined; q?: string | undefined; limit?: number | undefined; cursor?: string | undefined; total?: boolean | "quick" | undefined; trash?: boolean | undefined; as_of?: string | undefined; group_by?: string | undefined; colours?: Array<unknown> | undefined; group?: string | null | undefined; aggregate?: Array<{ fn: "count" | "sum" | "avg" | "min" | "max"; field?: string | undefined; times?: string | undefined }> | undefined };
    answer: { data: Array<Schemas["Row"]>; next_cursor: string | null; total?: { count: number; exact: boolean; at_least?: number }; colours?: Array<number | null> } | { groups: Array<{ key: unknown; label: string | null; values: Record<string, unknown> }>; more: boolean };
  };
  /** Follow a record. */
  "POST /api/v1/{object}/{id}/follow": {
    params: { object: string; id: string };
    query: undefined;
    body: undefined;
    answer: { following: boolean };
  };
  /** Remember that you look at this record; answers with the fields that others changed since you looked before. */
  "POST /api/v1/{object}/{id}/looked": {
    params: { object: string; id: string };
    query: undefined;
    body: undefined;
    answer: { looked_at: string | null; fields: Array<string> };
  };
  /** Make one record of several; answers with the merge id under which it can be undone. */
  "POST /api/v1/{object}/{id}/merge": {
    params: { object: string; id: string };
    query: undefined;
    body: { with: Array<string>; values?: Schemas["RowValues"] | undefined };
    answer: Schemas["RowParts"] & { merge_id: string | null };
  };
  /** Take a record out of the trash. */
  "POST /api/v1/{object}/{id}/restore": {
    params: { object: string; id: string };
    query: undefined;
    body: undefined;
    answer: Schemas["Row"];
  };
  /** Share a record with a member or a team, to read it or to change it. */
  "POST /api/v1/{object}/{id}/shares": {
    params: { object: string; id: string };
    query: undefined;
    body: { member?: string | undefined; team?: string | undefined; level?: "read" | "write" | undefined };
    answer: { data: Array<{ holder: { kind: "member" | "team"; id: string; name: string | null }; level: "read" | "write"; by: { id: string; name: string | null } | null; at: string }>; private: boolean; followers: Array<{ id: string; name: string }>; following: boolean; can?: { update: boolean; delete: boolean; share: boolean; make_private: boolean } };
  };
  /** Keep exchange rates, all or none: as rows, or the file of the European Central Bank. No record changes. */
  "PUT /api/v1/exchange_rates": {
    params: undefined;
    query: undefined;
    body: { rates?: Array<{ currency: string; day: string; rate: string }> | undefined; ecb?: string | undefined };
    answer: { written: number; newest: string | null; more: boolean };
  };
  /** Write all lines of an invoice: those left out go, sums follow. What a line does not say is its product's. */
  "PUT /api/v1/invoices/{id}/lines": {
    params: { id: string };
    query: undefined;
    body: { lines: Array<{ id?: string | undefined; kind?: "item" | "heading" | "note" | undefined; product?: string | null | undefined; name?: string | undefined; description?: string | null | undefined; quantity?: string | number | undefined; unit?: string | null | undefined; unit_price?: string | number | null | undefined; discount_percent?: string | number | null | undefined; period?: "once" | "month" | "quarter" | "year" | undefined; optional?: boolean | undefined; chosen?: boolean | undefined; tax_rate?: string | null | undefined; cost?: string | number | null | undefined }>; currency?: string | undefined; discount_percent?: string | number | null | undefined };
    answer: { document: Schemas["AnyRecord"]; data: Array<Schemas["AnyRecord"]>; taxes: Array<{ category: string; percent: number; taxable: string; tax: string; reason: string | null }> };
  };
  /** Arrange the record pages of an object: highlights, tabs, sections, hidden fields; one change, one undo. */
  "PUT /api/v1/objects/{object}/layout": {
    params: { object: string };
    query: undefined;
    body: { highlights?: Array<string> | undefined; tabs: Array<{ key?: string | undefined; name: string | { en?: string | undefined; el?: string | undefined }; show_if?: unknown | undefined; sections: Array<{ key?: string | undefined; name: string | { en?: string | undefined; el?: string | undefined }; fields: Array<string>; columns?: 1 | 2 | undefined; collapsed?: boolean | undefined; show_if?: unknown | undefined }> }>; hidden?: Array<string> | undefined };
    answer: { object: string; layout: Schemas["PageLayout"] | null };
  };
  /** Write all lines of an order: those left out go, sums follow. What a line does not say is its product's. */
  "PUT /api/v1/orders/{id}/lines": {
    params: { id: string };
    query: undefined;
    body: { lines: Array<{ id?: string | undefined; kind?: "item" | "heading" | "note" | undefined; product?: string | null | undefined; name?: string | undefined; description?: string | null | undefined; quantity?: string | number | undefined; unit?: string | null | undefined; unit_price?: string | number | null | undefined; discount_percent?: string | number | null | undefined; period?: "once" | "month" | "quarter" | "year" | undefined; optional?: boolean | undefined; chosen?: boolean | undefined; tax_rate?: string | null | undefined; cost?: string | number | null | undefined }>; currency?: string | undefined; discount_percent?: string | number | null | undefined };
    answer: { document: Schemas["AnyRecord"]; data: Array<Schemas["AnyRecord"]>; taxes: Array<{ category: string; percent: number; taxable: string; tax: string; reason: string | null }> };
  };
  /** Write all lines of a quote: those left out go, sums follow. What a line does not say is its product's. */
  "PUT /api/v1/quotes/{id}/lines": {
    params: { id: string };
    query: undefined;
    body: { lines: Array<{ id?: string | undefined; kind?: "item" | "heading" | "note" | undefined; product?: string | null | undefined; name?: string | undefined; description?: string | null | undefined; quantity?: string | number | undefined; unit?: string | null | undefined; unit_price?: string | number | null | undefined; discount_percent?: string | number | null | undefined; period?: "once" | "month" | "quarter" | "year" | undefined; optional?: boolean | undefined; chosen?: boolean | undefined; tax_rate?: string | null | undefined; cost?: string | number | null | undefined }>; currency?: string | undefined; discount_percent?: string | number | null | undefined };
    answer: { document: Schemas["AnyRecord"]; data: Array<Schemas["AnyRecord"]>; taxes: Array<{ category: string; percent: number; taxable: string; tax: string; reason: string | null }> };
  };
  /** Choose for how many days deeds can be taken back: 90 at least. The history itself stays whole. */
  "PUT /api/v1/settings/history": {
    params: undefined;
    query: undefined;
    body: { undo_days: number | null };
    answer: { undo_days: number | null };
  };
  /** Arrange your menu of saved views anew; null gives every view in its usual order again. */
  "PUT /api/v1/sidebar": {
    params: undefined;
    query: undefined;
    body: { items: Array<{ view: string } | { folder: string; views: Array<string> }> | null };
    answer: { items: Array<{ view: string } | { folder: string; views: Array<string> }> | null };
  };
  /** Set the provider; the secret may be left out where issuer and client stay. For owners who signed in. */
  "PUT /api/v1/single_sign_on": {
    params: undefined;
    query: undefined;
    body: { issuer: string; client_id: string; client_secret?: string | null | undefined; domains: Array<string>; newcomer_role?: string | null | undefined; active?: boolean | undefined; only_way?: boolean | undefined };
    answer: { provider: { issuer: string; client_id: string; secret_set_at: string | null; domains: Array<string>; newcomer_role: string | null; active: boolean; only_way: boolean } | null; redirect_uri: string };
  };
  /** Create the record with this value, or change it. */
  "PUT /api/v1/{object}/by/{field}/{value}": {
    params: { object: string; field: string; value: string };
    query: undefined;
    body: Schemas["RowValues"];
    answer: Schemas["Row"];
  };
  /** Make a record private: for its owner, those it is shared with, and administrators; or open it again. */
  "PUT /api/v1/{object}/{id}/privacy": {
    params: { object: string; id: string };
    query: undefined;
    body: { private: boolean };
    answer: { data: Array<{ holder: { kind: "member" | "team"; id: string; name: string | null }; level: "read" | "write"; by: { id: string; name: string | null } | null; at: string }>; private: boolean; followers: Array<{ id: string; name: string }>; following: boolean; can?: { update: boolean; delete: boolean; share: boolean; make_private: boolean } };
  };
}
