import type { Pools } from '#kernel/database';
import { defineOpenRoute, z, type Route } from '#kernel/http';
import { requireObject } from '../catalog.ts';
import { raiseModel } from '../customize/add-field.ts';
import { moveOptions, type Moving } from '../customize/move-options.ts';
import { optionsMoved } from '../answers/model-answers.ts';
import { requireField } from './object-model.ts';

type OfField = { object: string; field: string };
const ofField = z.object({ object: z.string().max(60), field: z.string().max(60) });
const value = z.string().trim().min(1).max(200);

/** Joining and splitting choices: the records that have them follow. */
export function moveOptionsRoutes(pools: Pools): Route[] {
  const route = (path: string, summary: string, body: z.ZodType) =>
    defineOpenRoute<OfField, unknown, Moving>({
      method: 'POST',
      path: `/api/v1/objects/:object/fields/:field/${path}`,
      summary,
      tag: 'Model',
      access: 'admin',
      answer: optionsMoved,
      also: { 202: optionsMoved },
      status: 200,
      params: ofField,
      body: body as never,
      serve: async (call) => {
        const { fieldChange, ...moved } = await call.transaction((ctx) => {
          const object = requireObject(ctx, call.params.object);
          return moveOptions(ctx, object, { field: requireField(object, call.params.field), moving: call.body });
        });
        await raiseModel(pools, call.workspace);
        call.header('kith-change-set', fieldChange);
        if (moved.job_id) call.status(202);
        return moved;
      },
    });
  return [
    route(
      'join',
      'Join choices: every record that has one of them gets the other instead, and they are no longer offered.',
      z.strictObject({ from: z.array(value).min(1).max(100), to: value }),
    ),
    route(
      'split',
      'Split a choice: the records that have it, and for which a filter holds, get the other instead.',
      z.strictObject({ from: z.array(value).min(1).max(1), to: value, where: z.unknown() }),
    ),
  ];
}
