import { Worker } from 'node:worker_threads';
import type { Forecast } from './forecast.ts';
import type { Missing } from './model.ts';
import type { PastDeal } from './past-deal.ts';

/** What the worker is given: one history, and the forecasts that are asked of it. */
export interface Task {
  deals: readonly PastDeal[];
  asked: readonly { last: number; days: number }[];
}

/** What it says to each. */
export type Answer = (Forecast | { missing: Missing[] })[];

const memoryMb = 1_500; // a million deals and what is worked out from them
const longestMillis = 300_000;

/** Forecasts in a thread of its own: seconds of arithmetic that hold back nothing else of the process. */
export function forecastApart(task: Task): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const worker = new Worker(new URL('./forecast-worker.ts', import.meta.url), {
      workerData: task,
      resourceLimits: { maxOldGenerationSizeMb: memoryMb },
    });
    const end = (tell: () => void) => {
      clearTimeout(clock);
      void worker.terminate();
      tell();
    };
    const clock = setTimeout(() => end(() => reject(new Error('the forecast took too long'))), longestMillis);
    worker.once('message', (answer: Answer) => end(() => resolve(answer)));
    worker.once('error', (problem) => end(() => reject(problem)));
    worker.once('exit', () => end(() => reject(new Error('the forecast ended without an answer'))));
  });
}
