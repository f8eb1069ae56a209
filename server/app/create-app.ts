import type { FastifyInstance } from 'fastify';
import { fileRoutes } from '#kernel/files';
import { mailRoutes } from '#kernel/mail';
import { createKeyGuesses, createLimiter, createServer, serveRoutes, wrongKeys, type Route } from '#kernel/http';
import {
  batchRoutes,
  bulkRoutes,
  changeRoutes,
  explainRoutes,
  historyRoutes,
  modelFileRoutes,
  modelRoutes,
  rateRoutes,
  recordRoutes,
  rightsRoutes,
  sharingRoutes,
  viewRoutes,
} from '#kernel/objects';
import { servePublicPages } from '#kernel/public-pages';
import { auditRoutes } from './routes/audit.ts';
import { authRoutes } from './routes/auth.ts';
import { eventRoutes } from './routes/events.ts';
import { fileRecords } from './routes/file-records.ts';
import { healthRoutes } from './routes/health.ts';
import { jobRoutes } from './routes/jobs.ts';
import { invitationRoutes } from './routes/arriving/invitations.ts';
import { retentionRoutes } from './retention/retention-routes.ts';
import { erasureRoutes } from './routes/erasing/erase-routes.ts';
import { keyRoutes } from './routes/api-keys.ts';
import { memberRoutes } from './routes/members.ts';
import { openApiRoutes } from './routes/openapi.ts';
import { personalDataRoutes } from './routes/personal-data.ts';
import { referenceRoutes } from './routes/reference.ts';
import { servePages } from './routes/pages.ts';
import { resetRoutes } from './routes/arriving/reset.ts';
import { sessionRoutes } from './routes/arriving/sessions.ts';
import { setupRoutes } from './routes/setup.ts';
import { passkeyRoutes } from './routes/passkeys/passkey-routes.ts';
import { providerRoutes } from './routes/single-sign-on/provider-routes.ts';
import { signOnRoutes } from './routes/single-sign-on/sign-on-routes.ts';
import type { Services } from './services.ts';

// A guard against programs that loop: no person and no import comes near it.
const requests = { requests: 60_000, seconds: 10 };
const uploadLimit = 2 * 1024 ** 3;

/** The web application: every route of the product on one server, ready to listen. */
export async function createApp(services: Services): Promise<FastifyInstance> {
  const { config, log, errors } = services;
  const app = await createServer({ log, errors, trustProxy: config.trustProxy, uploadLimit });
  serveRoutes(app, listRoutes(services), {
    source: services.source,
    directory: services.directory,
    limiter: createLimiter(requests),
    guesses: createKeyGuesses(createLimiter(wrongKeys)),
    committed: () => services.worker.wake(),
    cookieName: cookieName(services),
    publicOrigin: new URL(config.publicUrl).origin,
    serving: services.serving,
  });
  const publicPages = services.modules.flatMap((module) => module.pages?.(services) ?? []);
  await servePublicPages(app, publicPages, {
    pools: services.pools,
    log,
    errors,
    publicUrl: config.publicUrl,
    committed: () => services.worker.wake(),
  });
  await servePages(app, services);
  return app;
}

/** Every route, in one list: the reference and the sweeps read it too. */
export function listRoutes(services: Services): Route[] {
  const own: Route[] = [
    ...healthRoutes(services),
    ...setupRoutes(services),
    ...authRoutes(services),
    ...auditRoutes(services),
    ...sessionRoutes(services),
    ...resetRoutes(services),
    ...invitationRoutes(services),
    ...passkeyRoutes(services),
    ...signOnRoutes(services),
    ...providerRoutes(services),
    ...memberRoutes(services),
    ...keyRoutes(services),
    ...erasureRoutes(services),
    ...retentionRoutes,
    ...jobRoutes(services),
    ...eventRoutes(services),
    ...fileRoutes(services.files, fileRecords),
    ...mailRoutes,
    ...personalDataRoutes(services),
    ...services.modules.flatMap((module) => module.routes?.(services) ?? []),
    ...rightsRoutes(services.pools),
    ...modelRoutes(services.pools),
    ...rateRoutes(services.pools),
    ...modelFileRoutes(services.pools),
    ...viewRoutes,
    ...changeRoutes(services.pools),
    ...explainRoutes,
    ...sharingRoutes(services.pools),
    ...batchRoutes,
    ...bulkRoutes,
    ...historyRoutes,
    ...recordRoutes,
  ];
  const all: Route[] = [];
  all.push(...openApiRoutes(services, all), ...referenceRoutes(services, all), ...own);
  return all;
}

/** `__Host-` binds a cookie to one https origin; plain http has the bare name. */
function cookieName({ config }: Pick<Services, 'config'>): string {
  return config.publicUrl.startsWith('https:') ? '__Host-kith' : 'kith';
}
