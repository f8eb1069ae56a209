import { z } from 'zod';

const onOff = z
  .enum(['true', 'false', '1', '0', 'yes', 'no'])
  .transform((word) => word === 'true' || word === '1' || word === 'yes');

const role = z.enum(['web', 'worker']);

const roles = z
  .string()
  .transform((list) => [...new Set(list.split(',').map((word) => word.trim()))])
  .pipe(z.array(role).min(1));

const postgresUrl = z.url({
  protocol: /^postgres(ql)?$/,
  error: 'must look like postgres://user:password@host/database',
});

const trustProxy = z
  .string()
  .transform((word) => (word === 'true' ? true : word === 'false' ? false : /^\d+$/.test(word) ? Number(word) : word));

/** Every environment setting that Kith reads, with its check, default and help; the reference page is made from it. */
export const settings = z.object({
  HOST: z.string().default('127.0.0.1').describe('Address to listen on. 0.0.0.0 opens Kith to the network.'),
  PORT: z.coerce
    .number('a number from 0 to 65535, such as 3000')
    .int('a whole number')
    .min(0)
    .max(65_535)
    .default(3000)
    .describe('Port to listen on; 0 takes a free one.'),
  DATA_DIR: z.string().default('./data').describe('Folder for the database, files, secret and built pages.'),
  DATABASE_URL: postgresUrl
    .optional()
    .describe('Own PostgreSQL 16 or newer (admin login) in place of the built-in one.'),
  APP_URL: postgresUrl.optional().describe('Login of the app pool, in place of the derived kith_app.'),
  CONTROL_URL: postgresUrl.optional().describe('Login of the control pool, in place of the derived kith_control.'),
  PUBLIC_URL: z
    .url({ protocol: /^https?$/, error: 'must look like https://crm.example.com' })
    .optional()
    .describe('Address that people type, used in links and mails.'),
  ROLES: roles.default(['web', 'worker']).describe('What this process does: web, worker, or both with a comma.'),
  BACKGROUND_PROCESS: onOff
    .default(true)
    .describe('Lets a process with both roles start a second one for long work, while there is some.'),
  LOG_LEVEL: z
    .enum(['trace', 'debug', 'info', 'warn', 'error', 'fatal', 'silent'])
    .default('info')
    .describe('Least important line that is logged.'),
  SECRET: z
    .string()
    .min(32, 'needs at least 32 characters')
    .optional()
    .describe('Installation secret; without it a random one is kept in DATA_DIR/secret.'),
  SMTP_URL: z
    .url({ protocol: /^smtps?$/, error: 'must look like smtps://user:password@host:465' })
    .optional()
    .describe('Mail server for outgoing mail.'),
  MAIL_FROM: z.string().optional().describe('Sender of mails that Kith itself writes, such as invitations.'),
  ALLOW_HTTP: onOff
    .default(false)
    .describe('Lets sign-in cookies travel without TLS on addresses other than loopback.'),
  WEBHOOK_ALLOW_PRIVATE: onOff
    .default(false)
    .describe('Lets webhooks reach loopback and private addresses, also by plain http.'),
  SSO_ALLOW_PRIVATE: onOff
    .default(false)
    .describe('Lets single sign-on ask providers at loopback and private addresses, also by plain http.'),
  WEB_DIR: z.string().optional().describe('Folder of the built pages; npm start sets it.'),
  TRUST_PROXY: trustProxy
    .default(false)
    .describe('Which reverse proxies may name the client: true, false, a number of hops, or addresses with commas.'),
});

export type Settings = z.infer<typeof settings>;

/** What a process may do. */
export type Role = z.infer<typeof role>;
