import { createServer, type AddressInfo, type Socket } from 'node:net';

export interface CaughtMail {
  from: string;
  to: string[];
  /** The message as it came over the wire, dots unstuffed. */
  raw: string;
}

/** A mail server on loopback that keeps what it is given. */
export interface SmtpSink {
  url: string;
  mails: CaughtMail[];
  /** Answers to recipients from now on, such as `550 No such user`; null takes them all. */
  refuse: string | null;
  close(): Promise<void>;
}

/** Starts a mail server that speaks as much SMTP as a client needs (RFC 5321), on a free port. */
export async function smtpSink(): Promise<SmtpSink> {
  const sockets = new Set<Socket>();
  const server = createServer((socket) => {
    sockets.add(socket);
    socket.on('close', () => sockets.delete(socket));
    socket.on('error', () => undefined);
    talk(socket, sink);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const sink: SmtpSink = {
    url: `smtp://127.0.0.1:${(server.address() as AddressInfo).port}`,
    mails: [],
    refuse: null,
    close: () =>
      new Promise((resolve) => {
        for (const socket of sockets) socket.destroy();
        server.close(() => resolve());
      }),
  };
  return sink;
}

function talk(socket: Socket, sink: SmtpSink): void {
  let waiting = '';
  let mail: CaughtMail = { from: '', to: [], raw: '' };
  let inData = false;
  const say = (text: string) => socket.write(`${text}\r\n`);
  const command = (line: string) => {
    const address = /<([^>]*)>/.exec(line)?.[1] ?? '';
    if (/^(?:EHLO|HELO)/i.test(line)) return say('250 sink');
    if (/^MAIL/i.test(line)) {
      mail = { from: address, to: [], raw: '' };
      return say('250 ok');
    }
    if (/^RCPT/i.test(line)) {
      if (sink.refuse !== null) return say(sink.refuse);
      mail.to.push(address);
      return say('250 ok');
    }
    if (/^DATA/i.test(line)) {
      inData = true;
      return say('354 go on');
    }
    return say(/^QUIT/i.test(line) ? '221 bye' : '250 ok');
  };
  socket.setEncoding('utf8');
  socket.on('data', (part: string) => {
    waiting += part;
    for (let end = waiting.indexOf('\r\n'); end >= 0; end = waiting.indexOf('\r\n')) {
      const line = waiting.slice(0, end);
      waiting = waiting.slice(end + 2);
      if (!inData) command(line);
      else if (line === '.') {
        inData = false;
        sink.mails.push(mail);
        say('250 kept');
      } else mail.raw += `${line.replace(/^\./, '')}\r\n`;
    }
  });
  say('220 sink');
}

/** The link in a mail, its soft line breaks joined (RFC 2045 §6.7). */
export function linkIn({ raw }: CaughtMail): string {
  const body = raw.slice(raw.indexOf('\r\n\r\n'));
  const plain = /base64/i.test(raw)
    ? Buffer.from(body, 'base64').toString('utf8')
    : body
        .replaceAll(/=\r\n/g, '')
        .replaceAll(/=([0-9A-F]{2})/g, (_, hex: string) => String.fromCharCode(Number(`0x${hex}`)));
  return /https?:\/\/\S+/.exec(plain)?.[0] ?? '';
}
