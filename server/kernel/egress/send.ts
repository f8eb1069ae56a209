import { lookup } from 'node:dns/promises';
import { request as requestPlain, type IncomingMessage } from 'node:http';
import { request as requestTls } from 'node:https';
import { isIP, type LookupFunction } from 'node:net';
import { isPublicAddress } from './public-address.ts';

/** What leaves: one request to an address that a person typed, or that came from there. */
export interface Outgoing {
  url: string;
  headers: Record<string, string>;
  /** Sent by POST; without one it is a GET. */
  body?: string;
  /** How much of the answer is kept, in bytes; enough for an error message where nothing is said. */
  kept?: number;
}

/** What became of it: the receiver's answer, or why there was none. Times out as a whole, never throws. */
export interface Outcome {
  status: number | null;
  /** Beginning of the answer's body as text, as much as was asked for. */
  answer: string;
  /** Why there was no answer, in one line; null where there was one. */
  error: string | null;
}

/** Every address of a name, as the system knows them now. */
export type Resolve = (name: string) => Promise<string[]>;

/** The way out to addresses that people type. */
export interface Egress {
  /** Why an address is refused before anybody is asked for it, in one sentence; null where it is not. */
  refusal(url: string): string | null;
  send(sent: Outgoing): Promise<Outcome>;
}

const patienceMillis = 15_000; // the whole exchange: name, connection, answer
const usuallyKept = 2_048; // bytes; enough for an error message, and whatever follows is not read
const longestUrl = 2_000;

const systemNames: Resolve = async (name) => (await lookup(name, { all: true })).map(({ address }) => address);

/** Sends only where strangers live, unless `allowPrivate`: the name is resolved here, all its addresses are looked at,
 * and the connection goes to these very addresses, so a name that changes in between changes nothing. Redirects are
 * answers like any other. */
export function createEgress(options: { allowPrivate: boolean; resolve?: Resolve; patience?: number }): Egress {
  const { allowPrivate, resolve = systemNames, patience = patienceMillis } = options;
  const refusal = (url: string) => refusalOf(url, allowPrivate);
  return {
    refusal,
    send: async (sent) => {
      const signal = AbortSignal.timeout(patience);
      try {
        const no = refusal(sent.url);
        if (no !== null) return failed(no);
        const url = new URL(sent.url);
        const addresses = await inTime(addressesOf(url, resolve), signal);
        if (!allowPrivate && !addresses.every(isPublicAddress))
          return failed(`${url.hostname} leads to a private address, which Kith does not reach.`);
        return await exchange(url, { sent, addresses, signal });
      } catch (error) {
        return failed(signal.aborted ? noAnswer(patience) : reasonOf(error));
      }
    },
  };
}

function refusalOf(text: string, allowPrivate: boolean): string | null {
  const url = URL.canParse(text) ? new URL(text) : null;
  if (!url || text.length > longestUrl) return 'Write a whole address, such as https://example.com/hooks.';
  if (url.protocol !== 'https:' && !(allowPrivate && url.protocol === 'http:'))
    return 'The address has to begin with https://.';
  if (url.username !== '' || url.password !== '') return 'The address may hold no user name and no password.';
  const port = Number(url.port || (url.protocol === 'https:' ? 443 : 80));
  // Mail, shells and the like listen below 1024: what we send must not be read as their language.
  if (port < 1024 && port !== 443 && port !== 80) return `Port ${port} is none that Kith sends to.`;
  const host = bare(url);
  const local = isIP(host) ? !isPublicAddress(host) : /(^|\.)(localhost|local|internal)\.?$/i.test(host);
  if (local && !allowPrivate) return `${url.hostname} is a private address, which Kith does not reach.`;
  return null;
}

/** The host without the brackets of IPv6. */
function bare(url: URL): string {
  return url.hostname.replace(/^\[(.*)\]$/, '$1');
}

async function addressesOf(url: URL, resolve: Resolve): Promise<string[]> {
  const host = bare(url);
  const found = isIP(host) ? [host] : await resolve(host);
  if (found.length === 0) throw new Error(`${host} has no address.`);
  return found;
}

interface Exchange {
  sent: Outgoing;
  addresses: string[];
  signal: AbortSignal;
}

function exchange(url: URL, { sent, addresses, signal }: Exchange): Promise<Outcome> {
  return new Promise((resolve, reject) => {
    const open = url.protocol === 'https:' ? requestTls : requestPlain;
    const body = sent.body === undefined ? null : Buffer.from(sent.body);
    const request = open(url, {
      method: body ? 'POST' : 'GET',
      headers: { ...sent.headers, ...(body ? { 'content-length': body.length } : {}), connection: 'close' },
      agent: false,
      lookup: onlyThese(addresses),
      signal,
    });
    let answered = false;
    // Once the status is there, what is cut off or late is only the rest of the text.
    request.on('error', (error) => answered || reject(error));
    request.on('response', (answer) => {
      answered = true;
      void readBeginning(answer, sent.kept ?? usuallyKept).then((text) => {
        resolve({ status: answer.statusCode ?? null, answer: text, error: null });
        request.destroy();
      });
    });
    if (body) request.end(body);
    else request.end();
  });
}

/** Connects to the addresses that were looked at, without asking for the name again. */
function onlyThese(addresses: string[]): LookupFunction {
  const found = addresses.map((address) => ({ address, family: isIP(address) }));
  return (_, options, done) => {
    if (options.all) done(null, found);
    else done(null, found[0]!.address, found[0]!.family);
  };
}

/** The beginning of an answer; where it is cut off or late, as much as has come: its status is known already. */
async function readBeginning(answer: IncomingMessage, most: number): Promise<string> {
  const parts: Buffer[] = [];
  let size = 0;
  try {
    for await (const part of answer as AsyncIterable<Buffer>) {
      parts.push(part);
      size += part.length;
      if (size >= most) break;
    }
  } catch {
    // Cut off or out of time.
  }
  return Buffer.concat(parts).subarray(0, most).toString('utf8').replaceAll('\0', '');
}

function inTime<T>(work: Promise<T>, signal: AbortSignal): Promise<T> {
  return Promise.race([
    work,
    new Promise<never>((_, reject) => signal.addEventListener('abort', () => reject(signal.reason as Error))),
  ]);
}

function noAnswer(patience: number): string {
  return `There was no answer within ${Math.round(patience / 1_000)} seconds.`;
}

function failed(error: string): Outcome {
  return { status: null, answer: '', error };
}

function reasonOf(error: unknown): string {
  const { code, message } = (error ?? {}) as { code?: string; message?: string };
  const text = message || code || 'The connection failed.';
  return text.replaceAll('\0', '').slice(0, 500);
}
