import { randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { isAlive, thisMachine } from '#kernel/database';

/** The name of a worker in the queue: it tells the process, so that others can see whether it still lives. */
export function workerName(): string {
  return `${process.pid} ${startOf(process.pid)} ${randomUUID().slice(0, 8)} ${thisMachine()}`;
}

/** Whether a worker of this machine is no more. Of other machines nothing is known. */
export function isDeadWorker(name: string): boolean {
  const [pid = '', start = '', , ...machine] = name.split(' ');
  if (machine.join(' ') !== thisMachine()) return false;
  return !isAlive(Number(pid)) || startOf(Number(pid)) !== start;
}

/** When a process was started, in ticks since the boot: a number that comes again is told apart. `-` where the system
 * does not say. */
function startOf(pid: number): string {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    return stat.slice(stat.lastIndexOf(')') + 2).split(' ')[19] ?? '-';
  } catch {
    return '-';
  }
}
