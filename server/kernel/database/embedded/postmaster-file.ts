import { existsSync, readFileSync, readlinkSync, realpathSync, rmSync } from 'node:fs';
import { execFileSync } from 'node:child_process';
import { join } from 'node:path';

/** What `postmaster.pid` tells about a server of this cluster. */
export interface PostmasterFile {
  readonly pid: number;
  readonly port: number;
  readonly socketFolder: string;
  readonly status: string;
}

/** Reads `postmaster.pid`; null when there is none or it is only half written. */
export function readPostmasterFile(cluster: string): PostmasterFile | null {
  const file = postmasterFile(cluster);
  if (!existsSync(file)) return null;
  const [pid, , , port, socketFolder, , , status] = readFileSync(file, 'utf8').split('\n');
  const number = Number(pid);
  if (!Number.isInteger(number) || number <= 0) return null;
  return { pid: number, port: Number(port ?? 0), socketFolder: socketFolder ?? '', status: (status ?? '').trim() };
}

/** Whether the process that the file names is alive and a PostgreSQL of this cluster. */
export function isServing(cluster: string, pid: number): boolean {
  return isAlive(pid) && isPostgresOf(cluster, pid);
}

/**
 * Removes a `postmaster.pid` whose number now belongs to another program; PostgreSQL would refuse to start for ever.
 * A dead number is left alone: PostgreSQL sees that itself.
 */
export function removeForeignFile(cluster: string): boolean {
  const found = readPostmasterFile(cluster);
  if (!found || !isAlive(found.pid) || isPostgresOf(cluster, found.pid)) return false;
  rmSync(postmasterFile(cluster), { force: true });
  return true;
}

function postmasterFile(cluster: string): string {
  return join(cluster, 'postmaster.pid');
}

/** Whether a process of this machine lives, whoever it belongs to. */
export function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}

/** Every process of a server works in its cluster's folder; if that cannot be seen, its command line names it. */
function isPostgresOf(cluster: string, pid: number): boolean {
  try {
    return readlinkSync(`/proc/${pid}/cwd`) === realpathSync(cluster);
  } catch {
    // No /proc (macOS), or a container's root without the right to look into another user's process.
    return isNamedBy(cluster, pid);
  }
}

function isNamedBy(cluster: string, pid: number): boolean {
  const command = `/proc/${pid}/cmdline`;
  try {
    const words = existsSync(command)
      ? readFileSync(command, 'utf8')
      : execFileSync('ps', ['-o', 'command=', '-p', String(pid)], { encoding: 'utf8' });
    return words.includes('postgres') && words.includes(cluster);
  } catch {
    // It ended meanwhile.
    return false;
  }
}
