import { createHmac, timingSafeEqual } from 'node:crypto';
import { createServer, type IncomingHttpHeaders, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/** A request that reached the receiver. */
export interface Caught {
  path: string;
  headers: IncomingHttpHeaders;
  text: string;
  // oxlint-disable-next-line typescript/no-explicit-any -- tests look into bodies of any shape
  body: any;
}

/** A receiver of webhooks on loopback. */
export interface HookSink {
  url: string;
  caught: Caught[];
  /** How it answers; 200 until told otherwise. */
  answer: (request: Caught, response: ServerResponse) => void;
  /** Resolves when so many requests have come in. */
  reached(count: number): Promise<void>;
  close(): Promise<void>;
}

export async function hookSink(): Promise<HookSink> {
  const waiting = new Set<{ count: number; done: () => void }>();
  const sink: HookSink = {
    url: '',
    caught: [],
    answer: (_, response) => void response.writeHead(200).end('thanks'),
    reached: (count) =>
      new Promise((done) => {
        if (sink.caught.length >= count) done();
        else waiting.add({ count, done });
      }),
    close: () =>
      new Promise((done) => {
        server.closeAllConnections();
        server.close(() => done());
      }),
  };
  const server = createServer((request, response) => {
    const parts: Buffer[] = [];
    request.on('data', (part: Buffer) => parts.push(part));
    request.on('end', () => {
      const text = Buffer.concat(parts).toString('utf8');
      const one = { path: request.url ?? '', headers: request.headers, text, body: JSON.parse(text) };
      sink.caught.push(one);
      for (const wait of waiting) if (sink.caught.length >= wait.count) wait.done();
      sink.answer(one, response);
    });
  });
  await new Promise<void>((done) => void server.listen(0, '127.0.0.1', done));
  sink.url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/hook`;
  return sink;
}

/** Whether a request is signed by a secret, as the text of Standard Webhooks says it is checked. */
export function isSigned({ headers, text }: Caught, secret: string): boolean {
  const key = Buffer.from(secret.replace(/^whsec_/, ''), 'base64');
  const content = `${String(headers['webhook-id'])}.${String(headers['webhook-timestamp'])}.${text}`;
  const expected = createHmac('sha256', key).update(content).digest();
  return String(headers['webhook-signature'])
    .split(' ')
    .map((one) => one.split(','))
    .filter(([version]) => version === 'v1')
    .some(([, value]) => {
      const given = Buffer.from(value ?? '', 'base64');
      return given.length === expected.length && timingSafeEqual(given, expected);
    });
}
