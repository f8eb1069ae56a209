import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { FastifyInstance } from 'fastify';
import { createApiKey, passwordCost } from '#kernel/access';
import type { Config } from '#kernel/config';
import type { Egress } from '#kernel/egress';
import { sql, type DatabaseServer } from '#kernel/database';
import type { Route } from '#kernel/http';
import { createLog } from '#kernel/telemetry';
import type { Context, Workspace } from '#kernel/workspace';
import { createApp, listRoutes } from '../../server/app/create-app.ts';
import { modules } from '../../server/app/modules.ts';
import { addMember } from '../../server/app/routes/members.ts';
import { createServices, type Services } from '../../server/app/services.ts';
import { createWorkspace, migrateAll } from '../../server/app/workspaces.ts';
import { watchAnswers, type WatchedAnswers } from './answers.ts';
import { testDatabase, type TestClone } from './database.ts';
import { watchPools, type Statement, type Watched } from './statements.ts';

/** An answer as a test reads it: `body` is the parsed JSON, or the text where it is none. */
export interface Answer {
  status: number;
  headers: Record<string, string | undefined>;
  // oxlint-disable-next-line typescript/no-explicit-any -- tests look into answers of any shape
  body: any;
  bytes: Buffer;
}

/** Somebody who calls the API: an API key and the member behind it. */
export interface TestMember {
  id: string;
  key: string;
}

export interface TestApp {
  services: Services;
  app: FastifyInstance;
  workspace: Workspace;
  owner: TestMember;
  /** One request as the owner, or as `as`; null as a stranger. A FormData body goes as multipart. */
  request(method: string, path: string, body?: unknown, options?: RequestOptions): Promise<Answer>;
  /** A further member with a key of the same role. */
  addMember(name: string, role: string): Promise<TestMember>;
  /** Every route of the product. */
  routes(): Route[];
  /** The same services behind another HTTP application. */
  reopen(more: Partial<Services>): Promise<FastifyInstance>;
  /** Runs every event and job that is due, in this call; nothing runs in the background of a test. */
  drain(): Promise<void>;
  /** What the work asked of the workspaces' database, without BEGIN, SET LOCAL and COMMIT. */
  watch<T>(work: () => Promise<T>): Promise<{ result: T; statements: Statement[] }>;
  /** A further workspace on the same database, with its owner. */
  addWorkspace(name: string): Promise<{ workspace: Workspace; owner: TestMember }>;
  /** A browser that signed in: its cookie and what it was answered. */
  signIn(email: string, password: string, more?: SignInOptions): Promise<Answer & { cookie: string }>;
  inWorkspace<T>(work: (ctx: Context) => Promise<T>): Promise<T>;
  close(): Promise<void>;
}

export interface RequestOptions {
  as?: TestMember | null;
  headers?: Record<string, string>;
}

export interface SignInOptions {
  code?: string;
  headers?: Record<string, string>;
}

export interface TestAppOptions {
  /** The only clock of the product. */
  clock?: () => Date;
  config?: Partial<Config>;
  /** The worker runs as in life, for tests that look at pages; else only `drain` moves it. */
  background?: boolean;
  /** The way out to receivers of webhooks. */
  egress?: Egress;
}

/** The product as it is opened, without anybody in it. */
export type BareApp = Pick<TestApp, 'services' | 'app' | 'close'>;

// Hashing is the dearest thing that tests would do. `programs` are started with the real cost.
passwordCost.N = 2 ** 9;

export const ownerAccount = { name: 'Anna Georgiou', email: 'anna@firm.example', password: 'four ordinary words here' };
const firm = { name: 'Firm', region: 'CY', timeZone: 'Asia/Nicosia', currency: 'EUR', language: 'en' as const };
let template: Promise<TestMember> | undefined;

/** The whole product on a database of its own: a clone of one migrated template with one workspace and its owner. */
export async function testApp(options: TestAppOptions = {}): Promise<TestApp> {
  const database = await testDatabase();
  template ??= makeTemplate();
  const owner = await template;
  const { services, app, close, watched, answers } = await openProduct(await database.cloneTemplate('app'), options);
  const [workspace] = await services.directory.list();
  if (!workspace) throw new Error('the template has no workspace');
  return {
    services,
    app,
    workspace,
    owner,
    request: async (...[method, path, body, more]) => {
      const answer = await request(app, { method, path, body, as: owner, ...more });
      answers.requireTrue();
      return answer;
    },
    addMember: (name, role) => takeIn(services, workspace, { name, role }),
    routes: () => listRoutes(services),
    reopen: async (more) => {
      const again = await createApp({ ...services, ...more });
      answers.follow(again);
      return again;
    },
    drain: () => services.worker.drain(),
    watch: watched.watch,
    addWorkspace: (name) => foundFirm(services, name),
    signIn: async (email, password, more = {}) => {
      const body = { email, password, ...(more.code ? { code: more.code } : {}) };
      const sent = { method: 'POST', path: '/api/auth/sign-in', body, as: null, headers: more.headers ?? {} };
      const answer = await request(app, sent);
      return { ...answer, cookie: String(answer.headers['set-cookie'] ?? '').split(';')[0]! };
    },
    inWorkspace: (work) => services.inWorkspace(workspace, work),
    close,
  };
}

