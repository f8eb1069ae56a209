import { connect, type Socket } from 'node:net';

/** A row of the outbox, as it is sent. */
export interface SentMail {
  id: string;
  recipients: { name?: string | null; address: string }[];
  reply_to: string | null;
  subject: string;
  text: string;
  html: string | null;
}

/** What became of a try: `queued` means later, `uncertain` that nobody knows whether it arrived. */
export interface Outcome {
  state: 'sent' | 'queued' | 'failed' | 'uncertain';
  reason: string;
}

export interface MailServer {
  send(mail: SentMail): Promise<Outcome>;
}

const patience = 30_000; // milliseconds of silence after which a mail server is taken for dead

/** The operator's mail server. `from` is the sender of what Kith writes. */
export function createMailServer(smtpUrl: string, from: string): MailServer {
  let transport: ReturnType<typeof openTransport> | undefined;
  const domain = /@([^>\s]+)/.exec(from)?.[1] ?? 'localhost';
  return {
    send: async (mail) => {
      try {
        transport ??= openTransport(smtpUrl);
        const opened = await transport;
        await opened.sendMail({
          from,
          to: mail.recipients.map(({ name, address }) => ({ name: name ?? '', address })),
          ...(mail.reply_to === null ? {} : { replyTo: mail.reply_to }),
          subject: mail.subject,
          text: mail.text,
          ...(mail.html === null ? {} : { html: mail.html }),
          // The same on every try, so that a mail that did arrive twice is shown once.
          messageId: `<${mail.id}@${domain}>`,
          headers: { 'Auto-Submitted': 'auto-generated' },
        });
        return { state: 'sent', reason: '' };
      } catch (error) {
        return readError(error as SmtpError);
      }
    },
  };
}

/** Loaded with the first mail: most servers that run send none for days. */
async function openTransport(smtpUrl: string) {
  const { createTransport } = await import('nodemailer');
  return createTransport({
    url: smtpUrl,
    connectionTimeout: patience,
    greetingTimeout: patience,
    socketTimeout: patience,
    disableFileAccess: true,
    disableUrlAccess: true,
    // Without this every command waits for the acknowledgement of the last one: 21 instead of 2,100 mails a second.
    getSocket: (options, done) => void openSocket(options as { host?: string; port?: number; secure?: boolean }, done),
  });
}

interface SmtpError extends Error {
  responseCode?: number;
  response?: string;
  command?: string;
  code?: string;
}

/** A refusal for good (5xx) ends it; what broke after the text was handed over is uncertain; the rest comes again. */
function readError(error: SmtpError): Outcome {
  const reason = (error.response ?? error.message).replaceAll(/\s+/g, ' ').slice(0, 500);
  if (error.responseCode !== undefined && error.responseCode >= 500) return { state: 'failed', reason };
  if (error.responseCode === undefined && error.command === 'DATA') return { state: 'uncertain', reason };
  return { state: 'queued', reason };
}

type Opened = (error: Error | null, opened?: { connection: Socket }) => void;

function openSocket(options: { host?: string; port?: number; secure?: boolean }, done: Opened): void {
  const port = options.port || (options.secure ? 465 : 587);
  const socket = connect({ host: options.host ?? 'localhost', port, noDelay: true, timeout: patience });
  const failed = (error: Error) => done(error);
  socket.once('error', failed);
  socket.once('timeout', () => socket.destroy(new Error('The mail server does not answer.')));
  socket.once('connect', () => {
    socket.off('error', failed);
    socket.setTimeout(0);
    done(null, { connection: socket });
  });
}
