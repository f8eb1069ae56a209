import { ask, type AnswerOf, type BodyOf } from './client.ts';

export type Webhook = AnswerOf<'GET /api/v1/webhooks/{id}'>;
export type NewWebhook = BodyOf<'POST /api/v1/webhooks'>;
type Deliveries = AnswerOf<'GET /api/v1/webhooks/{id}/deliveries'>;
export type Delivery = Deliveries['data'][number];

export const listWebhooks = (): Promise<Webhook[]> => ask('GET /api/v1/webhooks').then((answer) => answer.data);
/** Makes a webhook; its secret is in this answer only. */
export const addWebhook = (body: NewWebhook) => ask('POST /api/v1/webhooks', { body });
export const changeWebhook = (id: string, body: { state: Webhook['state'] }): Promise<Webhook> =>
  ask('PATCH /api/v1/webhooks/{id}', { params: { id }, body });
export const removeWebhook = (id: string) => ask('DELETE /api/v1/webhooks/{id}', { params: { id } });
/** Gives it a new secret; that is in this answer only. */
export const rotateSecret = (id: string) => ask('POST /api/v1/webhooks/{id}/rotate', { params: { id } });
export const testWebhook = (id: string) => ask('POST /api/v1/webhooks/{id}/test', { params: { id } });
export const listDeliveries = (id: string, query: { cursor?: string }): Promise<Deliveries> =>
  ask('GET /api/v1/webhooks/{id}/deliveries', { params: { id }, query });
export const replayDelivery = (id: string, delivery: string) =>
  ask('POST /api/v1/webhooks/{id}/deliveries/{delivery}/replay', { params: { id, delivery } });
