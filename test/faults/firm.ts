import assert from 'node:assert/strict';
import { once } from 'node:events';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Answer } from '../harness/app.ts';
import { startProgram, type Program } from '../harness/program.ts';
import { temporaryDataFolder } from '../harness/temporary-folder.ts';

export type Told = Pick<Answer, 'status' | 'body'> & { headers: Headers };

/** Whom a test may kill. */
export type Victim = 'program' | 'database' | 'background' | 'both';

/** A program with one signed-in owner, that a test may kill as often as it likes. */
export interface Firm {
  /** One request as the owner. A FormData body goes as multipart. */
  send(method: string, path: string, body?: unknown, headers?: Record<string, string>): Promise<Told>;
  /** The same, which must succeed; its body. */
  ok(method: string, path: string, body?: unknown): Promise<Answer['body']>;
  /** kill -9 of the program, and its start; of its background process, which has to be at work; of both; or of the
   * postmaster, until the program says that it can be used again. */
  kill(victim: Victim): Promise<void>;
  /** The number of a process of the program; null for a background process that is not there. */
  pid(which: 'program' | 'background'): number | null;
  /** Whether the program still is the process that was started last. */
  lives(): boolean;
  /** Asks until it answers that it is ready; each question waits for its answer. */
  ready(): Promise<void>;
  /** Ends the program and its database in order, and starts them again after the work. */
  restart(meanwhile: () => void): Promise<void>;
  /** Where it keeps what it has; the database's own folder in it. */
  readonly folders: { data: string; cluster: string };
  /** Where the program answers, and as whom the owner asks: for connections that a test opens itself. */
  session(): { origin: string; cookie: string };
  close(): Promise<void>;
}

const words = {
  workspace: 'Firm',
  name: 'Owner',
  email: 'owner@firm.example',
  password: 'four ordinary words here',
};

/** Starts the program on a folder of its own, and founds a firm in it. */
export async function openFirm(settings: Record<string, string> = {}): Promise<Firm> {
  const dataDir = temporaryDataFolder();
  let program: Program = await startProgram(dataDir, settings);
  let cookie = '';
  const lives = () => program.child.exitCode === null && program.child.signalCode === null;
  const send: Firm['send'] = async (method, path, body, headers = {}) => {
    const form = body instanceof FormData;
    const type = form || body === undefined ? {} : { 'content-type': 'application/json' };
    const answer = await fetch(program.origin + path, {
      method,
      headers: { cookie, origin: program.origin, ...type, ...headers },
      ...(body === undefined ? {} : { body: form ? body : JSON.stringify(body) }),
    });
    cookie ||= (answer.headers.get('set-cookie') ?? '').split(';', 1)[0]!;
    const text = await answer.text();
    const json = answer.headers.get('content-type')?.includes('json');
    return { status: answer.status, headers: answer.headers, body: json && text ? JSON.parse(text) : text };
  };
  const ready = async () => {
    for (;;) {
      assert.ok(lives(), 'the program ended');
      const { status, headers } = await send('GET', '/readyz');
      if (status === 200) return;
      assert.equal(status, 503);
      assert.ok(Number(headers.get('retry-after')) > 0, 'it says when to ask again');
    }
  };
  const firm: Firm = {
    send,
    lives,
    ready,
    ok: async (...call) => {
      const { status, body } = await send(...call);
      assert.ok(status < 300, `${call[0]} ${call[1]} ${status} ${JSON.stringify(body)}`);
      return body;
    },
    session: () => ({ origin: program.origin, cookie }),
    pid: (which) => (which === 'program' ? program.child.pid! : backgroundOf(program.child.pid!)),
    kill: async (victim) => {
      if (victim === 'database') {
        process.kill(postmasterOf(dataDir), 'SIGKILL');
        await broken(firm);
        await ready();
        return;
      }
      if (victim !== 'program') process.kill(firm.pid('background')!, 'SIGKILL');
      if (victim === 'background') return;
      // A test may have killed it already, in the middle of something.
      if (lives()) {
        program.child.kill('SIGKILL');
        await once(program.child, 'exit');
      }
      program = await startProgram(dataDir, settings);
    },
    restart: async (meanwhile) => {
      await firm.close();
      meanwhile();
      program = await startProgram(dataDir, settings);
    },
    folders: { data: dataDir, cluster: clusterOf(dataDir) },
    close: async () => {
      if (!lives()) return;
      program.child.kill('SIGTERM');
      await once(program.child, 'exit');
    },
  };
  await firm.ok('POST', '/api/v1/setup', words);
  return firm;
}

/** Asks until the death of the database shows: what is asked at once may be answered by what still lives. */
async function broken(firm: Firm): Promise<void> {
  for (;;) {
    assert.ok(firm.lives(), 'the program ended with its database');
    const { status } = await firm.send('GET', '/readyz');
    if (status !== 200) return;
  }
}

function clusterOf(dataDir: string): string {
  const pointer = join(dataDir, 'cluster');
  return join(existsSync(pointer) ? readFileSync(pointer, 'utf8').trim() : dataDir, 'postgres');
}

function postmasterOf(dataDir: string): number {
  return Number(readFileSync(join(clusterOf(dataDir), 'postmaster.pid'), 'utf8').split('\n', 1)[0]);
}

/** The child of a program that does what is long, which lives while there is such work. */
function backgroundOf(program: number): number | null {
  const children = readdirSync(`/proc/${program}/task`).flatMap((task) =>
    readFileSync(`/proc/${program}/task/${task}/children`, 'utf8').split(' ').filter(Boolean),
  );
  const found = children.find((pid) => readFileSync(`/proc/${pid}/cmdline`, 'utf8').includes('background.ts'));
  return found ? Number(found) : null;
}
