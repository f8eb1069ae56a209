import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { freePort } from './program.ts';

/** A provider of OpenID Connect on loopback, in a process of its own. */
export interface TestProvider {
  issuer: string;
  clientId: string;
  clientSecret: string;
  /** The same provider with a fresh signing key, as after a rotation. */
  rotate(): Promise<void>;
  /** Signs in at the provider, as a browser does that follows every redirect, until it is sent back: what it is sent
   * back with. */
  visit(location: string): Promise<Record<string, string>>;
  close(): Promise<void>;
}

const program = join(import.meta.dirname, 'provider-program.ts');

/** Starts the provider, which knows one client. */
export async function startProvider(redirectUri: string, algorithm = 'RS256'): Promise<TestProvider> {
  const port = String(await freePort());
  const start = async () => {
    const child = spawn(process.execPath, [program, port, redirectUri, algorithm], {
      stdio: ['ignore', 'pipe', 'ignore'],
    });
    for await (const line of createInterface({ input: child.stdout })) if (line.endsWith('ready')) break;
    child.stdout.resume();
    return child;
  };
  let child = await start();
  const stop = async () => {
    const ended = once(child, 'exit');
    child.kill();
    await ended;
  };
  return {
    issuer: `http://127.0.0.1:${port}`,
    clientId: 'kith',
    clientSecret: 'a secret: with signs & spaces',
    rotate: async () => {
      await stop();
      child = await start();
    },
    visit: (location) => visit(location, redirectUri),
    close: stop,
  };
}

async function visit(location: string, redirectUri: string): Promise<Record<string, string>> {
  const cookies = new Map<string, string>();
  let at = location;
  for (let steps = 0; steps < 10; steps += 1) {
    const cookie = [...cookies].map(([name, value]) => `${name}=${value}`).join('; ');
    const answer = await fetch(at, { redirect: 'manual', headers: { cookie } });
    for (const line of answer.headers.getSetCookie()) {
      const [, name, value] = /^([^=]+)=([^;]*)/.exec(line) ?? [];
      if (name) cookies.set(name, value ?? '');
    }
    const next = answer.headers.get('location');
    if (next === null) throw new Error(`the provider stopped at ${at}: ${answer.status} ${await answer.text()}`);
    at = new URL(next, at).href;
    if (at.startsWith(redirectUri)) return Object.fromEntries(new URL(at).searchParams);
  }
  throw new Error('the provider sent the browser round and round');
}
