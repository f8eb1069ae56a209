import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { createServer, type AddressInfo } from 'node:net';
import { join } from 'node:path';
import { createInterface } from 'node:readline';

/** The program itself, in a process of its own that a test may kill. */
export interface Program {
  child: ChildProcess;
  origin: string;
}

const main = join(import.meta.dirname, '../../server/main.ts');

/** A port of this machine that nobody listens on. */
export async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, 'close');
  return port;
}

/** Starts the program on a data folder and waits until it is ready. */
export async function startProgram(dataDir: string, settings: Record<string, string> = {}): Promise<Program> {
  const port = await freePort();
  const own = { DATA_DIR: dataDir, HOST: '127.0.0.1', PORT: String(port), LOG_LEVEL: 'warn' };
  const child = spawn(process.execPath, [main], {
    env: { ...process.env, ...own, ...settings },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  for await (const line of createInterface({ input: child.stdout! })) {
    if (!line.startsWith('Kith is ready')) continue;
    child.stdout!.resume();
    return { child, origin: `http://127.0.0.1:${port}` };
  }
  throw new Error('the program ended before it was ready');
}
