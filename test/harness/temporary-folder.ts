import { spawn } from 'node:child_process';
import { chmodSync, existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Writable } from 'node:stream';

// Runs when the pipe to this process closes, thus also after kill -9: ends the server of the folder and removes it.
const cleaner = `cat >/dev/null
[ -d "$1" ] || exit 0
home="$1"; [ -f "$1/cluster" ] && home=$(cat "$1/cluster")
pidfile="$home/postgres/postmaster.pid"
[ -f "$pidfile" ] && { socket=$(sed -n 5p "$pidfile"); kill -QUIT "$(head -n 1 "$pidfile")"; rm -rf "$socket"; }
n=0; while [ -d "$1" ] && [ $n -lt 50 ]; do rm -rf "$1" "$home" 2>/dev/null; n=$((n+1)); sleep 0.1; done`;

const folders: string[] = [];

/** A data folder for a server under test; the server in it ends, and the folder goes, when this process ends. */
export function temporaryDataFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'kith-test-'));
  // Started by root, the server runs as another user, who has to pass through.
  chmodSync(folder, 0o711);
  watchOver(folder);
  if (folders.length === 0) process.once('exit', () => folders.forEach(endServer));
  folders.push(folder);
  return folder;
}

function watchOver(folder: string): void {
  const child = spawn('sh', ['-c', cleaner, 'sh', folder], { stdio: ['pipe', 'ignore', 'ignore'], detached: true });
  child.unref();
  (child.stdin as Writable & { unref(): void }).unref();
}

/** Ends the server of a data folder at once, without asking it to write anything; the cleaner removes the files. */
function endServer(folder: string): void {
  const pointer = join(folder, 'cluster');
  const home = existsSync(pointer) ? readFileSync(pointer, 'utf8').trim() : folder;
  killServer(join(home, 'postgres', 'postmaster.pid'));
}

function killServer(pidFile: string): void {
  if (!existsSync(pidFile)) return;
  const [pid, , , , socketFolder] = readFileSync(pidFile, 'utf8').split('\n');
  quit(Number(pid));
  // Its last act is to remove this file; the process itself stays a zombie until we have gone.
  for (let tries = 0; tries < 500 && existsSync(pidFile); tries += 1) waitMs(10);
  if (socketFolder) rmSync(socketFolder, { recursive: true, force: true });
}

function quit(pid: number): void {
  try {
    process.kill(pid, 'SIGQUIT');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error;
  }
}

/** At exit nothing asynchronous runs any more. */
function waitMs(ms: number): void {
  Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, ms);
}
