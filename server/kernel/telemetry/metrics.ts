import { collectDefaultMetrics, Registry } from 'prom-client';

/** Where counters, gauges and histograms of one running app are registered. */
export type Metrics = Registry;

/** A registry that already measures the process (CPU, memory, event loop); one per app, never shared. */
export function createMetrics(): Metrics {
  const metrics = new Registry();
  collectDefaultMetrics({ register: metrics });
  return metrics;
}
