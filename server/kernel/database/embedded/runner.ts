import { readFileSync, statSync } from 'node:fs';
import { userInfo } from 'node:os';
import { dirname } from 'node:path';
import { StartError } from '#kernel/config';

/** The operating-system user that owns the cluster and runs its programs. */
export interface Runner {
  readonly uid: number;
  readonly gid: number;
  /** True when this process is root and has to hand files over and drop to the runner. */
  readonly drops: boolean;
}

// The first that exists: a user made for Kith, the one that Debian's PostgreSQL makes, the one every system has.
const preferredUsers = ['kith', 'postgres', 'nobody'];

/** Who runs PostgreSQL, which refuses root: this user, or for root the cluster's owner or a preferred user. */
export function findRunner(cluster: string): Runner {
  const { uid, gid } = userInfo();
  if (uid !== 0) return { uid, gid, drops: false };
  const owner = statSync(cluster, { throwIfNoEntry: false });
  if (owner && owner.uid !== 0) return { uid: owner.uid, gid: owner.gid, drops: true };
  const users = listUsers();
  const name = preferredUsers.find((preferred) => users.has(preferred));
  const user = name === undefined ? undefined : users.get(name);
  if (!user) throw new StartError('PostgreSQL does not run as root: create a user named kith, or set DATABASE_URL');
  return { ...user, drops: true };
}

/** The options of `spawn` that make a child run as the runner, with nothing of this process's environment. */
export function asRunner(runner: Runner): { uid?: number; gid?: number; env: Record<string, string> } {
  const env = { LC_ALL: 'C', PATH: '/usr/bin:/bin' };
  return runner.drops ? { uid: runner.uid, gid: runner.gid, env } : { env };
}

/** Whether the runner may read and run the program at `path`; judged by the mode bits on the way. */
export function canRun(runner: Runner, path: string): boolean {
  return !runner.drops || (canEnter(runner, dirname(path)) && allows(runner, path, 0o5));
}

/** Whether the runner may enter `folder` and every folder above it; listing them is not needed. */
export function canEnter(runner: Runner, folder: string): boolean {
  if (!runner.drops) return true;
  const parent = dirname(folder);
  return allows(runner, folder, 0o1) && (parent === folder || canEnter(runner, parent));
}

function allows(runner: Runner, path: string, bits: number): boolean {
  const { uid, gid, mode } = statSync(path);
  const granted = uid === runner.uid ? mode >> 6 : gid === runner.gid ? mode >> 3 : mode;
  return (granted & bits) === bits;
}

function listUsers(): Map<string, { uid: number; gid: number }> {
  const lines = readFileSync('/etc/passwd', 'utf8').split('\n');
  return new Map(
    lines.flatMap((line) => {
      const [name, , uid, gid] = line.split(':');
      // macOS writes nobody as -2.
      return name && uid && gid ? [[name, { uid: Number(uid) >>> 0, gid: Number(gid) >>> 0 }] as const] : [];
    }),
  );
}
