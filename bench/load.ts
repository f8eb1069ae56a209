import { Agent, globalAgent, request } from 'node:http';
import { readdirSync, readFileSync } from 'node:fs';

/** One question, as the path and body of one request; `n` makes each one different. */
export type Question = (n: number) => { method?: string; path: string; body?: unknown };

export interface Result {
  /** Milliseconds. */
  p50: number;
  p95: number;
  perSecond: number;
  /** Processor milliseconds per answer, of the server's and the database's processes. */
  cpu: number;
  /** What of it the server's own processes took, without the database. */
  own: number;
}

export interface Target {
  origin: string;
  headers: Record<string, string>;
  /** Processes whose time counts: its own and those of the database. */
  pids: () => { own: number[]; database: number[] };
}

// Enough for every database connection to have met each statement: the limit and Kith both keep statements prepared.
const warmUp = 300;

/** Asks `count` times over `connections` kept-open connections, after asking as often as needed to warm up. */
export async function load(
  target: Target,
  question: Question,
  { count, connections }: { count: number; connections: number },
): Promise<Result> {
  const agent = new Agent({ keepAlive: true, maxSockets: connections });
  let asked = 0;
  const worker = async (until: number, times: number[]) => {
    while (asked < until) {
      const n = (asked += 1);
      const start = performance.now();
      await ask(target, agent, question(n));
      times.push(performance.now() - start);
    }
  };
  const run = async (until: number) => {
    const times: number[] = [];
    await Promise.all(Array.from({ length: connections }, () => worker(until, times)));
    return times;
  };
  await run(Math.max(warmUp, Math.ceil(count / 10)));
  const used = cpuSince(target.pids);
  const start = performance.now();
  const times = (await run(asked + count)).sort((a, b) => a - b);
  const wall = performance.now() - start;
  const { own, database } = used();
  agent.destroy();
  const at = (share: number) => times[Math.min(times.length - 1, Math.floor(times.length * share))]!;
  const each = (millis: number) => millis / times.length;
  return {
    p50: at(0.5),
    p95: at(0.95),
    perSecond: (times.length / wall) * 1000,
    cpu: each(own + database),
    own: each(own),
  };
}

function ask(target: Target, agent: Agent, { method = 'GET', path, body }: ReturnType<Question>): Promise<void> {
  return new Promise((resolve, reject) => {
    const text = body === undefined ? undefined : JSON.stringify(body);
    const headers = {
      ...target.headers,
      ...(text ? { 'content-type': 'application/json', 'content-length': Buffer.byteLength(text) } : {}),
    };
    const sent = request(target.origin + path, { method, agent, headers }, (answer) => {
      let length = 0;
      const chunks: Buffer[] = [];
      answer.on('data', (chunk: Buffer) => {
        length += chunk.length;
        if ((answer.statusCode ?? 500) >= 400) chunks.push(chunk);
      });
      answer.on('end', () => {
        if ((answer.statusCode ?? 500) < 400 && length >= 0) resolve();
        else
          reject(
            new Error(`${method} ${path}: ${answer.statusCode} ${Buffer.concat(chunks).toString().slice(0, 300)}`),
          );
      });
    });
    sent.on('error', reject);
    sent.end(text);
  });
}

/** One question on a connection of Node's own agent; throws where the answer is a refusal. */
export function askOnce(target: Target, question: ReturnType<Question>): Promise<void> {
  return ask(target, globalAgent, question);
}

/** Begins to count; what it answers with says how many processor milliseconds were used since. */
export function cpuSince(pids: Target['pids']): () => { own: number; database: number } {
  const [own, database] = [cpuMillis(pids().own), cpuMillis(pids().database)];
  return () => ({
    own: usedBetween(own, cpuMillis(pids().own)),
    database: usedBetween(database, cpuMillis(pids().database)),
  });
}

/** Processor milliseconds of each process so far, all its threads together, as the scheduler counts them. */
function cpuMillis(pids: number[]): Map<number, number> {
  const millis = new Map<number, number>();
  for (const pid of pids) {
    try {
      for (const thread of readdirSync(`/proc/${pid}/task`)) {
        const nanos = Number(readFileSync(`/proc/${pid}/task/${thread}/schedstat`, 'utf8').split(' ', 1)[0]);
        millis.set(pid, (millis.get(pid) ?? 0) + nanos / 1e6);
      }
    } catch {
      // Ended meanwhile.
    }
  }
  return millis;
}

/** What was used between two readings; a connection that ended in between counts nothing. */
function usedBetween(before: Map<number, number>, after: Map<number, number>): number {
  let used = 0;
  for (const [pid, millis] of after) used += Math.max(0, millis - (before.get(pid) ?? 0));
  return used;
}

/** Resident memory in megabytes. */
export function residentMb(pid: number): number {
  const line = /VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'));
  return Math.round(Number(line?.[1] ?? 0) / 1024);
}

/** The processes that one has started and that live. */
export function childrenOf(parent: number): number[] {
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .filter((name) => {
      try {
        const stat = readFileSync(`/proc/${name}/stat`, 'utf8');
        return Number(stat.slice(stat.lastIndexOf(')') + 2).split(' ')[1]) === parent;
      } catch {
        return false;
      }
    })
    .map(Number);
}
