import type { Pools } from '#kernel/database';
import { defineOpenRoute, z, type Route, type SignedInCall } from '#kernel/http';
import { changeModel, requireModel } from '../routes/object-model.ts';
import { changeLayout } from './change-layout.ts';
import { givenLayout, layoutAnswer, readLayout, type GivenLayout } from './layout.ts';

type OfObject = { object: string };
const ofObject = z.object({ object: z.string().max(60) });
const answer = z.object({ object: z.string(), layout: layoutAnswer.nullable() });

async function changing(pools: Pools, call: SignedInCall<OfObject, unknown, unknown>, given: GivenLayout | null) {
  await changeModel(pools, call, (ctx) => changeLayout(ctx, requireModel(ctx, call.params.object), given));
  return { object: call.params.object, layout: given && readLayout(given) };
}

const write = (pools: Pools) =>
  defineOpenRoute<OfObject, unknown, GivenLayout>({
    method: 'PUT',
    path: '/api/v1/objects/:object/layout',
    summary: 'Arrange the record pages of an object: highlights, tabs, sections, hidden fields; one change, one undo.',
    tag: 'Model',
    access: 'admin',
    answer,
    params: ofObject,
    body: givenLayout as never,
    serve: (call) => changing(pools, call, call.body),
  });

const remove = (pools: Pools) =>
  defineOpenRoute<OfObject>({
    method: 'DELETE',
    path: '/api/v1/objects/:object/layout',
    summary: 'Give the record pages of an object the standard layout again.',
    tag: 'Model',
    access: 'admin',
    answer,
    status: 200,
    params: ofObject,
    serve: (call) => changing(pools, call, null),
  });

/** Calls that arrange the pages of records. */
export function layoutRoutes(pools: Pools): Route[] {
  return [write(pools), remove(pools)];
}
