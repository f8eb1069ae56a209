import { accessErrors, createSecretBox } from '#kernel/access';
import { auditJobs } from '#kernel/audit';
import type { Config } from '#kernel/config';
import { createPools, sql, type DatabaseServer, type Observer, type Pools } from '#kernel/database';
import { createEgress, type Egress } from '#kernel/egress';
import { createHub, type Hub } from '#kernel/events';
import { createFileStore, fileErrors, type FileStore } from '#kernel/files';
import { httpErrors, type RouteServices } from '#kernel/http';
import { createWorker, type JobDefinition, type Share, type Worker } from '#kernel/jobs';
import { createMailServer, mailErrors, mailJobs, type MailServer } from '#kernel/mail';
import { checkModules, type Module, type ModuleServices } from '#kernel/module';
import {
  createCatalogs,
  File,
  changeTypeJob,
  dropColumnsJob,
  checkRollupsJob,
  followJob,
  moveOptionsJob,
  newDayJob,
  indexViewJob,
  bulkJob,
  undoJob,
  uniqueJob,
  workOutJob,
  Member,
  objectErrors,
  Tag,
  Team,
  type ObjectDefinition,
} from '#kernel/objects';
import type { Log } from '#kernel/telemetry';
import {
  createDirectory,
  inControl,
  system,
  withContext,
  type Context,
  type ContextSource,
  type Directory,
  type Workspace,
} from '#kernel/workspace';
import type { ErrorTable } from '#shared/failure';
import packageFile from '#package' with { type: 'json' };
import { appErrors } from './errors.ts';
import { retentionJobs } from './retention/retention-job.ts';
import { housekeeping } from './housekeeping.ts';
import { addSampleJob, queueSample } from './sample/add-sample.ts';

const { version } = packageFile;
const providerMillis = 10_000; // somebody waits for it (trust.md §8)

/** Everything one process holds open, made once and passed on. */
export interface Services extends ModuleServices {
  config: Config;
  log: Log;
  server: DatabaseServer;
  pools: Pools;
  directory: Directory;
  source: ContextSource;
  hub: Hub;
  worker: Worker;
  jobs: readonly JobDefinition<never>[];
  files: FileStore;
  modules: readonly Module[];
  definitions: readonly ObjectDefinition[];
  errors: ErrorTable;
  /** The way out to what firms sign in with. */
  providers: Egress;
  /** Version of the program. */
  version: string;
  /** The account of an address that is known to exist. */
  findAccountId(email: string): Promise<string>;
  /** Fills a workspace with the sample firm, in the background. */
  addSample(workspace: Workspace): Promise<string | null>;
  inWorkspace<T>(workspace: Workspace, work: (ctx: Context) => Promise<T>): Promise<T>;
  /** What the console printed for the first visit, where the page asks for it. */
  setupToken: string | null;
  /** Told of every request that reaches a route; only tests set it. */
  serving?: RouteServices['serving'];
}

export interface ServiceOptions {
  config: Config;
  log: Log;
  server: DatabaseServer;
  modules: readonly Module[];
  clock?: () => Date;
  observe?: Observer;
  setupToken?: string | null;
  /** The way out, in place of one that asks the system for names. */
  egress?: Egress;
  /** How long work is shared with another process. */
  share?: Share | undefined;
  /** Where events go, in place of the open pages of this process. */
  hub?: Hub;
  /** How much this process stands back behind others; see `createPools`. */
  niceness?: number;
}

/** Every error code of the product with its status, title and help. */
export function errorTable(modules: readonly Module[]): ErrorTable {
  const tables = [
    httpErrors,
    accessErrors,
    fileErrors,
    mailErrors,
    objectErrors,
    appErrors,
    ...modules.map((module) => module.errors ?? {}),
  ];
  return Object.assign({}, ...tables) as ErrorTable;
}

export function createServices(options: ServiceOptions): Services {
  const { config, log, server, modules } = options;
  checkModules(modules);
  const definitions = [...modules.flatMap((module) => module.objects ?? []), File, Tag, Member, Team];
  const pools = createPools(server, log, { niceness: options.niceness ?? 0 });
  const actions = modules.flatMap((module) => module.actions ?? []);
  const catalogs = createCatalogs(pools, definitions, actions);
  const directory = createDirectory(pools, { wall: server.wall, attach: catalogs.attach });
  const source: ContextSource = {
    pools,
    log,
    clock: options.clock ?? (() => new Date()),
    observe: options.observe ?? null,
  };
  const hub = options.hub ?? createHub();
  const given: ModuleServices = {
    source,
    pools,
    directory,
    dataDir: config.dataDir,
    publicUrl: config.publicUrl,
    box: createSecretBox(config.secret),
    egress: options.egress ?? createEgress({ allowPrivate: config.webhookAllowPrivate }),
  };
  const jobs = [
    ...modules.flatMap((module) => module.jobs?.(given) ?? []),
    ...auditJobs(given),
    ...mailJobs(openMailServer(config), given.box),
    indexViewJob(pools) as unknown as JobDefinition<never>,
    dropColumnsJob(pools) as unknown as JobDefinition<never>,
    changeTypeJob(pools) as unknown as JobDefinition<never>,
    uniqueJob(pools) as unknown as JobDefinition<never>,
    ...[bulkJob, undoJob, workOutJob, checkRollupsJob, newDayJob, followJob, moveOptionsJob].map(
      (job) => job as unknown as JobDefinition<never>,
    ),
    ...housekeeping(given),
    ...retentionJobs(given),
    addSampleJob as never,
  ];
  const listeners = modules.flatMap((module) => module.listeners ?? []);
  return {
    ...given,
    config,
    log,
    server,
    hub,
    jobs,
    worker: createWorker({ source, directory, hub, jobs, listeners, share: options.share }),
    files: createFileStore(config.dataDir),
    modules,
    definitions,
    errors: errorTable(modules),
    providers: createEgress({ allowPrivate: config.ssoAllowPrivate, patience: providerMillis }),
    version,
    findAccountId: async (email) => {
      const row = await inControl(pools, (db) =>
        db.one<{ id: string }>(sql`select id from ${db.table('account')} where email = ${email}`),
      );
      return row.id;
    },
    addSample: (workspace) => withContext(source, { workspace, actor: system }, queueSample),
    inWorkspace: (workspace, work) => withContext(source, { workspace, actor: system }, work),
    setupToken: options.setupToken ?? null,
  };
}

/** The operator's mail server, or null where none is set up. Kith writes as MAIL_FROM, or as itself. */
function openMailServer({ smtpUrl, mailFrom, publicUrl }: Config): MailServer | null {
  return smtpUrl ? createMailServer(smtpUrl, mailFrom ?? `Kith <kith@${new URL(publicUrl).hostname}>`) : null;
}