/** A fresh installation, before its first visit: migrated, with no workspace. */
export async function bareApp(options: TestAppOptions = {}): Promise<BareApp> {
  const database = await testDatabase();
  await database.makeTemplate('bare', async (server) => {
    const services = open({ server, config: database.config });
    await migrateAll(services);
    await services.pools.end();
  });
  return openProduct(await database.cloneTemplate('bare'), options);
}

interface Opened extends BareApp {
  watched: Watched;
  answers: WatchedAnswers;
}

async function openProduct(clone: TestClone, options: TestAppOptions): Promise<Opened> {
  const { config: base } = await testDatabase();
  const dataDir = mkdtempSync(join(tmpdir(), 'kith-app-'));
  const watched = watchPools();
  const config = { ...base, dataDir, ...options.config };
  const services = open({ server: clone, config, clock: options.clock, watched, egress: options.egress });
  if (!options.background) services.worker.wake = () => undefined;
  const answers = watchAnswers();
  services.serving = answers.serving;
  const app = await createApp(services);
  answers.follow(app);
  if (options.background) services.worker.start();
  return {
    services,
    app,
    watched,
    answers,
    close: async () => {
      await app.close();
      await services.worker.stop();
      await services.pools.end();
      await clone.drop();
      rmSync(dataDir, { recursive: true, force: true });
      watched.requireClean();
      answers.requireTrue();
    },
  };
}

async function makeTemplate(): Promise<TestMember> {
  const database = await testDatabase();
  let owner: TestMember | undefined;
  await database.makeTemplate('app', async (server) => {
    const services = open({ server, config: database.config });
    await migrateAll(services);
    const workspace = await createWorkspace(services, firm, ownerAccount);
    const { id } = await services.inWorkspace(workspace, (ctx) =>
      ctx.db.one<{ id: string }>(sql`select id from ${ctx.db.table('member')}`),
    );
    owner = await giveKey(services, workspace, { id, name: ownerAccount.name, role: 'owner' });
    await services.pools.end();
  });
  if (!owner) throw new Error('the template was made twice');
  return owner;
}

interface Opening {
  server: DatabaseServer;
  config: Config;
  clock?: (() => Date) | undefined;
  watched?: Watched;
  egress?: Egress | undefined;
}

function open({ server, config, clock, watched, egress }: Opening): Services {
  const options = {
    ...(clock ? { clock } : {}),
    ...(watched ? { observe: watched.observe } : {}),
    ...(egress ? { egress } : {}),
  };
  const services = createServices({ config, log: createLog(config), server, modules, ...options });
  watched?.lint(services.pools);
  return services;
}

async function foundFirm(services: Services, name: string): Promise<{ workspace: Workspace; owner: TestMember }> {
  const account = { ...ownerAccount, email: `owner.${name.toLowerCase()}@other.example` };
  const workspace = await createWorkspace(services, { ...firm, name }, account);
  const { id } = await services.inWorkspace(workspace, (ctx) =>
    ctx.db.one<{ id: string }>(sql`select id from ${ctx.db.table('member')}`),
  );
  return { workspace, owner: await giveKey(services, workspace, { id, name: account.name, role: 'owner' }) };
}

async function takeIn(
  services: Services,
  workspace: Workspace,
  member: { name: string; role: string },
): Promise<TestMember> {
  const email = `${member.name.toLowerCase().replaceAll(/[^a-z0-9]+/g, '.')}@firm.example`;
  const id = await addMember(services, workspace, { ...member, email, password: ownerAccount.password });
  return giveKey(services, workspace, { id, ...member });
}

async function giveKey(
  services: Services,
  workspace: Workspace,
  member: { id: string; name: string; role: string },
): Promise<TestMember> {
  const { name, role } = member;
  const key = { workspaceId: workspace.id, name, role, memberId: member.id, expiresAt: null };
  return { id: member.id, key: (await createApiKey(services.pools, key)).key };
}

interface Sent extends RequestOptions {
  method: string;
  path: string;
  body: unknown;
}

async function request(app: FastifyInstance, sent: Sent): Promise<Answer> {
  const headers: Record<string, string> = { ...sent.headers };
  if (sent.as) headers['authorization'] = `Bearer ${sent.as.key}`;
  const payload = await write(sent.body, headers);
  const method = sent.method as 'GET';
  const answer = await app.inject({ method, url: sent.path, headers, ...(payload === undefined ? {} : { payload }) });
  const json = /application\/(problem\+)?json\b(?!l)/.test(String(answer.headers['content-type'] ?? ''));
  return {
    status: answer.statusCode,
    headers: answer.headers as Record<string, string | undefined>,
    body: json ? JSON.parse(answer.body) : answer.body,
    bytes: answer.rawPayload,
  };
}

async function write(body: unknown, headers: Record<string, string>): Promise<string | Buffer | undefined> {
  if (body === undefined) return undefined;
  if (body instanceof FormData) {
    const form = new Response(body);
    headers['content-type'] = form.headers.get('content-type') ?? '';
    return Buffer.from(await form.arrayBuffer());
  }
  headers['content-type'] ??= 'application/json';
  return typeof body === 'string' || Buffer.isBuffer(body) ? body : JSON.stringify(body);
}
