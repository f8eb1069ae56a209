import { resolve } from 'node:path';
import { keepSecret } from './secret.ts';
import { settings, type Role, type Settings } from './settings.ts';
import { StartError } from './start-error.ts';

export { makeFolder } from './make-folder.ts';
export { settings, StartError, type Role };

/** The settings of this process; frozen. */
export interface Config {
  readonly host: string;
  readonly port: number;
  /** Absolute path. */
  readonly dataDir: string;
  readonly databaseUrl: string | null;
  readonly appUrl: string | null;
  readonly controlUrl: string | null;
  /** Without a slash at its end. */
  readonly publicUrl: string;
  readonly roles: readonly Role[];
  readonly backgroundProcess: boolean;
  readonly logLevel: Settings['LOG_LEVEL'];
  /** At least 32 characters; keys are derived from it, it is never used as it is. */
  readonly secret: string;
  readonly smtpUrl: string | null;
  readonly mailFrom: string | null;
  readonly allowHttp: boolean;
  readonly webhookAllowPrivate: boolean;
  readonly ssoAllowPrivate: boolean;
  /** Absolute path of the built pages; null when this process has none to serve. */
  readonly webDir: string | null;
  /** As Fastify's `trustProxy`. */
  readonly trustProxy: boolean | number | string;
}

/** Reads the environment once; throws a StartError naming every bad setting in one line. */
export function readConfig(env: Readonly<Record<string, string | undefined>> = process.env): Config {
  const read = parse(env);
  const dataDir = resolve(read.DATA_DIR);
  const publicUrl = (read.PUBLIC_URL ?? `http://${hostForPeople(read.HOST)}:${read.PORT}`).replace(/\/+$/, '');
  if (!read.ALLOW_HTTP) requireSafeAddress(publicUrl);
  return Object.freeze({
    host: read.HOST,
    port: read.PORT,
    dataDir,
    databaseUrl: read.DATABASE_URL ?? null,
    appUrl: read.APP_URL ?? null,
    controlUrl: read.CONTROL_URL ?? null,
    publicUrl,
    roles: Object.freeze(read.ROLES),
    backgroundProcess: read.BACKGROUND_PROCESS,
    logLevel: read.LOG_LEVEL,
    secret: read.SECRET ?? keepSecret(dataDir),
    smtpUrl: read.SMTP_URL ?? null,
    mailFrom: read.MAIL_FROM ?? null,
    allowHttp: read.ALLOW_HTTP,
    webhookAllowPrivate: read.WEBHOOK_ALLOW_PRIVATE,
    ssoAllowPrivate: read.SSO_ALLOW_PRIVATE,
    webDir: read.WEB_DIR === undefined ? null : resolve(read.WEB_DIR),
    trustProxy: read.TRUST_PROXY,
  });
}

function parse(env: Readonly<Record<string, string | undefined>>): Settings {
  const present = Object.fromEntries(
    Object.keys(settings.shape).flatMap((name) => (env[name]?.trim() ? [[name, env[name].trim()]] : [])),
  );
  const result = settings.safeParse(present);
  if (result.success) return result.data;
  const reasons = result.error.issues.map((issue) => `${String(issue.path[0])}: ${issue.message}`);
  throw new StartError(`bad setting ${reasons.join('; ')}`);
}

/** Passwords and sessions in clear over a network are for whoever asks for it. */
function requireSafeAddress(publicUrl: string): void {
  const { protocol, hostname } = new URL(publicUrl);
  if (protocol === 'https:' || /^(localhost|127(\.\d+){3}|\[::1\])$/.test(hostname)) return;
  throw new StartError(
    `${publicUrl} is plain http, and everybody on the way can read passwords: put https in front and set PUBLIC_URL ` +
      'to it, or set ALLOW_HTTP=1 on a network you trust',
  );
}

function hostForPeople(host: string): string {
  if (host === '0.0.0.0' || host === '::' || host === '127.0.0.1') return 'localhost';
  return host.includes(':') ? `[${host}]` : host;
}
