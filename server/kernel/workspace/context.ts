import type { Db, Observer, Pools } from '#kernel/database';
import { inTransaction } from '#kernel/database';
import type { Log } from '#kernel/telemetry';
import type { DayRate } from '#shared/currencies/rates';
import type { AccessModel } from '#shared/rights';

/** One firm's data and its settings. `model` is the effective object model, read through `catalogOf`. */
export interface Workspace {
  id: string;
  slug: string;
  name: string;
  /** ISO 3166-1 alpha-2; the country of a phone number written without one. */
  region: string;
  /** IANA name; days and weeks of the firm are cut in it. */
  timeZone: string;
  /** ISO 4217; sums are shown in it. */
  currency: string;
  language: 'en' | 'el';
  /** Rises with each change of the object model. */
  modelVersion: number;
  schema: string;
  /** NOLOGIN role of the schema; null where the operator's server cannot have one ("wall: by query only"). */
  role: string | null;
  model: unknown;
  /** Roles and teams, of the same version as the model. */
  access: AccessModel;
  /** The newest exchange rate of each currency, of the same version as the model. */
  rates: ReadonlyMap<string, DayRate>;
}

/** Who acts. A job acts as `system`, on behalf of the member whose id it carries where there is one. */
export interface Actor {
  kind: 'member' | 'key' | 'system';
  /** The member in this workspace; null for the system. */
  memberId: string | null;
  userId: string | null;
  name: string;
  role: string;
  /** The role of the member that a key belongs to: the key has only the rights that both have. */
  within?: string | null;
  /** Of a key that may not do all that its role may: the text of its scopes (`Scopes`). */
  scopes?: string | null;
  sessionId?: string;
  /** Of a session that a firm's provider vouched for: the one workspace it is good in. */
  bound?: string | null;
  /** Who really looks, where an administrator does through this member's eyes. */
  by?: { memberId: string | null; name: string };
  /** From where a request came. */
  address?: string;
  /** Identifies the caller for idempotency keys and limits. */
  key: string;
}

/** Everything a function may rely on, always the first parameter, never ambient. */
export interface Context {
  workspace: Workspace;
  actor: Actor;
  db: Db;
  now: Date;
  log: Log;
}

export interface ContextSource {
  pools: Pools;
  log: Log;
  clock: () => Date;
  observe?: Observer | null;
}

/** The system as an actor: jobs, imports that go on after a restart, schedules. */
export const system: Actor = {
  kind: 'system',
  memberId: null,
  userId: null,
  name: 'Kith',
  role: 'owner',
  key: 'system',
};

/** Runs the work in one transaction of the workspace, under its role. */
export async function withContext<T>(
  source: ContextSource,
  who: { workspace: Workspace; actor: Actor; timeout?: number },
  work: (ctx: Context) => Promise<T>,
): Promise<T> {
  const { workspace, actor, timeout } = who;
  const options = {
    schema: workspace.schema,
    role: workspace.role,
    observe: source.observe ?? null,
    ...(timeout === undefined ? {} : { timeout }),
  };
  return inTransaction(source.pools.app, options, (db) =>
    work({ workspace, actor, db, now: source.clock(), log: source.log }),
  );
}
