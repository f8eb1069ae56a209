import { parentPort, workerData } from 'node:worker_threads';
import { forecast } from './forecast.ts';
import type { Answer, Task } from './forecast-apart.ts';

const { deals, asked } = workerData as Task;
const send = parentPort!.postMessage.bind(parentPort);
const answer: Answer = asked.map((one) => forecast(deals, one));
send(answer);
