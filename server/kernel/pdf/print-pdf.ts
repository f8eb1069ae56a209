import { Worker } from 'node:worker_threads';

/** What is printed: a typst template of ours, and what is filled in as data, which is never read as a template. */
export interface PdfTask {
  template: string;
  /** JSON that the template reads as `data`. */
  data: unknown;
  /** Pictures by the path under which the template shows them, such as `/logo`. */
  pictures?: Record<string, Uint8Array>;
  /** When the document was made, told in the file; the same task gives the same bytes. */
  made: Date;
}

interface Waiting {
  task: PdfTask;
  resolve: (pdf: Buffer) => void;
  reject: (error: Error) => void;
}

const longestMillis = 20_000; // a thousand pages take one second
const idleMillis = 30_000;
const memoryMb = 300;

const waiting: Waiting[] = [];
let worker: Worker | null = null;
let busy: Waiting | null = null;
let clock: NodeJS.Timeout | undefined;

/** Prints a document as PDF, in a thread that is there while something is printed and a little longer. It has no files,
 * no packages and no network; what takes too long is stopped. */
export async function printPdf(task: PdfTask): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    waiting.push({ task, resolve, reject });
    next();
  });
}

function next(): void {
  if (busy) return;
  clearTimeout(clock);
  busy = waiting.shift() ?? null;
  if (!busy) {
    clock = setTimeout(stop, idleMillis).unref();
    return;
  }
  worker ??= start();
  // Whoever waits for a document keeps the program open; a thread that only stands ready does not.
  worker.ref();
  clock = setTimeout(() => end(new Error('printing took too long')), longestMillis);
  worker.postMessage(busy.task);
}

function start(): Worker {
  const made = new Worker(new URL('./pdf-worker.ts', import.meta.url), {
    resourceLimits: { maxOldGenerationSizeMb: memoryMb },
    stdout: true,
    stderr: true,
  });
  made.on('message', ({ pdf, problem }: { pdf?: Uint8Array; problem?: string }) => {
    const { resolve, reject } = busy!;
    busy = null;
    made.unref();
    if (pdf) resolve(Buffer.from(pdf));
    else reject(new Error(problem));
    next();
  });
  made.on('error', (error: Error) => made === worker && end(error));
  return made;
}

/** Gives the document up that is being printed; the next one has a new thread. */
function end(error: Error): void {
  stop();
  const failed = busy;
  busy = null;
  failed?.reject(error);
  next();
}

function stop(): void {
  clearTimeout(clock);
  void worker?.terminate();
  worker = null;
}
