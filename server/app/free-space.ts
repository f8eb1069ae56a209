import { existsSync, statfsSync } from 'node:fs';
import type { Log } from '#kernel/telemetry';

/** Room on the disk of a folder: bytes, and of all that there is. */
export interface Space {
  free: number;
  share: number;
}

// Below the first PostgreSQL may stop within a day's work; below the second somebody has a week or so to make room.
const little = { bytes: 1e9, share: 0.05 };
const scarce = { bytes: 2e9, share: 0.15 };
const everyHour = 3_600_000;

/** The room where a folder is; null where there is no such folder yet. */
export function readSpace(folder: string): Space | null {
  if (!existsSync(folder)) return null;
  const { bavail, blocks, bsize } = statfsSync(folder);
  return { free: bavail * bsize, share: bavail / blocks };
}

/** Whether room has to be made: now (`little`), or soon (`scarce`); null where there is enough. */
export function judgeSpace({ free, share }: Space): 'little' | 'scarce' | null {
  if (free < little.bytes || share < little.share) return 'little';
  return free < scarce.bytes || share < scarce.share ? 'scarce' : null;
}

/** Warns in the log, now and every hour, as long as there is little room for data; answers with what ends that. */
export function watchSpace(folder: string, log: Pick<Log, 'warn'>, read: typeof readSpace = readSpace): () => void {
  const look = () => {
    const space = read(folder);
    if (!space || judgeSpace(space) !== 'little') return;
    const [gigabytes, percent] = [(space.free / 1e9).toFixed(1), Math.round(space.share * 100)];
    log.warn(
      { folder, free: space.free },
      `little room on the disk: ${gigabytes} GB, ${percent} %. Make some; when it is full nothing can be written`,
    );
  };
  look();
  const timer = setInterval(look, everyHour).unref();
  return () => clearInterval(timer);
}
