import type { Log } from '#kernel/telemetry';
import type { Directory, Workspace } from '#kernel/workspace';

/** Where a loop goes, and whom it tells of what goes wrong. */
export interface LoopOptions {
  source: { log: Log };
  directory: Directory;
}

/** Work that goes on as long as there is any. */
export interface Loop {
  /** Looks now; while it goes, once more afterwards. */
  kick(): void;
  /** Resolves when it rests; says whether it found anything to do. */
  idle(): Promise<boolean>;
}

/** What one look into a workspace found: nothing; something, and there may be more; or all there was for now, so that
 * what comes meanwhile waits for the next kick and is done together. */
export type Found = 'nothing' | 'more' | 'all';

/** Goes through all workspaces as long as there is work; a kick while it goes means one more turn. */
export function createLoop(
  options: LoopOptions,
  stopping: () => boolean,
  work: (workspace: Workspace) => Promise<Found>,
): Loop {
  let running: Promise<void> | null = null;
  let again = false;
  let worked = false;
  const turns = async () => {
    do {
      again = false;
      for (const workspace of await options.directory.list()) {
        for (let found: Found = 'more'; found === 'more' && !stopping();) {
          found = await work(workspace);
          worked ||= found !== 'nothing';
          again ||= found === 'more';
        }
      }
    } while (again && !stopping());
  };
  return {
    kick: () => {
      if (stopping()) return;
      again = true;
      if (running) return;
      worked = false;
      running = turns()
        .catch((error: unknown) => options.source.log.error({ err: error }, 'a worker round failed'))
        .finally(() => (running = null));
    },
    /** Whether the last run found anything to do. */
    idle: async () => {
      while (running) await running;
      return worked;
    },
  };
}
