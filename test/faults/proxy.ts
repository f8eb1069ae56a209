import { once } from 'node:events';
import { setTimeout as pause } from 'node:timers/promises';
import { connect, createServer, type AddressInfo, type Socket } from 'node:net';

type Side = 'F' | 'B';

/** What stands between a program and its database, and may cut a connection between any two messages. */
export interface Proxy {
  /** Where the program finds the database, as DATABASE_URL. */
  readonly url: string;
  /** Counts what goes both ways from now on, and cuts the connection that brings the nth message, before it is passed
   * on; `after` passes it on first. Infinity only counts. */
  cutAt(nth: number, options?: { after: boolean }): void;
  /** Counts from now on, and does something when the nth message comes, before it is passed on. */
  at(nth: number, deed: () => void): void;
  /** Messages since then. */
  count(): number;
  /** What the message was before or after which a connection was cut: "B" or "F" for its sender, and its type. */
  cut(): string | null;
  /** Each message of one side, the program's (F) or the database's (B), is this many milliseconds on its way from now
   * on. */
  delay(side: Side, millis: number): void;
  /** Nothing is passed on, and no connection opened, until `go`. */
  stop(): void;
  go(): void;
  close(): Promise<void>;
}

/** Passes PostgreSQL's protocol on, message by message, to the server behind a URL. */
export async function openProxy(target: string): Promise<Proxy> {
  const state = {
    left: Infinity,
    count: 0,
    after: false,
    cut: null as string | null,
    stopped: false,
    deed: null as (() => void) | null,
  };
  const open = new Set<Socket>();
  const delays = { F: 0, B: 0 };
  let flow = Promise.resolve();
  let go: () => void = () => undefined;
  const server = createServer((front) => {
    const back = connectTo(target);
    together([front, back], open);
    const pass = (side: Side, from: Socket, into: Socket) => {
      // Only the program's first message has no type before its length.
      const take = messagesOf(side === 'F');
      const passOn = wayTo(into, { delay: () => delays[side], flow: () => (state.stopped ? flow : null) });
      from.on('data', (bytes: Buffer) => {
        for (const message of take(bytes)) {
          if (passes(state)) {
            passOn(message);
            continue;
          }
          state.cut = side + String.fromCharCode(message[0]!);
          if (state.after) into.end(message);
          else into.destroy();
          from.destroy();
          return;
        }
      });
    };
    pass('F', front, back);
    pass('B', back, front);
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const url = new URL(target);
  url.host = `127.0.0.1:${(server.address() as AddressInfo).port}`;
  url.search = '';
  return {
    url: url.href,
    cutAt: (nth, { after } = { after: false }) =>
      Object.assign(state, { left: nth, count: 0, after, cut: null, deed: null }),
    at: (nth, deed) => Object.assign(state, { left: nth, count: 0, cut: null, deed }),
    count: () => state.count,
    cut: () => state.cut,
    delay: (side, millis) => (delays[side] = millis),
    stop: () => {
      state.stopped = true;
      flow = new Promise((resolve) => (go = resolve));
    },
    go: () => {
      state.stopped = false;
      go();
    },
    close: async () => {
      for (const socket of open) socket.destroy();
      server.close();
      await once(server, 'close');
    },
  };
}

function connectTo(target: string): Socket {
  const to = new URL(target);
  const folder = to.searchParams.get('host');
  const port = to.port || 5432;
  return folder ? connect(`${folder}/.s.PGSQL.${port}`) : connect({ host: to.hostname, port: Number(port) });
}

/** The end of one is the end of both. */
function together(both: Socket[], open: Set<Socket>): void {
  const end = () => both.forEach((socket) => socket.destroy());
  for (const socket of both) {
    open.add(socket);
    socket.setNoDelay(true);
    socket.on('error', end).on('close', () => {
      open.delete(socket);
      end();
    });
  }
}

/** Counts a message; whether it is passed on as ever, perhaps behind a deed. */
function passes(state: { left: number; count: number; deed: (() => void) | null }): boolean {
  state.count += 1;
  state.left -= 1;
  if (state.left !== 0) return true;
  state.deed?.();
  return state.deed !== null;
}

/** Passes messages on in order, each behind what was on its way before it, `flow` permitting. */
function wayTo(into: Socket, { delay, flow }: { delay: () => number; flow: () => Promise<void> | null }) {
  let way: Promise<void> | null = null;
  return (message: Buffer): void => {
    if (!way && delay() === 0 && !flow()) {
      into.write(message);
      return;
    }
    const due = performance.now() + delay();
    const mine = (way ?? Promise.resolve()).then(async () => {
      await flow();
      await pause(Math.max(0, due - performance.now()));
      into.write(message);
      if (way === mine) way = null;
    });
    way = mine;
  };
}

/** Cuts what arrives into whole messages: a type of one byte, and a length that counts itself. */
function messagesOf(opening: boolean): (bytes: Buffer) => Buffer[] {
  let rest = Buffer.alloc(0);
  let first = opening;
  return (bytes) => {
    rest = Buffer.concat([rest, bytes]);
    const whole: Buffer[] = [];
    for (;;) {
      const head = first ? 0 : 1;
      if (rest.length < head + 4) return whole;
      const length = head + rest.readInt32BE(head);
      if (rest.length < length) return whole;
      whole.push(rest.subarray(0, length));
      rest = rest.subarray(length);
      first = false;
    }
  };
}
