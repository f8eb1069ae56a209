import { call } from './client.ts';
import type { Page } from './types.ts';

export type Webhook = {
  id: string;
  label: string;
  url: string;
  events: string[];
  include: 'ids' | 'record';
  role: string;
  state: 'enabled' | 'disabled';
  disabled_reason: string | null;
  failing_since: string | null;
};
export type NewWebhook = Pick<Webhook, 'label' | 'url' | 'events' | 'include' | 'role'>;
export type Delivery = {
  id: string;
  type: string;
  state: 'waiting' | 'sending' | 'delivered' | 'failed';
  attempts: number;
  next_try_at: string | null;
  last_status: number | null;
  last_error: string | null;
  last_answer: string | null;
  created_at: string;
};

const at = (id: string, deed = ''): string => `/api/v1/webhooks/${id}${deed}`;

export const listWebhooks = (): Promise<Webhook[]> =>
  call<{ data: Webhook[] }>('/api/v1/webhooks').then((answer) => answer.data);
/** Makes a webhook; its secret is in this answer only. */
export const addWebhook = (input: NewWebhook) =>
  call<Webhook & { secret: string }>('/api/v1/webhooks', { method: 'POST', body: input });
export const changeWebhook = (id: string, values: { state: Webhook['state'] }): Promise<Webhook> =>
  call(at(id), { method: 'PATCH', body: values });
export const removeWebhook = (id: string): Promise<unknown> => call(at(id), { method: 'DELETE' });
/** Gives it a new secret; that is in this answer only. */
export const rotateSecret = (id: string) => call<{ secret: string }>(at(id, '/rotate'), { method: 'POST' });
export const testWebhook = (id: string): Promise<unknown> => call(at(id, '/test'), { method: 'POST' });
export const listDeliveries = (id: string, query: { cursor?: string }): Promise<Page<Delivery>> =>
  call(at(id, '/deliveries'), { query });
export const replayDelivery = (id: string, delivery: string): Promise<unknown> =>
  call(at(id, `/deliveries/${delivery}/replay`), { method: 'POST' });
